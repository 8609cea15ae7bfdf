"""Numbers that come from the processor's floating point."""

from __future__ import annotations

from decimal import Decimal


class Double(Decimal):
    """A double: its value counts exactly, while its text has no more digits than tell it from other doubles."""

    __slots__ = ()

    @property
    def text(self) -> str:
        """The shortest text, without an exponent."""
        written = format(Decimal(repr(float(self))), "f")
        return written.removesuffix(".0")
