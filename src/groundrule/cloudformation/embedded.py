"""A template that stands as a text in another one (a stack set's `TemplateBody`), with its places in the outer file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate

from groundrule.cloudformation.parsing import parse
from groundrule.errors import InputError
from groundrule.jsontext import Member, Node
from groundrule.source import Source, Span


def read(text: str, span: Span) -> Node:
    """The tree of an embedded template, with the offsets of the outer file.

    Args:
        text: the embedded text.
        span: where it stands. In a literal block (`|`) every line is found again; elsewhere everything
            stands at the text as a whole.

    Raises:
        InputError: it is neither YAML nor JSON.
    """
    try:
        node = parse(Source(span.path, text))
    except InputError as error:
        raise InputError(f"the embedded template: {error.message}", span.path, span.first.line) from error
    return _moved(node, _lines(text, span) or (lambda _: span.start))


def _lines(text: str, span: Span) -> Callable[[int], int] | None:
    """Inner offsets → outer ones, for a literal block."""
    outer = span.source.text[span.start : span.end]
    if not outer.startswith("|"):
        return None
    first = outer.find("\n") + 1
    rows = outer[first:].splitlines(keepends=True)
    written = [row for row in rows if row.strip()]
    if not first or not written:
        return None
    # the first line that is not empty sets the margin
    margin = len(written[0]) - len(written[0].lstrip(" ")) - (len(text.lstrip("\n")) - len(text.lstrip("\n ")))
    inner = list(accumulate((len(line) for line in text.splitlines(keepends=True)), initial=0))
    starts = list(accumulate((len(row) for row in rows), initial=span.start + first))

    def moved(offset: int) -> int:
        row = min(bisect_right(inner, offset) - 1, len(starts) - 1)
        return min(starts[row] + margin + offset - inner[row], span.end)

    return moved


def _moved(node: Node, move: Callable[[int], int]) -> Node:
    value = node.value
    if isinstance(value, list):
        value = [_moved(item, move) for item in value]
    elif isinstance(value, dict):
        value = {
            key: Member(move(member.start), move(member.end), _moved(member.node, move))
            for key, member in value.items()
        }
    return Node(move(node.start), move(node.end), value)
