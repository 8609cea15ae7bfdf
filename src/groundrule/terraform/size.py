"""A bound on the size of values, against configurations that double them over and over."""

from __future__ import annotations

from typing import Final

from groundrule.terraform.objects import OpenMap
from groundrule.value import Data, Encoded, OneOf, Unknown, Why

_MOST_ELEMENTS: Final = 500_000


def bounded(data: Data) -> Data:
    """The value, or an unknown where it has too many elements to work with."""
    if isinstance(data, list | dict | OneOf | OpenMap | Encoded) and _is_vast(data):
        return Unknown("the value is too large to be evaluated", Why.ERROR)
    return data


def _is_vast(data: Data) -> bool:
    """Whether it has too many elements; those that it holds several times count as often."""
    pending = [data]
    count = 0
    while pending:
        elements = _elements(pending.pop())
        count += len(elements)
        if count > _MOST_ELEMENTS:
            return True
        pending += elements
    return False


def _elements(data: Data) -> list[Data]:
    match data:
        case list():
            return data
        case dict():
            return list(data.values())
        case OneOf():
            return list(data.choices)
        case OpenMap():
            return [*data.known.values(), data.other]
        case Encoded():
            return [data.data]
        case _:
            return []
