"""Numeric functions."""

from __future__ import annotations

from typing import Final

from groundrule.terraform.functions.arguments import FunctionError, integer, number, text
from groundrule.value import Data


def abs_(value: Data) -> Data:
    """The distance from zero."""
    given = number(value)
    return abs(given) if isinstance(given, int) else given.copy_abs()


def ceil_(value: Data) -> Data:
    """The next whole number up."""
    from math import ceil

    return ceil(number(value))


def floor_(value: Data) -> Data:
    """The next whole number down."""
    from math import floor

    return floor(number(value))


def log_(value: Data, base: Data) -> Data:
    """The logarithm, with the precision of a double, as Terraform computes it."""
    from math import log

    try:
        return _double(log(float(number(value))) / log(float(number(base))))
    except (ValueError, ZeroDivisionError) as error:
        raise FunctionError("there is no such logarithm") from error


def _double(value: float) -> Data:
    """A result that Terraform computes as a double: it counts exactly and is written as short as it can be."""
    from groundrule.terraform.double import Double

    return int(value) if value.is_integer() and abs(value) < _EXACT else Double(value)


_EXACT: Final = 1 << 53


def max_(*values: Data) -> Data:
    """The largest."""
    if not values:
        raise FunctionError("at least one number is needed")
    return max(number(value) for value in values)


def min_(*values: Data) -> Data:
    """The smallest."""
    if not values:
        raise FunctionError("at least one number is needed")
    return min(number(value) for value in values)


def parseint_(value: Data, base: Data) -> Data:
    """The whole number that a string writes in a base of 2 to 62."""
    radix = integer(base)
    digits = text(value)
    if not 2 <= radix <= 62:
        raise FunctionError("the base must be between 2 and 62")
    sign = -1 if digits.startswith("-") else 1
    total = 0
    body = digits[1:] if digits[:1] in {"-", "+"} else digits
    if not body:
        raise FunctionError("the string holds no number")
    for digit in body:
        worth = _digit(digit, radix)
        if worth is None or worth >= radix:
            raise FunctionError(f"the string is no whole number of base {radix}")
        total = total * radix + worth
    return sign * total


def _digit(digit: str, radix: int) -> int | None:
    alphabet = "0123456789abcdefghijklmnopqrstuvwxyz"
    position = alphabet.find(digit.lower() if radix <= 36 else digit)
    if position < 0 and radix > 36 and "A" <= digit <= "Z":
        return 36 + ord(digit) - ord("A")
    return position if position >= 0 else None


def pow_(value: Data, exponent: Data) -> Data:
    """A power, with the precision of a double, as Terraform computes it."""
    from math import pow as power

    try:
        return _double(power(float(number(value)), float(number(exponent))))
    except (ValueError, OverflowError) as error:
        raise FunctionError("there is no such power") from error


def signum_(value: Data) -> Data:
    """-1, 0 or 1."""
    given = integer(value)
    return (given > 0) - (given < 0)
