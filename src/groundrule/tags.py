"""What tags, or labels, a resource must carry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from groundrule.subject import Attribute, Resource
from groundrule.value import Truth, any_true
from groundrule.verdict import Verdict


def must_carry_tags(
    resource: Resource, required: Mapping[str, Sequence[str]], *carriers: Attribute
) -> Iterator[Verdict]:
    """A verdict on the tags that a resource lacks, and one on each whose value is not allowed.

    Args:
        resource: the resource.
        required: the names, compared without case, each with the values that are allowed; none allows any.
        carriers: the attributes that hold its tags, its own first.
    """
    yield _missing(resource, required, carriers)
    for name, values in required.items():
        tag = _tag(carriers, name)
        if values and tag is not None:
            yield tag.must_be_one_of(*values)


def must_name_owner(*carriers: Attribute) -> Verdict:
    """A verdict on whether a tag names an owner: any counts whose name speaks of one, such as `data-owner`.

    Args:
        carriers: the attributes that hold a resource's tags, its own first.
    """

    def owned(tags: object) -> bool:
        return isinstance(tags, dict) and any("owner" in str(name).lower() and tags[name] != "" for name in tags)

    answer = any_true(carrier.asks(owned) for carrier in carriers)
    return _written(carriers).must(answer, "`{name}` tells no owner", remedy="add `owner` to `{name}`")


def _written(carriers: Sequence[Attribute]) -> Attribute:
    return next((carrier for carrier in carriers if carrier.written), carriers[0])


def _missing(resource: Resource, required: Mapping[str, Sequence[str]], carriers: Sequence[Attribute]) -> Verdict:
    answers = {name: any_true(_holds(carrier, name) for carrier in carriers) for name in required}
    missing = [f"`{name}`" for name, answer in answers.items() if answer is Truth.FALSE]
    tags = _written(carriers)
    if missing:
        listed = ", ".join(missing)
        return tags.deny(f"`{{name}}` lacks {listed}", remedy=f"add {listed}")
    if Truth.UNKNOWN in answers.values():
        return tags.unknown(carriers[-1].why_unknown, "the tags are not known")
    return resource.allow()


def _holds(carrier: Attribute, name: str) -> Truth:
    listed = carrier.has(lambda tag: tag["key"].asks(lambda key: _is_named(key, name)))
    return listed | carrier.asks(lambda tags: isinstance(tags, dict) and any(_is_named(key, name) for key in tags))


def _tag(carriers: Sequence[Attribute], name: str) -> Attribute | None:
    """The tag of the name, best where the resource itself writes it."""
    for carrier in carriers:
        for key in carrier.data if isinstance(carrier.data, dict) else ():
            if _is_named(key, name):
                return carrier[key]
    return None


def _is_named(key: object, name: str) -> bool:
    return str(key).lower() == name.lower()
