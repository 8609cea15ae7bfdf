"""What databases of several services have in common."""

from collections.abc import Callable
from typing import Final

from groundrule.policy import (
    BACKUP_DAYS,
    CLASSIFICATION,
    HIGH,
    INFO,
    LOW,
    MEDIUM,
    Category,
    Outcome,
    Resource,
    Truth,
    Verdict,
    any_true,
    belongs_to_cluster,
    judged_by_named,
    must_be_customer_key,
    must_be_kept,
    policy,
)

_USUAL_PORTS: Final = {
    "aws_db_instance": (3306, 5432, 1521, 1433, 50000),
    "aws_redshift_cluster": (5439,),
    "aws_elasticache_cluster": (6379, 11211),
    "aws_elasticache_replication_group": (6379,),
}
# a snapshot → the attribute that names what it was taken of, and the types of that
_TAKEN_OF: Final = {
    "aws_db_snapshot": ("db_instance_identifier", "aws_db_instance"),
    "aws_db_cluster_snapshot": ("db_cluster_identifier", "aws_rds_cluster"),
    "aws_docdb_cluster_snapshot": ("db_cluster_identifier", "aws_docdb_cluster"),
    "aws_neptune_cluster_snapshot": ("db_cluster_identifier", "aws_neptune_cluster"),
}
_TRUTHS: Final = {Outcome.ALLOW: Truth.TRUE, Outcome.DENY: Truth.FALSE, Outcome.UNKNOWN: Truth.UNKNOWN}


def _follows(database: Resource) -> Truth:
    """Whether another resource decides of its backups: replicas follow their source, members their cluster."""
    return database["replicate_source_db"].is_set() | belongs_to_cluster(database)


@policy(
    id="database-without-backups",
    severity=MEDIUM,
    category=Category.BACKUP_AND_RETENTION,
    requirements=("CUIMC-11", "CUIMC-12", "STAN-05"),
    aliases=(
        "CKV_AWS_133",
        "AWS-0077",
        "e542bd46-58c4-4e0f-a52a-1fb4f9548e02",
        "1dc73fb4-5b51-430c-8c5f-25dcf9090b02",
        "8c415f6f-7b90-4a27-a44a-51047e1506f9",
        "e649a218-d099-4550-86a4-1231e1fcb60d",
    ),
    resources=("aws_db_instance", "aws_rds_cluster"),
)
def database_without_backups(database: Resource) -> Verdict:
    """Database has no automatic backups.

    What is deleted or overwritten is gone. Terraform makes an RDS instance without any backup unless it says so, though
    some linters pass one that says nothing. Replicas follow their source, members their cluster.

    Fix:
        Set `backup_retention_period` to 7 or more.

    Sources:
        https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-11
    """
    return database["backup_retention_period"].must_not_be(0).unless(_follows(database))


@policy(
    id="database-backups-too-short",
    severity=MEDIUM,
    category=Category.BACKUP_AND_RETENTION,
    requirements=("CUIMC-11", "CUIMC-12"),
    aliases=(
        "CKV_AWS_360",
        "CKV_AWS_361",
        "AWS-0077",
        "e649a218-d099-4550-86a4-1231e1fcb60d",
    ),
    parameters=(*CLASSIFICATION, BACKUP_DAYS),
    resources=("aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster"),
)
def database_backups_too_short(database: Resource) -> Verdict:
    """Database keeps its automatic backups for less than its data asks for.

    A fault that is noticed after a long weekend can no longer be undone. Clusters keep theirs for one day unless they
    say otherwise. One without any has a policy of its own. Replicas follow their source, members their cluster. How
    many days each class of data asks for, the profile says in `backup-days`; a week is the least, and high-risk data
    asks for 35.

    Fix:
        Set `backup_retention_period` to 7 or more, or to what the class of the data asks for.

    Sources:
        https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-11
    """
    days = database["backup_retention_period"]
    return must_be_kept(days, database, BACKUP_DAYS).unless(_follows(database) | days.is_(0))


