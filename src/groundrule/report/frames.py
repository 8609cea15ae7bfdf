"""The lines of source around a finding, as reports may print them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from groundrule.report.words import safe
from groundrule.secrecy import shown
from groundrule.source import Span


class Line(NamedTuple):
    """One line of a frame.

    Attributes:
        number: 1-based.
        text: without control characters and secrets.
        mark: the columns at fault, 0-based, end exclusive; None on lines that are only context.
    """

    number: int
    text: str
    mark: tuple[int, int] | None


def end_line(span: Span) -> int:
    """The last line on which a span has any text."""
    first, last = span.first, span.last
    return last.line if last.column > 1 else max(last.line - 1, first.line)


def frame(span: Span, *, most: int, context: int = 0) -> Iterator[Line]:
    """The lines of a span, and some around it.

    Args:
        span: the place.
        most: how many lines of the span itself are shown at most.
        context: how many lines before and after it.
    """
    first, end = span.first.line, end_line(span)
    stop = min(end, first + most - 1)
    after = min(stop + context, span.source.line_count) if stop == end else stop
    for number in range(max(first - context, 1), after + 1):
        text = safe(shown(span.source, number))
        yield Line(number, text, _mark(span, number, text, end) if first <= number <= stop else None)


def _mark(span: Span, number: int, text: str, end: int) -> tuple[int, int]:
    start = span.first.column - 1 if number == span.first.line else len(text) - len(text.lstrip())
    stop = span.last.column - 1 if number == end and span.last.line == end else len(text)
    start = min(start, len(text))
    return start, max(min(stop, len(text)), start)
