"""AWS Backup: what no plan covers."""

from typing import Final

from groundrule.policy import (
    MEDIUM,
    Attribute,
    Category,
    Resource,
    Truth,
    Verdict,
    any_true,
    policy,
)

# a type → the service in its ARN, and what stands there before its name
_ARN: Final = {
    "aws_ebs_volume": ("ec2", "volume/"),
    "aws_efs_file_system": ("elasticfilesystem", "file-system/"),
    "aws_rds_cluster": ("rds", "cluster:"),
}


@policy(
    id="resource-without-backup-plan",
    severity=MEDIUM,
    category=Category.BACKUP_AND_RETENTION,
    requirements=("CUIMC-11",),
    aliases=("CKV2_AWS_9", "CKV2_AWS_18"),
    resources=("aws_ebs_volume", "aws_efs_file_system"),
    default=False,
)
def resource_without_backup_plan(resource: Resource) -> Verdict:
    """Volume or file system is in no backup plan of AWS Backup.

    What no plan selects, by its ARN or by its tags, is not backed up by one. A lifecycle policy of Data Lifecycle
    Manager that snapshots a volume by its tags serves as well. Plans often stand in another root and select by tags;
    there this can't be told.

    Fix:
        Add it to the `resources` of an `aws_backup_selection`, or give it the tags that one selects.

    Sources:
        https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html
        https://docs.aws.amazon.com/efs/latest/ug/automatic-backups.html
        https://docs.aws.amazon.com/ebs/latest/userguide/snapshot-lifecycle.html
    """
    verdict = _must_be_covered(resource)
    if resource.type != "aws_efs_file_system":
        snapshots = any_true(_snapshots(policy, resource) for policy in resource.others("aws_dlm_lifecycle_policy"))
        return verdict.unless(snapshots)
    own = resource.companions("aws_efs_backup_policy", by="file_system_id")
    return (
        own.any(lambda backup: backup["backup_policy"]["status"].must_be("ENABLED"), "it has no backups of its own")
        | verdict
    )


@policy(
    id="cluster-without-backup-plan",
    severity=MEDIUM,
    category=Category.BACKUP_AND_RETENTION,
    requirements=("CUIMC-11",),
    aliases=("CKV2_AWS_8",),
    resources=("aws_rds_cluster",),
    default=False,
)
def cluster_without_backup_plan(cluster: Resource) -> Verdict:
    """Database cluster is in no backup plan of AWS Backup.

    Aurora always keeps backups of its own, for 35 days at most and in the same account. A plan keeps them for longer,
    and elsewhere. Plans often stand in another root and select by tags; there this can't be told.

    Fix:
        Add it to the `resources` of an `aws_backup_selection`, or give it the tags that one selects.

    Sources:
        https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html
        https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html
    """
    return _must_be_covered(cluster)


def _snapshots(lifecycle: Resource, volume: Resource) -> Truth:
    """Whether a lifecycle policy takes snapshots of a volume: one of its target tags is the volume's."""
    details = lifecycle["policy_details"]
    targets = details["target_tags"].entries()
    on = ~lifecycle["state"].is_("DISABLED") & details["resource_types"].contains("VOLUME")
    return on & any_true(volume["tags_all"][str(tag.spot.path[-1])].is_(tag.data) for tag in targets)


def _must_be_covered(resource: Resource) -> Verdict:
    selections = resource.others("aws_backup_selection")
    covered = any_true(_covers(selection, resource) for selection in selections)
    return resource.decide(covered, "no backup selection of this root covers it")


def _covers(selection: Resource, resource: Resource) -> Truth:
    """Whether a selection takes the resource: what it names and its tags narrow each other."""
    resources = selection["resources"]
    named = Truth.of(resource in resources.targets())
    scope = named | _matches(resources, resource) if resources.written else Truth.TRUE
    wanted = selection["selection_tag"]
    tagged = _tagged(wanted, resource) if wanted.written else Truth.of(resources.written)
    excluded = Truth.of(resource in selection["not_resources"].targets())
    answer = (scope & tagged & ~excluded) | (named & Truth.UNKNOWN)
    return answer & Truth.UNKNOWN if selection["condition"].written else answer


def _matches(resources: Attribute, resource: Resource) -> Truth:
    """Whether a pattern of ARNs takes every resource of the type."""
    service, before = _ARN[resource.type]

    def takes(pattern: object) -> bool:
        text = str(pattern)
        return text == "*" or (f":{service}:" in text and text.endswith((f"{before}*", f":{service}:*", ":*:*")))

    if isinstance(resources.data, list):
        return any_true(
            resources[index].asks(takes) for index in range(len(resources.data)) if not _names(resources[index])
        )
    return resources.asks(takes)


def _names(arn: Attribute) -> bool:
    """Whether an element names a resource of this root, and so perhaps another than the one in question."""
    return bool(arn.targets())


def _tagged(wanted: Attribute, resource: Resource) -> Truth:
    count = len(wanted.data) if isinstance(wanted.data, list) else 0
    return any_true(_has_tag(wanted[index], resource) for index in range(count)) if count else Truth.UNKNOWN


def _has_tag(wanted: Attribute, resource: Resource) -> Truth:
    key, value = wanted["key"].text, wanted["value"].text
    if key is None or value is None:
        return Truth.UNKNOWN
    return resource["tags_all"][key.removeprefix("aws:ResourceTag/")].is_(value)
