"""Type conversion functions."""

from __future__ import annotations

from groundrule.terraform.functions.arguments import FunctionError, aware
from groundrule.terraform.types import Collection, ExpressionError, Primitive, convert
from groundrule.value import Data, Unknown, first_unknown


def _converted(value: Data, wanted: Collection | Primitive) -> Data:
    try:
        return convert(value, wanted)
    except ExpressionError as error:
        raise FunctionError(str(error)) from error


@aware
def tobool_(value: Data) -> Data:
    """A boolean."""
    return _converted(value, Primitive("bool"))


@aware
def tonumber_(value: Data) -> Data:
    """A number."""
    return _converted(value, Primitive("number"))


@aware
def tostring_(value: Data) -> Data:
    """A string."""
    return _converted(value, Primitive("string"))


@aware
def tolist_(value: Data) -> Data:
    """A list."""
    converted = _converted(value, Collection("list", Primitive("any")))
    return _alike(list(converted)) if isinstance(converted, list) and not _is_open(converted) else converted


@aware
def toset_(value: Data) -> Data:
    """A set."""
    if isinstance(value, list) and first_unknown(value) is not None and not _only_references(value):
        return first_unknown(value)
    alike = _alike(value) if type(value) is list else value
    return _converted(alike, Collection("set", Primitive("any")))


@aware
def tomap_(value: Data) -> Data:
    """A map."""
    if isinstance(value, dict):
        items = _alike(list(value.values()))
        return dict(zip(value, items, strict=True))
    return _converted(value, Collection("map", Primitive("any")))


def _is_open(value: Data) -> bool:
    from groundrule.value import OpenList

    return isinstance(value, OpenList)


def _only_references(value: list[Data]) -> bool:
    from groundrule.value import Reference

    return all(isinstance(item, Reference) or first_unknown(item) is None for item in value)


def _alike(items: list[Data]) -> list[Data]:
    """Elements of one type: strings, where one of several scalars is a string."""
    from groundrule.terraform.operators import to_text

    scalars = [item for item in items if item is not None and not isinstance(item, list | dict | Unknown)]
    if any(isinstance(item, str) for item in scalars) and not all(isinstance(item, str) for item in scalars):
        return [to_text(item) if item is not None and not isinstance(item, list | dict) else item for item in items]
    return items


@aware
def sensitive_(value: Data) -> Data:
    """The value itself; marks are not kept."""
    return value


@aware
def nonsensitive_(value: Data) -> Data:
    """The value itself."""
    return value


@aware
def ephemeralasnull_(value: Data) -> Data:
    """The value itself: whether it is ephemeral is not kept."""
    return value
