"""Division with the precision of Terraform's numbers, which have 512 bits."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import Final

_BITS: Final = 512
_FEWEST_DIGITS: Final = 150  # all that are shorter are exact
_MOST_DIGITS: Final = 160


def quotient(a: int | Decimal, b: int | Decimal) -> Decimal:
    """`a / b`: exact, or the shortest text that stands for the number of 512 bits nearest to it.

    Raises:
        ZeroDivisionError: `b` is 0.
    """
    exact = Fraction(a) / Fraction(b)
    near = Context(prec=_FEWEST_DIGITS).divide(Decimal(exact.numerator), Decimal(exact.denominator))
    if Fraction(near) == exact:
        return near
    step = Fraction(2) ** (_magnitude(exact) - _BITS)
    binary = round(exact / step) * step
    for digits in range(_FEWEST_DIGITS, _MOST_DIGITS):
        context = Context(prec=digits, rounding=ROUND_HALF_EVEN)
        near = context.divide(Decimal(binary.numerator), Decimal(binary.denominator))
        if abs(Fraction(near) - binary) < step / 2:
            break
    return near


def _magnitude(value: Fraction) -> int:
    """The number of bits before the point, negative for zeros behind it."""
    size = abs(value.numerator).bit_length() - value.denominator.bit_length()
    return size + 1 if abs(value) >= Fraction(2) ** size else size
