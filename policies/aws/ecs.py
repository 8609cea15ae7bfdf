"""Amazon Elastic Container Service."""

from collections.abc import Iterator

from groundrule.policy import HIGH, Attribute, Category, Resource, Verdict, policy


def _is_encrypted(volume: Attribute) -> Verdict:
    efs = volume["efs_volume_configuration"]
    return efs["transit_encryption"].must_be("ENABLED").when(efs.is_set())


@policy(
    id="ecs-efs-in-transit-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=(
        "CKV_AWS_97",
        "AWS-0035",
        "4d46ff3b-7160-41d1-a310-71d6d370b08f",
        "c1282e03-b285-4637-aee7-eefe3a7bb658",
        "6c131358-c54d-419b-9dd6-1f7dd41d180c",
    ),
    resources=("aws_ecs_task_definition",),
)
def ecs_efs_in_transit_unencrypted(task: Resource) -> Iterator[Verdict]:
    """ECS task mounts a file system without encryption in transit.

    The task reads and writes the files of an EFS volume over the network in the clear; that is the
    default.

    Fix:
        Set `transit_encryption` to `ENABLED`.

    Sources:
        https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html
        https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSVolumeConfiguration.html
    """
    yield from task["volume"].each(_is_encrypted)