@policy(
    id="database-deletable",
    severity=MEDIUM,
    category=Category.DELETION_PROTECTION,
    requirements=("CUIMC-09", "CUIMC-18"),
    aliases=(
        "CKV_AWS_139",
        "CKV_AWS_293",
        "CKV2_AWS_58",
        "AWS-0177",
        "AWS-0343",
        "2c161e58-cb52-454f-abea-6470c37b5e6e",
    ),
    resources=("aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster"),
    default=False,
)
def database_deletable(database: Resource) -> Verdict:
    """Database can be deleted by one call.

    A wrong plan or a stolen credential removes it. What is made for tests is meant to be deleted, everything else not.

    Fix:
        Set `deletion_protection` to true.

    Sources:
        https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html
        https://docs.aws.amazon.com/neptune/latest/userguide/manage-console-instances-delete.html
    """
    return database["deletion_protection"].must_be(True).unless(belongs_to_cluster(database))


@policy(
    id="database-snapshots-untagged",
    severity=LOW,
    category=Category.TAGGING,
    requirements=("CUIMC-14",),
    aliases=("CKV_AWS_313", "CKV_AWS_362", "CKV2_AWS_60"),
    resources=("aws_db_instance", "aws_rds_cluster", "aws_neptune_cluster"),
    default=False,
)
def database_snapshots_untagged(database: Resource) -> Verdict:
    """Snapshots of a database do not carry its tags.

    Rules of access and of cost that go by tags then pass the snapshots over, and nobody can tell whose they are.

    Fix:
        Set `copy_tags_to_snapshot` to true.

    Sources:
        https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.html
    """
    return database["copy_tags_to_snapshot"].must_be(True).unless(belongs_to_cluster(database))


@policy(
    id="database-without-iam-authentication",
    severity=MEDIUM,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08", "CUIMC-21"),
    aliases=(
        "CKV_AWS_161",
        "CKV_AWS_162",
        "CKV_AWS_359",
        "AWS-0176",
        "88fd05e0-ac0e-43d2-ba6d-fc0ba60ae1a6",
        "9fcd0a0a-9b6f-4670-a215-d94e6bf3f184",
        "c91d7ea0-d4d1-403b-8fe1-c9961ac082c5",
        "a3aa0087-8228-4e7e-b202-dc9036972d02",
    ),
    resources=("aws_db_instance", "aws_rds_cluster", "aws_neptune_cluster"),
    default=False,
)
def database_without_iam_authentication(database: Resource) -> Verdict:
    """Database does not take IAM identities.

    Without it, clients need passwords that live long and are shared, and Neptune takes requests from everybody in its
    network. Oracle, SQL Server and Db2 do not have it; members of a cluster have what their cluster says.

    Fix:
        Set `iam_database_authentication_enabled` to true, and let clients connect with tokens.

    Sources:
        https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html
        https://docs.aws.amazon.com/neptune/latest/userguide/iam-auth.html
    """
    without = database["engine"].asks(lambda engine: str(engine).startswith(("oracle", "sqlserver", "db2", "custom")))
    return database["iam_database_authentication_enabled"].must_be(True).unless(without | belongs_to_cluster(database))


@policy(
    id="database-minor-upgrades-off",
    severity=MEDIUM,
    category=Category.PATCHING,
    requirements=("CUIMC-23",),
    aliases=(
        "CKV_AWS_222",
        "CKV_AWS_226",
        "CKV_AWS_322",
        "3b6d777b-76e3-4133-80a3-0d6f667ade7f",
        "f0104061-8bfc-4b45-8a7d-630eb502f281",
    ),
    resources=(
        "aws_db_instance",
        "aws_rds_cluster_instance",
        "aws_elasticache_cluster",
        "aws_elasticache_replication_group",
        "aws_dms_replication_instance",
    ),
)
def database_minor_upgrades_off(database: Resource) -> Verdict:
    """Database does not take minor versions by itself.

    Security fixes then wait until somebody thinks of them. It is on by default, except for a DMS replication instance
    in Terraform; some linters report the default as well.

    Fix:
        Set `auto_minor_version_upgrade` to true.

    Sources:
        https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html
        https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/VersionManagement.HowTo.html
        https://docs.aws.amazon.com/dms/latest/userguide/CHAP_ReplicationInstance.html
    """
    return database["auto_minor_version_upgrade"].must_be(True)


