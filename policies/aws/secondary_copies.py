"""Secondary copies of high-risk data: what outlives the deletion of the data itself."""

from collections.abc import Iterator
from typing import Final

from groundrule.policy import (
    CLASSIFICATION,
    LOW,
    MEDIUM,
    PROTECTED_CLASSES,
    Attribute,
    Category,
    Resource,
    Truth,
    Verdict,
    all_of,
    any_true,
    belongs_to_cluster,
    data_class,
    is_protected,
    policy,
)

_DATABASES: Final = (
    "aws_db_instance",
    "aws_docdb_cluster",
    "aws_neptune_cluster",
    "aws_rds_cluster",
    "aws_redshift_cluster",
)
# copies that stay until somebody deletes them → what each is taken of
_SNAPSHOTS: Final = (
    "aws_ami_copy",
    "aws_ami_from_instance",
    "aws_db_cluster_snapshot",
    "aws_db_snapshot",
    "aws_db_snapshot_copy",
    "aws_docdb_cluster_snapshot",
    "aws_ebs_snapshot",
    "aws_ebs_snapshot_copy",
    "aws_neptune_cluster_snapshot",
    "aws_redshift_cluster_snapshot",
)
_TAKEN_OF: Final = (
    "db_cluster_identifier",
    "db_instance_identifier",
    "cluster_identifier",
    "volume_id",
    "source_instance_id",
)


@policy(
    id="old-versions-kept-for-ever",
    severity=MEDIUM,
    category=Category.BACKUP_AND_RETENTION,
    requirements=("STAN-07",),
    parameters=(*CLASSIFICATION, PROTECTED_CLASSES),
    resources=("aws_s3_bucket",),
    default=False,
)
def old_versions_kept_for_ever(bucket: Resource) -> Verdict:
    """S3 bucket keeps old versions of high-risk data (PHI) for ever.

    With versions, deleting an object only hides it: the data is still there, and nobody lists it. A lifecycle rule for
    noncurrent versions says when it is gone. A bucket into which high-risk data is replicated holds such data.

    Fix:
        Add a lifecycle rule with `noncurrent_version_expiration`.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-configuration-examples.html
    """
    inline = bucket["versioning"]
    versions = inline["enabled"].is_(True) if inline.written else _has_versions(bucket)
    rules = bucket.companions("aws_s3_bucket_lifecycle_configuration", by="bucket")
    places = [bucket["lifecycle_rule"], *(one["rule"] for one in rules.sure)]
    ends = any_true(place.has(_ends) for place in places) | (Truth.UNKNOWN if rules.maybe else Truth.FALSE)
    verdict = bucket.decide(
        ends,
        "old versions of its high-risk data never expire",
        remedy="let noncurrent versions expire by a lifecycle rule",
    )
    holders = [bucket, *_sources(bucket)]
    doubt = next((data_class(holder).unknown for holder in holders if data_class(holder).unknown), None)
    return verdict.when(versions).when(any_true(is_protected(holder) for holder in holders), doubt)


def _sources(bucket: Resource) -> Iterator[Resource]:
    """The buckets that are replicated into one."""
    for configuration in bucket.others("aws_s3_bucket_replication_configuration"):
        if bucket in configuration["rule"].targets("aws_s3_bucket"):
            yield from configuration["bucket"].targets("aws_s3_bucket")


def _has_versions(bucket: Resource) -> Truth:
    separate = bucket.companions("aws_s3_bucket_versioning", by="bucket")
    return any_true(one["versioning_configuration"]["status"].is_("Enabled") for one in separate)


def _ends(rule: Attribute) -> Truth:
    """Whether a lifecycle rule lets old versions end, in the words of either dialect."""
    names = ("noncurrent_version_expiration", "noncurrent_version_expiration_in_days")
    on = rule["status"].is_("Enabled") | rule["enabled"].is_(True)
    return on & any_true(rule[name].is_set() for name in names)


