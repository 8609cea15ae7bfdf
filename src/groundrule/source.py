"""Files, and places in them."""

from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple


class Position(NamedTuple):
    """A 1-based line and a 1-based column, counted in characters (code points)."""

    line: int
    column: int


class Source:
    """One file's text with the path it is known by.

    Args:
        path: relative to the working directory, with forward slashes.
        text: the decoded content. A byte-order mark is not part of it.

    Attributes:
        concealed: stretches (offsets, end exclusive) that hold a secret and may not be printed.
    """

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.concealed: set[tuple[int, int]] = set()

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        find = self.text.find
        newline = find("\n")
        while newline >= 0:
            starts.append(newline + 1)
            newline = find("\n", newline + 1)
        return starts

    def position(self, offset: int) -> Position:
        """The line and column of the character at `offset` (0-based)."""
        starts = self._line_starts
        line = bisect_right(starts, offset)
        return Position(line, offset - starts[line - 1] + 1)

    def offset(self, line: int, column: int) -> int:
        """The offset of a 1-based line and column; the nearest one in the file for what lies beyond it."""
        starts = self._line_starts
        start = starts[min(max(line, 1), len(starts)) - 1]
        return min(start + max(column, 1) - 1, len(self.text))

    def line(self, number: int) -> str:
        """The text of a 1-based line without its end; empty beyond the file."""
        starts = self._line_starts
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")

    @property
    def line_count(self) -> int:
        """How many lines the file has; an empty file has one."""
        return len(self._line_starts)

    def span(self, start: int, end: int) -> "Span":
        """The place between two offsets; `end` is exclusive."""
        return Span(self, start, end)


class Span(NamedTuple):
    """A stretch of one source: offsets in characters, `end` exclusive."""

    source: Source
    start: int
    end: int

    @property
    def path(self) -> str:
        """The source's path."""
        return self.source.path

    @property
    def first(self) -> Position:
        """Where it starts."""
        return self.source.position(self.start)

    @property
    def last(self) -> Position:
        """Where it ends (exclusive)."""
        return self.source.position(self.end)
