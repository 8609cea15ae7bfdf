"""AWS Database Migration Service."""

from groundrule.policy import HIGH, Category, Resource, Verdict, policy

_OVER_HTTPS = (
    "s3",
    "dynamodb",
    "kinesis",
    "neptune",
    "redshift",
    "elasticsearch",
    "opensearch",
    "kafka",
    "timestream",
)


@policy(
    id="dms-endpoint-without-tls",
    severity=HIGH,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=("CKV2_AWS_49", "e6f7g8h9-i0j1-4klm-56no-7890pqrstu12"),
    resources=("aws_dms_endpoint",),
)
def dms_endpoint_without_tls(endpoint: Resource) -> Verdict:
    """DMS endpoint connects without TLS.

    A migration then carries the whole database in the clear. Without an SSL mode none is used. Engines
    that are reached over HTTPS anyway have no such mode.

    Fix:
        Set `ssl_mode` to `require`, or better to `verify-full`.

    Sources:
        https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.SSL.html
    """
    https = endpoint["engine_name"].is_one_of(_OVER_HTTPS)
    return endpoint["ssl_mode"].must_be_one_of("require", "verify-ca", "verify-full").unless(https)
