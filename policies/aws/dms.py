"""AWS Database Migration Service."""

from groundrule.policy import HIGH, Category, Resource, Verdict, must_not_be_published, policy

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
    https = endpoint["engine_name"].asks(lambda engine: str(engine).lower() in _OVER_HTTPS)
    return endpoint["ssl_mode"].must_be_one_of("require", "verify-ca", "verify-full").unless(https)


@policy(
    id="dms-instance-public",
    severity=HIGH,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20", "CUIMC-03"),
    aliases=("CKV_AWS_89", "030d3b18-1821-45b4-9e08-50efbe7becbb", "5864fb39-d719-4182-80e2-89dbe627be63"),
    resources=("aws_dms_replication_instance",),
)
def dms_instance_public(instance: Resource) -> Verdict:
    """DMS replication instance has a public address.

    It holds the credentials of both databases and copies one into the other. In CloudFormation it is public unless it
    says otherwise. It is less severe where no subnet of it has a route to an
    internet gateway.

    Fix:
        Set `publicly_accessible` to false.

    Sources:
        https://docs.aws.amazon.com/dms/latest/userguide/CHAP_ReplicationInstance.PublicPrivate.html
        https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dms-replicationinstance.html
    """
    return must_not_be_published(instance)
