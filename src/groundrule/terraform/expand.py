"""`count` and `for_each`: which instances a block makes, and what is not known of that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from groundrule.terraform.context import Context
from groundrule.terraform.evaluate import settle
from groundrule.terraform.iteration import items
from groundrule.terraform.objects import Instance, OpenMap
from groundrule.terraform.scope import Binding, Scope, Site
from groundrule.terraform.section import Section
from groundrule.terraform.types import ExpressionError, SetValue
from groundrule.value import Data, OneOf, OpenList, Truth, Unknown, Why, first_unknown, one_of

MOST: Final = 10_000


class Slot(NamedTuple):
    """One instance to make.

    Attributes:
        key: an index or a name; None for the only one, or for one that stands for many.
        suffix: `[0]`, `["name"]`, `[*]` for one that stands for those that there may be, or nothing.
        names: `each` or `count`.
        bindings: where `each` comes from.
        exists: UNKNOWN where it is not known whether it is made.
    """

    key: str | int | None
    suffix: str
    names: Mapping[str, Data]
    bindings: Mapping[str, Binding]
    exists: Truth


class Expansion(NamedTuple):
    """The instances of a block.

    Attributes:
        by: `count`, `for_each`, or nothing for a single instance.
        unknown: why there may be other instances; None where they are all known.
    """

    slots: Sequence[Slot]
    by: str
    unknown: Unknown | None


_SINGLE: Final = Expansion((Slot(None, "", {}, {}, Truth.TRUE),), "", None)


def expand(section: Section, scope: Scope, context: Context) -> Expansion:
    """The instances of a resource or module call; none where the root has too many already.

    Args:
        section: its block.
        scope: of the module that it stands in.
        context: counts the instances and is told of a `count` or `for_each` that is wrong.
    """
    expansion = _expansion(section, scope, context)
    try:
        context.make(len(expansion.slots))
    except ExpressionError as error:
        context.report(section.header, str(error))
        return Expansion((), expansion.by, Unknown(str(error), Why.ERROR, section.header))
    return expansion


def _expansion(section: Section, scope: Scope, context: Context) -> Expansion:
    for name, make in (("count", _by_count), ("for_each", _by_for_each)):
        attribute = section.attributes.get(name)
        if attribute is not None:
            site = Site(attribute.expression, section.source_of(name), scope)
            value = settle(site.expression, site.source, scope)
            try:
                return make(value, site)
            except ExpressionError as error:
                context.report(site.span, str(error))
                wrong = Unknown(str(error), Why.ERROR, site.span)
                return Expansion((_stand_in(name, wrong, wrong, site),), name, wrong)
    return _SINGLE


def gather(expansion: Expansion, made: Sequence[Data]) -> Data:
    """What the block's name stands for, from its instances in the expansion's order."""
    if not expansion.by:
        return made[0] if made else expansion.unknown
    if expansion.by == "count":
        return list(made) if expansion.unknown is None else OpenList(made, expansion.unknown)
    known = {slot.key: item for slot, item in zip(expansion.slots, made, strict=True) if isinstance(slot.key, str)}
    if expansion.unknown is None:
        return known
    other = next((item for slot, item in zip(expansion.slots, made, strict=True) if slot.key is None), None)
    return OpenMap(known, other or expansion.unknown, expansion.unknown)


def quoted(key: str) -> str:
    """A key as Terraform writes it in an address."""
    text = key.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    text = text.replace("${", "$${").replace("%{", "%%{")
    return f'["{text}"]'


def _stand_in(by: str, unknown: Unknown, value: Data, site: Site, exists: Truth = Truth.UNKNOWN) -> Slot:
    """The one instance that stands for those that there may be."""
    if by == "count":
        return Slot(None, "[*]", {"count": {"index": unknown}}, {}, exists)
    each: dict[str, Data] = {"key": unknown, "value": value}
    return Slot(None, "[*]", {"each": each}, {"each": Binding(site, None)}, exists)


# -- count ------------------------------------------------------------------------------------------


def _by_count(value: Data, site: Site) -> Expansion:
    if isinstance(value, OneOf):
        return _by_doubtful_count(value, site)
    unknown = first_unknown(value)
    if unknown is not None:
        return Expansion((_stand_in("count", unknown, unknown, site),), "count", unknown)
    number = _number(value)
    if number > MOST:
        raise ExpressionError(f"`count` is {number}: more than {MOST} instances are not judged one by one")
    return Expansion([_counted(index) for index in range(number)], "count", None)


def _counted(index: int) -> Slot:
    return Slot(index, f"[{index}]", {"count": {"index": index}}, {}, Truth.TRUE)


def _by_doubtful_count(value: OneOf, site: Site) -> Expansion:
    numbers = {None if isinstance(choice, Unknown) else _number(choice) for choice in value.choices}
    if numbers == {0}:
        return Expansion((), "count", None)
    exists = Truth.UNKNOWN if numbers & {0, None} else Truth.TRUE
    return Expansion((_stand_in("count", value.unknown, value.unknown, site, exists),), "count", value.unknown)


def _number(value: Data) -> int:
    try:
        number = int(str(value)) if not isinstance(value, bool) else None
    except ValueError:
        number = None
    if number is None or number < 0:
        raise ExpressionError(f"`count` must be a whole number from 0 up, but it is {_shown(value)}")
    return number


def _shown(value: Data) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case list():
            return "a list"
        case dict():
            return "an object"
        case _:
            return f"`{value}`"


# -- for_each ---------------------------------------------------------------------------------------


def _by_for_each(value: Data, site: Site) -> Expansion:
    if isinstance(value, OneOf):
        return _by_doubtful_for_each(value, site)
    elements, unknown = _keyed(value)
    if len(elements) > MOST:
        raise ExpressionError(f"`for_each` has {len(elements)} elements: more than {MOST} are not judged one by one")
    slots = [_keyed_slot(key, element, site, Truth.TRUE) for key, element in elements.items()]
    if unknown is not None:
        slots.append(_stand_in("for_each", unknown, _other(value), site))
    return Expansion(slots, "for_each", unknown)


def _keyed_slot(key: str, element: Data, site: Site, exists: Truth) -> Slot:
    each: dict[str, Data] = {"key": key, "value": element}
    return Slot(key, quoted(key), {"each": each}, {"each": Binding(site, key)}, exists)


def _other(value: Data) -> Data:
    """What `each.value` is in the instance that stands for those that there may be."""
    elements = [item.value for item in items(value).items if not item.certain or not isinstance(item.key, str)]
    return one_of(elements, first_unknown(elements) or Unknown("the keys are not known")) if elements else value


def _keyed(value: Data) -> tuple[dict[str, Data], Unknown | None]:
    """The elements whose keys are known, and why there may be others.

    Raises:
        ExpressionError: `for_each` takes no such value.
    """
    if value is None:
        raise ExpressionError("`for_each` is null: it needs a map or a set of strings")
    if isinstance(value, list) and not isinstance(value, SetValue | OpenList):
        raise ExpressionError("`for_each` needs a map or a set of strings, not a list: `toset` makes one")
    if isinstance(value, Instance) or not isinstance(value, dict | list | Unknown):
        raise ExpressionError("`for_each` needs a map or a set of strings")
    elements = items(value)
    known: dict[str, Data] = {}
    unknown = elements.unknown
    for item in elements.items:
        if isinstance(item.key, str) and item.certain:
            known[item.key] = item.value
        elif isinstance(item.key, int | list | dict | None) and item.certain:
            raise ExpressionError("`for_each` needs a map or a set of strings")
        else:
            unknown = unknown or first_unknown(item.key)
    return known, unknown


def _by_doubtful_for_each(value: OneOf, site: Site) -> Expansion:
    """The instances of all alternatives; those that not every alternative has may not exist."""
    alternatives: list[dict[str, Data]] = []
    unknown: Unknown | None = None
    for choice in value.choices:
        known, doubt = ({}, None) if choice == [] else _keyed(choice)
        alternatives.append(known)
        unknown = unknown or doubt
    keys = sorted({key for known in alternatives for key in known})
    slots = []
    for key in keys[:MOST]:
        found = [known[key] for known in alternatives if key in known]
        exists = Truth.of(True) if len(found) == len(alternatives) else Truth.UNKNOWN
        slots.append(_keyed_slot(key, one_of(found, value.unknown), site, exists))
    if unknown is not None:
        slots.append(_stand_in("for_each", unknown, unknown, site))
    return Expansion(slots, "for_each", unknown)
