"""Amazon CloudFront: how it reaches its origins."""

from collections.abc import Iterator

from groundrule.policy import (
    LOW,
    MEDIUM,
    Attribute,
    Category,
    Partial,
    Reference,
    Resource,
    Truth,
    Verdict,
    any_true,
    policy,
)


def _is_website(origin: Attribute) -> Truth:
    """Whether it is an S3 website, which speaks no HTTPS."""
    domain = origin["domain_name"]
    if isinstance(domain.data, Reference):
        return Truth.of(domain.data.attribute == "website_endpoint")
    return domain.asks(lambda value: ".s3-website" in _known(value))


def _known(value: object) -> str:
    """What is known of a host name."""
    if isinstance(value, Partial):
        return "".join(part for part in value.parts if isinstance(part, str))
    return value if isinstance(value, str) else ""


def _is_bucket(origin: Attribute) -> Truth:
    """Whether it is an S3 bucket: a reference to one, or a host name of S3."""
    if origin["domain_name"].targets("aws_s3_bucket"):
        return Truth.TRUE
    host = origin["domain_name"].asks(lambda value: ".s3." in _known(value) or ".s3-" in _known(value))
    return host | origin["s3_origin_config"].is_set()


def _is_https(origin: Attribute, viewers: Truth) -> Verdict:
    """A custom origin is reached over HTTPS only.

    Args:
        origin: the origin.
        viewers: whether viewers are kept to HTTPS, so that to match them is to use it.
    """
    custom = origin["custom_origin_config"]
    protocol = custom["origin_protocol_policy"]
    verdict = protocol.must_be("https-only").when(custom.is_set()).unless(_is_website(origin))
    return verdict.at(LOW) if protocol.is_("match-viewer") & viewers is Truth.TRUE else verdict


def _keeps_viewers_to_https(distribution: Resource) -> Truth:
    behaviours = (distribution[block] for block in ("default_cache_behavior", "ordered_cache_behavior"))
    return ~any_true(block.has(lambda item: item["viewer_protocol_policy"].is_("allow-all")) for block in behaviours)


def _speaks_none(origin: Attribute, *protocols: str) -> Verdict:
    """None of the protocols may be spoken to a custom origin that is reached over TLS at all."""
    custom = origin["custom_origin_config"]
    verdict = custom["origin_ssl_protocols"].must_not_contain(*protocols)
    return verdict.unless(custom["origin_protocol_policy"].is_("http-only"))


def _is_modern(origin: Attribute) -> Verdict:
    ssl = origin["custom_origin_config"]["origin_ssl_protocols"].contains("SSLv3")
    return _speaks_none(origin, "TLSv1", "TLSv1.1").unless(ssl)


def _is_controlled(origin: Attribute) -> Verdict:
    control = origin["origin_access_control_id"].must_be_set()
    identity = origin["s3_origin_config"]["origin_access_identity"].must_be_set()
    custom = origin["custom_origin_config"].is_set() | _is_website(origin)
    return (control | identity).when(_is_bucket(origin) & ~custom)


@policy(
    id="cloudfront-origin-plain-http",
    severity=MEDIUM,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=("CKV2_AWS_72",),
    resources=("aws_cloudfront_distribution",),
)
def cloudfront_origin_plain_http(distribution: Resource) -> Iterator[Verdict]:
    """CloudFront may reach an origin over plain HTTP.

    Between the edge and the origin lies the internet: whoever is on the way can read and change what is sent.
    `match-viewer` is plain HTTP whenever a viewer's request was; where every behaviour keeps viewers to HTTPS it takes
    another mistake, and the finding is of low severity. S3 websites speak no HTTPS; a distribution that is switched off
    serves nobody. The origin's name excuses nothing, though some linters trust names of examples.

    Fix:
        Set `origin_protocol_policy` to `https-only`.

    Sources:
        https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html
    """
    off = distribution["enabled"].is_(False)
    viewers = _keeps_viewers_to_https(distribution)
    yield from distribution["origin"].each(lambda origin: _is_https(origin, viewers).unless(off))


@policy(
    id="cloudfront-origin-ssl",
    severity=MEDIUM,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=("CKV2_AWS_54",),
    resources=("aws_cloudfront_distribution",),
)
def cloudfront_origin_ssl(distribution: Resource) -> Iterator[Verdict]:
    """CloudFront may speak SSL 3.0 to an origin.

    What is sent over SSL 3.0 can be decrypted by whoever is on the way; it has been forbidden since 2015. It matters
    where the origin is reached over TLS at all.

    Fix:
        Leave only `TLSv1.2` in `origin_ssl_protocols`.

    Sources:
        https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-10
        https://www.rfc-editor.org/rfc/rfc7568
    """
    yield from distribution["origin"].each(lambda origin: _speaks_none(origin, "SSLv3"))


@policy(
    id="cloudfront-origin-old-tls",
    severity=MEDIUM,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    resources=("aws_cloudfront_distribution",),
)
def cloudfront_origin_old_tls(distribution: Resource) -> Iterator[Verdict]:
    """CloudFront may speak an old TLS to an origin.

    TLS 1.0 and 1.1 have known weaknesses. They matter where the origin is reached over TLS at all. SSL 3.0, which is
    worse, has a policy of its own.

    Fix:
        Leave only `TLSv1.2` in `origin_ssl_protocols`.

    Sources:
        https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesOriginSSLProtocols
    """
    yield from distribution["origin"].each(_is_modern)


@policy(
    id="cloudfront-bucket-without-access-control",
    severity=MEDIUM,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03", "CUIMC-20"),
    aliases=("CKV2_AWS_46",),
    resources=("aws_cloudfront_distribution",),
)
def cloudfront_bucket_without_access_control(distribution: Resource) -> Iterator[Verdict]:
    """CloudFront reads a bucket without saying who it is.

    Such a bucket has to be public, so that everybody can pass by the distribution and what it enforces.

    Fix:
        Set `origin_access_control_id` to an origin access control, and let only it read the bucket.

    Sources:
        https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
    """
    yield from distribution["origin"].each(_is_controlled)


@policy(
    id="cloudfront-without-origin-failover",
    severity=LOW,
    category=Category.AVAILABILITY,
    requirements=("CUIMC-09",),
    aliases=("CKV_AWS_310",),
    resources=("aws_cloudfront_distribution",),
    default=False,
)
def cloudfront_without_origin_failover(distribution: Resource) -> Verdict:
    """CloudFront distribution has no second origin to turn to.

    When the only origin fails, so does the distribution, but for what is in its caches.

    Fix:
        Add an `origin_group` with two members and the status codes that make CloudFront turn to the second.

    Sources:
        https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
    """
    return distribution["origin_group"].any(
        lambda group: group["failover_criteria"].must_be_set(),
        "it has no group of origins",
        remedy="add an origin group",
    )
