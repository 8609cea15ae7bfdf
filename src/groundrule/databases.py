"""Questions that the policies of several database services share."""

from __future__ import annotations

from collections.abc import Callable

from groundrule.subject import Attribute, Resource
from groundrule.value import ABSENT, OpenList, Truth, Unknown, one_of
from groundrule.verdict import Spot, Verdict, weaken
from groundrule.vocabulary.identity import naming_attribute


def belongs_to_cluster(database: Resource) -> Truth:
    """Whether a database is an `aws_db_instance` of a cluster, which decides storage, backups and protection for it.

    Terraform has a type of its own for such members; in CloudFormation the engine or the cluster's name tells:
    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html
    """
    if database.type != "aws_db_instance":
        return Truth.FALSE
    engine = database["engine"].asks(
        lambda value: isinstance(value, str) and value.startswith(("aurora", "docdb", "neptune"))
    )
    return engine | database["db_cluster_identifier"].is_set()


def judged_by_named(name: Attribute, type_: str, judge: Callable[[Resource], Verdict]) -> Verdict | None:
    """A verdict on what an attribute names, by reference or by its plain name, in the same root.

    Args:
        name: the attribute, such as `parameter_group_name`.
        type_: the type of what it names.
        judge: a verdict on that.

    Returns:
        the verdict; unknown where several have the name and are not judged alike; None where there is none.
    """
    found = named_by(name, type_)
    if not found:
        return None
    return weaken([judge(one) for one in found], Unknown("several resources have this name"))


def named_by(name: Attribute, type_: str) -> list[Resource]:
    """The resources of a type that an attribute names, by reference or by their plain name, in the same root."""
    return name.targets(type_) or _of_this_name(name, type_)


def _of_this_name(name: Attribute, type_: str) -> list[Resource]:
    """The resources whose plain name it is; of several, the one from which the name was taken, if any was."""
    if name.text is None:
        return []
    own = naming_attribute(type_)
    here = name.spot.resource
    found = [other for other in Resource(here).others(type_) if other[own].text == name.text]
    return found if len(found) < 2 else taken_from(name, type_) or found


def taken_from(value: Attribute, type_: str) -> list[Resource]:
    """The resources of a type whose name a known value was made of, by its origin.

    Two may have the same name (in two regions, say), so that the name alone does not tell which one is meant.
    """
    here = value.spot.resource
    own = naming_attribute(type_)
    origin = {step.span for step in here.locate(value.spot.path).origin}
    return [other for other in Resource(here).others(type_) if other.node.locate((own,)).span in origin]


def parameter(group: Resource, name: str) -> Attribute:
    """A parameter's value in a parameter group: a block of Terraform's, a member of an object in CloudFormation.

    Returns:
        the value where it is written; `ABSENT`, at the group, where it certainly is not; unknown where the list
        of parameters is not wholly known.
    """
    written = group["parameter"]
    if isinstance(written.data, list):
        return _among(group, written, name)
    if isinstance(written.data, dict) and name in written.data:
        return written[name]
    if isinstance(written.data, Unknown):
        return written
    return _absent(group)


def _among(group: Resource, blocks: Attribute, name: str) -> Attribute:
    doubt = blocks.data.unknown if isinstance(blocks.data, OpenList) else None
    for index in range(len(blocks.data) if isinstance(blocks.data, list) else 0):
        block = blocks[index]
        same = block["name"].is_(name)
        if same is Truth.TRUE:
            value = block["value"]
            return value if doubt is None else Attribute(value.spot, one_of((value.data, ABSENT), doubt), written=True)
        if same is Truth.UNKNOWN:
            doubt = block["name"].why_unknown
    return _absent(group) if doubt is None else Attribute(blocks.spot, doubt, written=True)


def _absent(group: Resource) -> Attribute:
    return Attribute(Spot(group.node), ABSENT, written=False)
