"""The items of a collection, in the order in which Terraform goes through them."""

from __future__ import annotations

from typing import NamedTuple

from groundrule.terraform.objects import Instance, OpenMap, Outputs
from groundrule.terraform.types import ExpressionError, SetValue
from groundrule.value import Data, Encoded, OpenList, Partial, Unknown


class Item(NamedTuple):
    """One item: the key is an index, a name, or a set's element itself.

    `certain` is false for an item that stands for those that there may be.
    """

    key: Data
    value: Data
    certain: bool = True


class Items(NamedTuple):
    """A collection's items; `unknown` tells why there may be more or fewer of them."""

    items: list[Item]
    unknown: Unknown | None = None


def items(collection: Data) -> Items:
    """The items of a list, set, object or map, or of what is not wholly known (but not of a `OneOf`).

    Raises:
        ExpressionError: it is no collection.
    """
    match collection:
        case OpenList():
            doubt = collection.unknown
            return Items([Item(doubt, element, certain=False) for element in collection], doubt)
        case SetValue():
            return Items([Item(element, element) for element in collection])
        case list():
            return Items([Item(number, element) for number, element in enumerate(collection)])
        case dict():
            return _members(collection)
        case Outputs():
            return _members(collection.all())
        case OpenMap():
            sure = _members(dict(collection.known)).items
            doubt = collection.unknown
            return Items([*sure, Item(doubt, collection.other, certain=False)], doubt)
        case Instance():
            raise ExpressionError("a resource without `for_each` or `count` is no collection")
        case Unknown():
            return Items([Item(collection, collection, certain=False)], collection)
        case None:
            raise ExpressionError("null is no collection")
        case Partial() | Encoded() | str():
            raise ExpressionError("a string is no collection")
        case _:
            raise ExpressionError("a number or boolean is no collection")


def _members(collection: dict[str, Data]) -> Items:
    return Items([Item(key, collection[key]) for key in sorted(collection)])
