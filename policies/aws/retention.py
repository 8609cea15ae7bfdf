"""How long backups and logs are kept: as long as the class of the data asks for."""

from collections.abc import Iterator
from typing import Final

from groundrule.policy import (
    BACKUP_DAYS,
    CLASSIFICATION,
    LOG_DAYS,
    LOW,
    MEDIUM,
    Attribute,
    Category,
    Resource,
    Verdict,
    all_of,
    must_be_kept,
    policy,
)

# a store → where it says for how many days its automatic backups are kept
_BACKUP_DAYS_OF: Final = {
    "aws_dynamodb_table": ("point_in_time_recovery.recovery_period_in_days",),
    "aws_elasticache_cluster": ("snapshot_retention_limit",),
    "aws_elasticache_replication_group": ("snapshot_retention_limit",),
    "aws_fsx_file_system": (
        "lustre_configuration.automatic_backup_retention_days",
        "ontap_configuration.automatic_backup_retention_days",
        "open_zfs_configuration.automatic_backup_retention_days",
        "windows_configuration.automatic_backup_retention_days",
    ),
    "aws_fsx_lustre_file_system": ("automatic_backup_retention_days",),
    "aws_fsx_ontap_file_system": ("automatic_backup_retention_days",),
    "aws_fsx_openzfs_file_system": ("automatic_backup_retention_days",),
    "aws_fsx_windows_file_system": ("automatic_backup_retention_days",),
    "aws_memorydb_cluster": ("snapshot_retention_limit",),
    "aws_redshift_cluster": ("automated_snapshot_retention_period",),
}


@policy(
    id="store-backups-too-short",
    severity=MEDIUM,
    category=Category.BACKUP_AND_RETENTION,
    requirements=("CUIMC-12", "STAN-05"),
    parameters=(*CLASSIFICATION, BACKUP_DAYS),
    resources=tuple(_BACKUP_DAYS_OF),
    default=False,
)
def store_backups_too_short(store: Resource) -> Iterator[Verdict]:
    """Data store keeps its automatic backups for less than its data asks for.

    A loss that is noticed after the last good backup is gone can not be undone. How many days each class of data asks
    for, the profile says in `backup-days`. Whether there are backups at all, other policies tell.

    Fix:
        Keep the backups for as long as the class of the data asks for.

    Sources:
        https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-snapshots.html
        https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html
        https://docs.aws.amazon.com/fsx/latest/WindowsGuide/using-backups.html
        https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html
    """
    for path in _BACKUP_DAYS_OF[store.type]:
        days = store.along(path)
        yield must_be_kept(days, store, BACKUP_DAYS).unless(~days.is_set() | days.is_(0))


@policy(
    id="backup-plan-too-short",
    severity=MEDIUM,
    category=Category.BACKUP_AND_RETENTION,
    requirements=("CUIMC-12", "STAN-05"),
    parameters=(*CLASSIFICATION, BACKUP_DAYS),
    resources=("aws_backup_plan",),
    default=False,
)
def backup_plan_too_short(plan: Resource) -> Iterator[Verdict]:
    """Backup plan deletes its backups sooner than the data asks for.

    The class of the data is the plan's own, by its tags, and that of whatever its selections name. How many days each
    class asks for, the profile says in `backup-days`. A rule without `delete_after` keeps its backups for ever.

    Fix:
        Set `delete_after` to as many days as the class of the data asks for.

    Sources:
        https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html
    """
    selections = plan.companions("aws_backup_selection", by="plan_id").sure
    owners = [plan, *(target for selection in selections for target in selection["resources"].targets())]

    def judge(rule: Attribute) -> Verdict:
        days = rule["lifecycle"]["delete_after"]
        return all_of(must_be_kept(days, owner, BACKUP_DAYS) for owner in owners).unless(~days.is_set())

    yield from plan["rule"].each(judge)


@policy(
    id="log-group-kept-too-short",
    severity=LOW,
    category=Category.BACKUP_AND_RETENTION,
    requirements=("CUIMC-12",),
    parameters=(*CLASSIFICATION, LOG_DAYS),
    resources=("aws_cloudwatch_log_group",),
    default=False,
)
def log_group_kept_too_short(group: Resource) -> Verdict:
    """Log group keeps its events for less than the class of its data asks for.

    Intrusions are often found months later, when the logs that would show their way are gone. How many days each class
    asks for, the profile says in `log-days`.

    Fix:
        Set `retention_in_days` to as many days as the class of the data asks for.

    Sources:
        https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
    """
    days = group["retention_in_days"]
    return must_be_kept(days, group, LOG_DAYS).unless(~days.is_set() | days.is_(0))
