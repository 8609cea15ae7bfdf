"""What functions take and how they complain."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from groundrule.terraform import operators
from groundrule.terraform.reading import SourceReader, join
from groundrule.terraform.types import ExpressionError
from groundrule.terraform.unify import alike
from groundrule.value import Data, Unknown

if TYPE_CHECKING:
    from decimal import Decimal

_Function = TypeVar("_Function", bound=Callable[..., Any])
_Result = TypeVar("_Result")


class FunctionError(ExpressionError):
    """A function that does not exist or does not take its arguments."""


class Files(NamedTuple):
    """The files that functions may read.

    Attributes:
        directory: the root module's, which relative paths start from.
        sources: knows the scan root; nothing outside may be read.
    """

    directory: str
    sources: SourceReader

    def path(self, written: str) -> str:
        """A path of an expression, as the reader knows it."""
        return join(self.directory, written)


def aware(function: _Function) -> _Function:
    """Mark a function that is given unknown arguments as they are."""
    function.aware = True  # type: ignore[attr-defined]  # functions carry attributes
    return function


def text(data: Data) -> str:
    """A known string argument."""
    value = _converted(operators.to_text, data)
    if not isinstance(value, str):
        raise FunctionError("a string is needed")
    return value


def number(data: Data) -> int | Decimal:
    """A known number argument."""
    value = _converted(operators.to_number, data)
    if isinstance(value, Unknown):
        raise FunctionError("a number is needed")
    return value


def integer(data: Data) -> int:
    """A known whole number argument."""
    value = number(data)
    if not isinstance(value, int):
        raise FunctionError("a whole number is needed")
    return value


def boolean(data: Data) -> bool:
    """A known boolean argument."""
    value = _converted(operators.to_bool, data)
    if isinstance(value, Unknown):
        raise FunctionError("a boolean is needed")
    return value


def sequence(data: Data) -> list[Data]:
    """A list, tuple or set argument."""
    if not isinstance(data, list):
        raise FunctionError("a list is needed" if data is not None else "a list is needed, not null")
    return data


def items_alike(data: Data) -> list[Data]:
    """The elements of a list, tuple or set argument, converted to one type."""
    try:
        return alike(sequence(data), "all elements must have one type")
    except ExpressionError as error:
        raise FunctionError(str(error)) from error


def texts(data: Data) -> list[Data]:
    """The elements of a list argument as strings."""
    return [None if item is None else _converted(operators.to_text, item) for item in sequence(data)]


def mapping(data: Data) -> dict[str, Data]:
    """A map or object argument."""
    if not isinstance(data, dict):
        raise FunctionError("a map is needed" if data is not None else "a map is needed, not null")
    return data


def _converted(convert: Callable[[Data], _Result], data: Data) -> _Result:
    try:
        return convert(data)
    except ExpressionError as error:
        raise FunctionError(str(error)) from error
