"""Whether a value is sensitive or ephemeral: marks that go with it from expression to expression.

Values are plain data and carry no marks; instead the marks of all that an evaluation has read are collected.
So the whole of an object is sensitive where a part of it is, which Terraform tells apart.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

T = TypeVar("T")

SENSITIVE: Final = 1
EPHEMERAL: Final = 2


class Marks:
    """The marks of what has been read so far, shared by the evaluation of one root."""

    __slots__ = ("_kept", "current")

    def __init__(self) -> None:
        self.current = 0
        self._kept: dict[str, int] = {}

    def add(self, marks: int) -> None:
        """What is being evaluated has read something with these marks."""
        self.current |= marks

    def alone(self, evaluate: Callable[[], T]) -> tuple[T, int]:
        """A value and its own marks, which what is being evaluated does not take on."""
        outer, self.current = self.current, 0
        try:
            value = evaluate()
            return value, self.current
        finally:
            self.current = outer

    def keep(self, label: str, evaluate: Callable[[], T]) -> T:
        """A value that will be evaluated once and read often."""
        value, marks = self.alone(evaluate)
        if marks:
            self._kept[label] = marks
            self.current |= marks
        return value

    def recall(self, label: str) -> None:
        """The value of this label has been read again."""
        if self._kept:
            self.current |= self._kept.get(label, 0)
