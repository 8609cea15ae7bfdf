"""Amazon Neptune."""

from groundrule.policy import (
    HIGH,
    LOW,
    MEDIUM,
    Category,
    Resource,
    Verdict,
    must_be_customer_key,
    must_not_be_published,
    policy,
)


@policy(
    id="neptune-cluster-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "STAN-05"),
    aliases=("CKV_AWS_44", "AWS-0076", "98d59056-f745-4ef5-8613-32bca8d40b7e", "bf4473f1-c8a2-4b1b-8134-bd32efabab93"),
    resources=("aws_neptune_cluster",),
)
def neptune_cluster_unencrypted(cluster: Resource) -> Verdict:
    """Neptune cluster is stored unencrypted.

    Whoever obtains the disks or a snapshot can read the data. A cluster restored from a snapshot has that
    one's encryption.

    Fix:
        Set `storage_encrypted` to true.

    Sources:
        https://docs.aws.amazon.com/neptune/latest/userguide/encrypt.html
    """
    return cluster["storage_encrypted"].must_be(True).unless(cluster["snapshot_identifier"].is_set())


@policy(
    id="neptune-cluster-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_347", "AWS-0128"),
    resources=("aws_neptune_cluster",),
    default=False,
)
def neptune_cluster_without_customer_key(cluster: Resource) -> Verdict:
    """Neptune cluster is not encrypted with a customer-managed key.

    A key that AWS manages encrypts it. Only a key of your own lets you decide, and log, who can decrypt,
    and withdraw that.

    Fix:
        Set `kms_key_arn` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/neptune/latest/userguide/encrypt.html
    """
    return must_be_customer_key(cluster["kms_key_arn"])


@policy(
    id="neptune-without-audit-log",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-17", "STAN-06"),
    aliases=("CKV_AWS_101", "AWS-0075", "45cff7b6-3b80-40c1-ba7b-2cf480678bb8"),
    resources=("aws_neptune_cluster",),
)
def neptune_without_audit_log(cluster: Resource) -> Verdict:
    """Neptune cluster does not export its audit log.

    After an incident nobody can tell who connected and what was asked.

    Fix:
        Add `audit` to `enable_cloudwatch_logs_exports`, and set `neptune_enable_audit_log` to 1 in the parameter group.

    Sources:
        https://docs.aws.amazon.com/neptune/latest/userguide/cloudwatch-logs.html
    """
    return cluster["enable_cloudwatch_logs_exports"].must_contain("audit")


@policy(
    id="neptune-instance-public",
    severity=HIGH,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20", "CUIMC-03"),
    aliases=("CKV_AWS_102", "9ba198e0-fef4-464a-8a4d-75ea55300de7"),
    resources=("aws_neptune_cluster_instance",),
)
def neptune_instance_public(instance: Resource) -> Verdict:
    """Neptune instance has a public address.

    One rule of a security group that is too wide, and everybody can ask the graph; without IAM authentication nothing
    else is in the way. It is less severe where no subnet of it has a route to an
    internet gateway.

    Fix:
        Set `publicly_accessible` to false.

    Sources:
        https://docs.aws.amazon.com/neptune/latest/userguide/neptune-public-endpoints.html
    """
    return must_not_be_published(instance)
