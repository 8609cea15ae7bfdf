"""Amazon CloudFront."""

from collections.abc import Iterator

from groundrule.policy import (
    HIGH,
    LOW,
    TLS_FLOOR,
    Attribute,
    Category,
    Resource,
    Truth,
    Verdict,
    any_of,
    any_true,
    policy,
)

# the attributes that name a certificate other than CloudFront's own
_CERTIFICATES = ("acm_certificate_arn", "iam_certificate_id")
_DEFAULT = "cloudfront_default_certificate"
# the lowest version that may be offered → how the names of the policies begin that offer nothing older
_MODERN = {"1.2": ("TLSv1.2_", "TLSv1.3_"), "1.3": ("TLSv1.3_",)}
_NEWEST = {"1.2": "TLSv1.2_2021", "1.3": "TLSv1.3_2025"}


def _has_own(certificate: Attribute) -> Truth:
    """Whether a certificate is named, or CloudFront's own is refused."""
    return any_true(certificate[name].is_set() for name in _CERTIFICATES) | certificate[_DEFAULT].is_(False)


def _is_https(behaviour: Attribute) -> Verdict:
    return behaviour["viewer_protocol_policy"].must_not_be("allow-all")


@policy(
    id="cloudfront-old-tls",
    severity=HIGH,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    parameters=(TLS_FLOOR,),
    aliases=(
        "CKV_AWS_174",
        "AWS-0013",
        "00e5e55e-c2ff-46b3-a757-a7a1cd802456",
        "dc17ee4b-ddf2-4e23-96e8-7a36abad1303",
        "5c0003fb-9aa0-42c1-9da3-eb0e332bef21",
        "be96849c-3df6-49c2-bc16-778a7be2519c",
    ),
    resources=("aws_cloudfront_distribution",),
)
def cloudfront_old_tls(distribution: Resource) -> Verdict:
    """CloudFront distribution accepts TLS older than 1.2, or than what the profile allows.

    TLS 1.0 and 1.1 have known weaknesses. With a certificate of your own they are forbidden by one word; the default
    certificate of CloudFront (`*.cloudfront.net`) takes them whatever is asked for, of which
    `cloudfront-default-certificate` tells. A profile may ask for TLS 1.3 in `tls-floor`.

    Fix:
        Set `minimum_protocol_version` to `TLSv1.2_2021` or later.

    Sources:
        https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
        https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ViewerCertificate.html
    """
    certificate = distribution["viewer_certificate"]
    version = certificate["minimum_protocol_version"]
    chosen = _has_own(certificate) | version.is_set()
    floor = distribution.parameter(TLS_FLOOR)
    modern = version.asks(lambda value: isinstance(value, str) and value.startswith(_MODERN[floor]))
    newest = _NEWEST[floor]
    verdict = version.must(modern, expected=f"`{newest}` or later", remedy=f"set `{{name}}` to `{newest}`")
    return verdict.when(chosen & ~certificate[_DEFAULT].is_(True), certificate.why_unknown)


@policy(
    id="cloudfront-plain-http",
    severity=HIGH,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=(
        "CKV_AWS_34",
        "AWS-0012",
        "55af1353-2f62-4fa0-a8e1-a210ca2708f5",
        "31733ee2-fef0-4e87-9778-65da22a8ecf1",
        "a5366a50-932f-4085-896b-41402714a388",
    ),
    resources=("aws_cloudfront_distribution",),
)
def cloudfront_plain_http(distribution: Resource) -> Iterator[Verdict]:
    """CloudFront distribution serves viewers over plain HTTP.

    Whoever is on the way can read and change what is sent.

    Fix:
        Set `viewer_protocol_policy` to `redirect-to-https` or `https-only`.

    Sources:
        https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html
    """
    for block in ("default_cache_behavior", "ordered_cache_behavior"):
        yield from distribution[block].each(_is_https)


@policy(
    id="cloudfront-default-certificate",
    severity=LOW,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=(
        "CKV2_AWS_42",
        "CKV_AWS_174",
        "00e5e55e-c2ff-46b3-a757-a7a1cd802456",
        "3a1e94df-6847-4c0e-a3b6-6c6af4e128ef",
        "b4d9c12b-bfba-4aeb-9cb8-2358546d8041",
    ),
    resources=("aws_cloudfront_distribution",),
    default=False,
)
def cloudfront_default_certificate(distribution: Resource) -> Verdict:
    """CloudFront distribution uses the default certificate.

    With the default certificate CloudFront can not be told to refuse TLS 1.0. A distribution without any
    `viewer_certificate` has the default one. What a certificate of your own accepts has a policy of its own.

    Fix:
        Name a certificate of your own in `viewer_certificate`.

    Sources:
        https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
    """
    certificate = distribution["viewer_certificate"]
    return any_of(certificate[name].must_be_set() for name in _CERTIFICATES).unless(_has_own(certificate))