@policy(
    id="final-snapshot-kept-for-ever",
    severity=LOW,
    category=Category.BACKUP_AND_RETENTION,
    requirements=("STAN-07",),
    parameters=(*CLASSIFICATION, PROTECTED_CLASSES),
    resources=_DATABASES,
    default=False,
)
def final_snapshot_kept_for_ever(database: Resource) -> Verdict:
    """Deleting a database leaves a snapshot of its high-risk data (PHI) that never expires.

    A final snapshot outlives the database and stays until somebody deletes it. Who deletes the data must know of it:
    list it where secondary copies are listed, with the day on which it is deleted, and ignore this with that day. In
    CloudFormation a final snapshot is made by the deletion policy, also by its default.

    Fix:
        Set `skip_final_snapshot` to true (`DeletionPolicy: Delete`) and keep a backup that expires; or list the
        snapshot.

    Sources:
        https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html
        https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
    """
    if database.dialect == "terraform":
        skips = database["skip_final_snapshot"]
        verdict = skips.must(skips.is_(True), "deleting it leaves a snapshot of high-risk data that never expires")
    else:
        then = database["deletion_policy"]
        default = Truth.FALSE if database.type in {"aws_db_instance", "aws_rds_cluster"} else Truth.TRUE
        kept = ~then.is_("Snapshot") if then.written else default
        verdict = then.must(kept, "deleting it leaves a snapshot of high-risk data that never expires")
    return verdict.unless(belongs_to_cluster(database)).when(is_protected(database), data_class(database).unknown)


@policy(
    id="snapshot-kept-for-ever",
    severity=LOW,
    category=Category.BACKUP_AND_RETENTION,
    requirements=("STAN-07",),
    parameters=(*CLASSIFICATION, PROTECTED_CLASSES),
    resources=_SNAPSHOTS,
    default=False,
)
def snapshot_kept_for_ever(snapshot: Resource) -> Verdict:
    """Snapshot of high-risk data (PHI) stays until somebody deletes it.

    It does not expire by itself, and outlives what it was taken of: deleting the data does not delete it. Its class is
    its own, by its tags, or that of what it was taken of. CloudFormation takes no snapshots.

    Fix:
        Let a backup plan or a lifecycle policy take snapshots that expire.

    Sources:
        https://docs.aws.amazon.com/ebs/latest/userguide/snapshot-lifecycle.html
        https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_CreateSnapshot.html
    """
    owners = [snapshot, *(owner for name in _TAKEN_OF for owner in snapshot[name].targets())]
    doubt = next((data_class(owner).unknown for owner in owners if data_class(owner).unknown), None)
    return snapshot.deny(
        "it is a copy of high-risk data that never expires", remedy="let a backup plan take snapshots that expire"
    ).when(any_true(is_protected(owner) for owner in owners), doubt)


@policy(
    id="backup-copies-kept-for-ever",
    severity=LOW,
    category=Category.BACKUP_AND_RETENTION,
    requirements=("STAN-07",),
    parameters=(*CLASSIFICATION, PROTECTED_CLASSES),
    resources=("aws_backup_plan",),
    default=False,
)
def backup_copies_kept_for_ever(plan: Resource) -> Iterator[Verdict]:
    """Backup plan keeps backups, or copies of them elsewhere, of high-risk data (PHI) for ever.

    Without `delete_after` a recovery point stays after the data is deleted, and so does its copy in another region or
    account. The class of the data is the plan's own, by its tags, and that of whatever its selections name.

    Fix:
        Set `delete_after` for the rule and for each of its copies.

    Sources:
        https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html
        https://docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html
    """
    selections = plan.companions("aws_backup_selection", by="plan_id").sure
    owners = [plan, *(target for selection in selections for target in selection["resources"].targets())]
    doubt = next((data_class(owner).unknown for owner in owners if data_class(owner).unknown), None)
    applies = any_true(is_protected(owner) for owner in owners)

    def ends(rule: Attribute) -> Verdict:
        days = rule["lifecycle"]["delete_after"]
        return days.must(days.is_set(), "it never expires: `delete_after` is not set", remedy="set `delete_after`")

    for verdict in plan["rule"].each(lambda rule: all_of((ends(rule), rule["copy_action"].every(ends)))):
        yield verdict.when(applies, doubt)
