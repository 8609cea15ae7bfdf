"""Type conversion functions."""

from __future__ import annotations

from groundrule.terraform.functions.arguments import FunctionError, aware
from groundrule.terraform.types import Collection, ExpressionError, Primitive, convert
from groundrule.value import Data, first_unknown


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
    return _converted(value, Collection("list", Primitive("any")))


@aware
def toset_(value: Data) -> Data:
    """A set."""
    if isinstance(value, list) and first_unknown(value) is not None and not _only_references(value):
        return first_unknown(value)
    return _converted(value, Collection("set", Primitive("any")))


@aware
def tomap_(value: Data) -> Data:
    """A map."""
    return _converted(value, Collection("map", Primitive("any")))


def _only_references(value: list[Data]) -> bool:
    from groundrule.value import Reference

    return all(isinstance(item, Reference) or first_unknown(item) is None for item in value)
