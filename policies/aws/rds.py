"""Amazon RDS and Aurora."""

from groundrule.policy import HIGH, LOW, Category, Resource, Verdict, any_true, must_be_customer_key, policy


@policy(
    id="rds-instance-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=(
        "CKV_AWS_16",
        "AWS-0080",
        "08bd0760-8752-44e1-9779-7bb369b2b4e4",
        "5beacce3-4020-4a3d-9e1d-a36f953df630",
        "ffee2785-c347-451e-89f3-11aeb08e5c84",
    ),
    resources=("aws_db_instance",),
)
def rds_instance_unencrypted(database: Resource) -> Verdict:
    """RDS instance is stored unencrypted.

    Whoever obtains the disks or a snapshot can read the data. Replicas and restored snapshots have the
    encryption of what they were made from, and instances of Aurora that of their cluster.

    Fix:
        Set `storage_encrypted` to true.

    Sources:
        https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html
    """
    inherits = any_true(database[name].is_set() for name in ("replicate_source_db", "snapshot_identifier"))
    aurora = database["engine"].asks(
        lambda value: isinstance(value, str) and value.startswith(("aurora", "docdb", "neptune"))
    )
    return database["storage_encrypted"].must_be(True).unless(inherits | aurora)


@policy(
    id="rds-cluster-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=(
        "CKV_AWS_96",
        "AWS-0079",
        "3199c26c-7871-4cb3-99c2-10a59244ce7f",
        "1a690d1d-0ae7-49fa-b2db-b75ae0dd1d3e",
        "65844ba3-03a1-40a8-b3dd-919f122e8c95",
    ),
    resources=("aws_rds_cluster",),
)
def rds_cluster_unencrypted(cluster: Resource) -> Verdict:
    """RDS cluster is stored unencrypted.

    Whoever obtains the disks or a snapshot can read the data. Restored and replicated clusters have the
    encryption of what they were made from; Aurora Serverless v1 is always encrypted.

    Fix:
        Set `storage_encrypted` to true.

    Sources:
        https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html
    """
    inherits = any_true(
        cluster[name].is_set()
        for name in ("snapshot_identifier", "replication_source_identifier", "global_cluster_identifier")
    )
    serverless = cluster["engine_mode"].is_("serverless")
    return cluster["storage_encrypted"].must_be(True).unless(inherits | serverless)


@policy(
    id="rds-cluster-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_327", "e52395b4-250b-4c60-81d5-2e58c1d37abc"),
    resources=("aws_rds_cluster",),
    default=False,
)
def rds_cluster_without_customer_key(cluster: Resource) -> Verdict:
    """RDS cluster is not encrypted with a customer-managed key.

    A key that AWS manages encrypts it. Only a key of your own lets you decide, and log, who can decrypt,
    and withdraw that.

    Fix:
        Set `kms_key_id` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html
    """
    return must_be_customer_key(cluster["kms_key_id"])


@policy(
    id="rds-insights-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_354", "AWS-0078"),
    resources=("aws_db_instance", "aws_rds_cluster_instance"),
    default=False,
)
def rds_insights_without_customer_key(database: Resource) -> Verdict:
    """RDS Performance Insights is not encrypted with a customer-managed key.

    A key that AWS manages encrypts it. Only a key of your own lets you decide, and log, who can decrypt,
    and withdraw that.

    Fix:
        Set `performance_insights_kms_key_id` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.access-control.html
    """
    return must_be_customer_key(database["performance_insights_kms_key_id"]).when(
        database["performance_insights_enabled"].is_(expected=True)
    )
