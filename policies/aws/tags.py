"""Tags: who answers for a resource."""

from collections.abc import Iterator
from typing import Final

from groundrule.policy import (
    KEYS_OF_STORES,
    LOW,
    MEDIUM,
    REQUIRED_TAGS,
    TAGGABLE,
    Category,
    Resource,
    Verdict,
    belongs_to_cluster,
    must_carry_tags,
    must_name_owner,
    policy,
)

_PROGRAMS: Final = (
    "aws_ecs_cluster",
    "aws_eks_cluster",
    "aws_elasticache_cluster",
    "aws_instance",
    "aws_lambda_function",
    "aws_sagemaker_notebook_instance",
)


@policy(
    id="resource-without-required-tags",
    severity=LOW,
    category=Category.TAGGING,
    requirements=("CUIMC-14",),
    aliases=("a2b3c4d5-e6f7-8901-gh23-ijkl456m7890",),
    parameters=(REQUIRED_TAGS,),
    resources=(*TAGGABLE, "aws_autoscaling_group"),
    default=False,
)
def resource_without_required_tags(resource: Resource) -> Iterator[Verdict]:
    """Resource lacks the tags that name its contact, owner and environment.

    When something happens nobody knows whom to ask, and when its owner leaves nobody takes it over. Tags that the
    provider sets by default count, but for Auto Scaling groups, which they do not reach. Which tags are asked for,
    and with which values, the profile says in `required-tags`.

    Fix:
        Add the tags `contact`, `owner` and `environment`, best for all resources in the provider's `default_tags`.

    Sources:
        https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html
        https://registry.terraform.io/providers/hashicorp/aws/latest/docs#default_tags-configuration-block
    """
    if resource.type == "aws_autoscaling_group":
        return must_carry_tags(resource, resource.parameter(REQUIRED_TAGS), resource["tag"])
    return must_carry_tags(resource, resource.parameter(REQUIRED_TAGS), resource["tags"], resource["tags_all"])


@policy(
    id="resource-without-owner",
    severity=MEDIUM,
    category=Category.TAGGING,
    requirements=("CUIMC-05", "STAN-05"),
    resources=(*KEYS_OF_STORES, *_PROGRAMS),
    default=False,
)
def resource_without_owner(resource: Resource) -> Verdict:
    """Resource that holds data or runs programs names no owner.

    When its owner leaves or changes work, nobody takes it over, and nobody answers for the data. Any tag counts whose
    name speaks of an owner, such as `owner` or `data-owner`, and so do the tags that the provider sets by default.

    Fix:
        Add a tag `owner` that names the people who answer for it.

    Sources:
        https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html
    """
    return must_name_owner(resource["tags"], resource["tags_all"]).unless(belongs_to_cluster(resource))


@policy(
    id="autoscaling-group-untagged",
    severity=LOW,
    category=Category.TAGGING,
    requirements=("CUIMC-14",),
    aliases=("CKV_AWS_153", "ba48df05-eaa1-4d64-905e-4a4b051e7587"),
    resources=("aws_autoscaling_group",),
    default=False,
)
def autoscaling_group_untagged(group: Resource) -> Verdict:
    """Auto Scaling group has no tags.

    The instances that it starts carry its tags; without any nobody can tell whose they are. The provider's default
    tags do not reach the instances of a group.

    Fix:
        Add `tag` blocks with `propagate_at_launch`.

    Sources:
        https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html
    """
    return group["tag"].must_be_set() | group["tags"].must_be_set()


@policy(
    id="resource-untagged",
    severity=LOW,
    category=Category.TAGGING,
    requirements=("CUIMC-14",),
    aliases=("e38a8e0a-b88b-4902-b3fe-b0fcb17d5c10",),
    resources=TAGGABLE,
    default=False,
)
def resource_untagged(resource: Resource) -> Verdict:
    """Resource has no tags but its name.

    When something happens nobody knows whose it is, and its cost is nobody's. Tags that the provider sets by default
    count.

    Fix:
        Add tags, best for all resources in the provider's `default_tags`.

    Sources:
        https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html
    """
    tags = resource["tags_all"]
    tagged = tags.asks(lambda value: isinstance(value, dict) and any(key != "Name" for key in value))
    place = resource["tags"] if resource["tags"].written else tags
    return place.must(tagged, "it has no tags but its name", remedy="add tags")
