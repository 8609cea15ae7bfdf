"""Amazon RDS and Aurora."""

from groundrule.policy import (
    HIGH,
    LOW,
    Category,
    Resource,
    Verdict,
    any_true,
    belongs_to_cluster,
    must_be_customer_key,
    policy,
)


@policy(
    id="rds-instance-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "STAN-05"),
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
    return database["storage_encrypted"].must_be(True).unless(inherits | belongs_to_cluster(database))


@policy(
    id="rds-cluster-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "STAN-05"),
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


@policy(
    id="rds-global-cluster-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "STAN-05"),
    aliases=("CKV_AWS_140",),
    resources=("aws_rds_global_cluster",),
)
def rds_global_cluster_unencrypted(cluster: Resource) -> Verdict:
    """Aurora global database is stored unencrypted.

    Whoever obtains the disks or a snapshot in any of its regions can read the data. One that is made from a cluster has
    the encryption of that.

    Fix:
        Set `storage_encrypted` to true.

    Sources:
        https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html
    """
    return cluster["storage_encrypted"].must_be(True).unless(cluster["source_db_cluster_identifier"].is_set())


@policy(
    id="rds-in-one-zone",
    severity=LOW,
    category=Category.AVAILABILITY,
    requirements=("CUIMC-09",),
    aliases=("CKV_AWS_157", "2b1d4935-9acf-48a7-8466-10d18bf51a69"),
    resources=("aws_db_instance",),
    default=False,
)
def rds_in_one_zone(database: Resource) -> Verdict:
    """RDS instance runs in one availability zone only.

    When its zone fails the database is gone until it is restored elsewhere. Members of a cluster are spread by that.

    Fix:
        Set `multi_az` to true.

    Sources:
        https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html
    """
    return database["multi_az"].must_be(True).unless(belongs_to_cluster(database))


@policy(
    id="aurora-without-backtrack",
    severity=LOW,
    category=Category.BACKUP_AND_RETENTION,
    requirements=("CUIMC-11",),
    aliases=("CKV_AWS_326",),
    resources=("aws_rds_cluster",),
    default=False,
)
def aurora_without_backtrack(cluster: Resource) -> Verdict:
    """Aurora MySQL cluster can't be turned back to an earlier time.

    After a wrong statement a restore from a backup takes an hour and makes another cluster; backtracking takes minutes.
    Only Aurora MySQL has it, and it can only be chosen when the cluster is made.

    Fix:
        Set `backtrack_window` to the seconds that may be turned back.

    Sources:
        https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Managing.Backtrack.html
    """
    return cluster["backtrack_window"].must_be_at_least(1).when(cluster["engine"].is_one_of(("aurora", "aurora-mysql")))
