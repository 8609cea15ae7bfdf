"""Amazon CloudFront: logs, headers and whom it serves."""

from groundrule.policy import LOW, MEDIUM, Category, Resource, Verdict, any_of, policy

_BEHAVIOURS = ("default_cache_behavior", "ordered_cache_behavior")


def _is_delivered(source: Resource) -> Verdict:
    deliveries = source.companions("aws_cloudwatch_log_delivery", by="delivery_source_name")
    return source["log_type"].must_be("ACCESS_LOGS") & deliveries.must_exist("nothing delivers what it reads")


@policy(
    id="cloudfront-without-access-log",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-17", "CUIMC-02", "STAN-06"),
    aliases=(
        "CKV_AWS_86",
        "AWS-0010",
        "94690d79-b3b0-43de-b656-84ebef5753e5",
        "de77cd9f-0e8b-46cc-b4a4-b6b436838642",
    ),
    resources=("aws_cloudfront_distribution",),
)
def cloudfront_without_access_log(distribution: Resource) -> Verdict:
    """CloudFront distribution keeps no access log.

    After an incident nobody can tell who asked for what, and from where. A bucket for standard logs, a delivery of
    access logs and a configuration of real-time logs are all well.

    Fix:
        Set the `bucket` of `logging_config`, or add a delivery of the distribution's access logs.

    Sources:
        https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/AccessLogs.html
        https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
    """
    sources = distribution.companions("aws_cloudwatch_log_delivery_source", by="resource_arn")
    return any_of(
        (
            distribution["logging_config"]["bucket"].must_be_set(),
            distribution["default_cache_behavior"]["realtime_log_config_arn"].must_be_set(),
            sources.any(_is_delivered, "no delivery source reads its access log"),
        )
    )


@policy(
    id="cloudfront-root-object-missing",
    severity=LOW,
    category=Category.PATCHING,
    requirements=("CUIMC-09",),
    aliases=("CKV_AWS_305",),
    resources=("aws_cloudfront_distribution",),
    default=False,
)
def cloudfront_root_object_missing(distribution: Resource) -> Verdict:
    """CloudFront distribution has no default root object.

    Who asks for the root is shown what the origin shows there, for a bucket perhaps the list of its objects.

    Fix:
        Set `default_root_object`, to `index.html` say.

    Sources:
        https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html
    """
    return distribution["default_root_object"].must_be_set()


@policy(
    id="cloudfront-disabled",
    severity=LOW,
    category=Category.HYGIENE,
    requirements=("CUIMC-19",),
    aliases=("CKV_AWS_216", "1bc367f6-901d-4870-ad0c-71d79762ef52", "e4f54ff4-d352-40e8-a096-5141073c37a2"),
    resources=("aws_cloudfront_distribution",),
    default=False,
)
def cloudfront_disabled(distribution: Resource) -> Verdict:
    """CloudFront distribution is switched off, or has no origin.

    It serves nobody and is forgotten, names and certificates with it.

    Fix:
        Remove the distribution, or switch it on.

    Sources:
        https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-values-specify.html
    """
    return distribution["enabled"].must_not_be(False) & distribution["origin"].must_be_set()


@policy(
    id="cloudfront-open-to-every-country",
    severity=LOW,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20",),
    aliases=("CKV_AWS_374", "7f8843f0-9ea5-42b4-a02b-753055113195"),
    resources=("aws_cloudfront_distribution",),
    default=False,
)
def cloudfront_open_to_every_country(distribution: Resource) -> Verdict:
    """CloudFront distribution serves viewers in every country.

    Where a service is meant for few countries, refusing the others keeps part of the attacks away.

    Fix:
        Set the `restriction_type` of `geo_restriction` to `whitelist` and name the countries.

    Sources:
        https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html
    """
    restriction = distribution["restrictions"]["geo_restriction"]["restriction_type"]
    return restriction.must_be_one_of("whitelist", "blacklist")


@policy(
    id="cloudfront-without-response-headers",
    severity=LOW,
    category=Category.PATCHING,
    requirements=("CUIMC-09",),
    aliases=("CKV2_AWS_32",),
    resources=("aws_cloudfront_distribution",),
    default=False,
)
def cloudfront_without_response_headers(distribution: Resource) -> Verdict:
    """CloudFront distribution adds no security headers to its answers.

    A response headers policy makes browsers keep to HTTPS, to the type of a file and out of foreign frames,
    whatever the origin sends.

    Fix:
        Set the `response_headers_policy_id` of a cache behaviour.

    Sources:
        https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-response-headers.html
    """
    detail = "no cache behaviour names a response headers policy"
    return any_of(
        distribution[block].any(lambda item: item["response_headers_policy_id"].must_be_set(), detail)
        for block in _BEHAVIOURS
    )


@policy(
    id="cloudfront-headers-without-hsts",
    severity=LOW,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=("CKV_AWS_259",),
    resources=("aws_cloudfront_response_headers_policy",),
    default=False,
)
def cloudfront_headers_without_hsts(headers: Resource) -> Verdict:
    """CloudFront does not tell browsers to keep to HTTPS for a year.

    A browser that was never told asks over plain HTTP first, where the answer can be forged. The header has to hold
    for a year, for subdomains too, be fit for the browsers' own lists, and win over the origin's.

    Fix:
        Set `strict_transport_security` with `access_control_max_age_sec` of 31536000, `include_subdomains`, `preload`
        and `override`.

    Sources:
        https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html#understanding-response-headers-policies-security
    """
    transport = headers["security_headers_config"]["strict_transport_security"]
    verdict = transport["access_control_max_age_sec"].must_be_at_least(31_536_000)
    for name in ("include_subdomains", "preload", "override"):
        verdict = verdict & transport[name].must_be(True)
    return verdict