@policy(
    id="database-on-usual-port",
    severity=INFO,
    category=Category.PATCHING,
    requirements=("CUIMC-09",),
    aliases=(
        "bca7cc4d-b3a4-4345-9461-eb69c68fcd26",
        "1fe9d958-ddce-4228-a124-05265a959a8b",
        "41abc6cc-dde1-4217-83d3-fb5f0cc09d8f",
        "a478af30-8c3a-404d-aa64-0b673cee509a",
        "5d89db57-8b51-4b38-bb76-b9bd42bd40f0",
        "323db967-c68e-44e6-916c-a777f95af34b",
    ),
    resources=tuple(_USUAL_PORTS),
    default=False,
)
def database_on_usual_port(database: Resource) -> Verdict:
    """Database listens on the usual port of its engine.

    Scans that only look at usual ports find it at once. It delays an attacker and does not stop one.

    Fix:
        Set `port` to another number, in the security groups as well.

    Sources:
        https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-23
    """
    port = database["port"]
    chosen = port.must(port.is_set(), "`{name}` is not set: the engine's usual port is used", remedy="set `{name}`")
    usual = port.must_not_be_one_of(*_USUAL_PORTS[database.type])
    return (chosen & usual).unless(belongs_to_cluster(database))


@policy(
    id="database-classic-security-group",
    severity=LOW,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-22",),
    aliases=("CKV_AWS_196", "CKV_AWS_198", "AWS-0085"),
    resources=("aws_db_security_group", "aws_elasticache_security_group", "aws_redshift_security_group"),
)
def database_classic_security_group(group: Resource) -> Verdict:
    """Security group of the retired EC2-Classic network.

    EC2-Classic was switched off; such a group protects nothing in a VPC and can't be made any more.

    Fix:
        Remove it, and attach security groups of the VPC to the database.

    Never unknown:
        The resource itself is the fault.

    Sources:
        https://aws.amazon.com/blogs/aws/ec2-classic-is-retiring-heres-how-to-prepare/
    """
    return group.deny("EC2-Classic is retired", remedy="remove it and use security groups of the VPC")


@policy(
    id="database-snapshot-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "CUIMC-11", "STAN-05"),
    aliases=(
        "CKV_AWS_146",
        "CKV_AWS_279",
        "656880aa-1388-488f-a6d4-8f73c23149b2",
        "g3l20gd0k-e5f6-7890-ab12-cd34ef567890",
    ),
    resources=tuple(_TAKEN_OF),
)
def database_snapshot_unencrypted(snapshot: Resource) -> Verdict | None:
    """Snapshot is taken of an unencrypted database.

    A snapshot has the encryption of what it is taken of, and can be shared and copied apart from it. What the provider
    calls `storage_encrypted` of a snapshot can only be read; some linters want it written.

    Fix:
        Encrypt the database, and take the snapshot of that.

    Sources:
        https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html
        https://docs.aws.amazon.com/neptune/latest/userguide/encrypt.html
    """
    return _by_source(snapshot, _encrypted, "is taken of a database that is not encrypted")


@policy(
    id="neptune-snapshot-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_280",),
    resources=("aws_neptune_cluster_snapshot",),
    default=False,
)
def neptune_snapshot_without_customer_key(snapshot: Resource) -> Verdict | None:
    """Neptune snapshot is not encrypted with a customer-managed key.

    It has the key of its cluster; what the provider calls `kms_key_id` of a snapshot can only be read. Only a key of
    your own lets you decide, and log, who can decrypt, and withdraw that.

    Fix:
        Set `kms_key_arn` of the cluster to a key of your own.

    Sources:
        https://docs.aws.amazon.com/neptune/latest/userguide/encrypt.html
    """
    return _by_source(snapshot, _own_key, "is taken of a cluster without a key of your own")


def _by_source(snapshot: Resource, judge: Callable[[Resource], Truth], detail: str) -> Verdict:
    """A verdict on a snapshot by what it was taken of."""
    attribute, type_ = _TAKEN_OF[snapshot.type]
    source = snapshot[attribute]
    verdict = judged_by_named(source, type_, lambda one: source.must(judge(one), f"it {detail}"))
    if verdict is not None:
        return verdict
    return source.unknown("the database that it is taken of does not stand in this root", f"it perhaps {detail}")


def _encrypted(database: Resource) -> Truth:
    inherits = any_true(
        database[name].is_set()
        for name in ("snapshot_identifier", "replicate_source_db", "replication_source_identifier")
    )
    encrypted = database["storage_encrypted"].is_(expected=True) | database["engine_mode"].is_("serverless")
    return encrypted | (inherits & Truth.UNKNOWN)


def _own_key(cluster: Resource) -> Truth:
    return _TRUTHS[must_be_customer_key(cluster["kms_key_arn"]).outcome]
