"""The files that one template is made of, with one range of offsets for all of them.

A node knows only its offsets. Those of an included file begin where the files before it end, so that a node tells
its file without carrying it.
"""

from __future__ import annotations

from bisect import bisect_right

from groundrule.jsontext import Member, Node
from groundrule.source import Source, Span


class Texts:
    """Sources one behind the other.

    Args:
        first: the template's own file; its offsets are its own.
    """

    def __init__(self, first: Source) -> None:
        self._sources = [first]
        self._starts = [0]

    @property
    def first(self) -> Source:
        """The template's own file."""
        return self._sources[0]

    def add(self, source: Source, root: Node) -> Node:
        """Take in another file; returns its tree with the offsets that it has here."""
        # one more, so that an empty span at the end of a file belongs to that file
        start = self._starts[-1] + len(self._sources[-1].text) + 1
        self._sources.append(source)
        self._starts.append(start)
        return _shifted(root, start)

    def span(self, start: int, end: int) -> Span:
        """The place between two offsets of one file."""
        number = bisect_right(self._starts, start) - 1
        base = self._starts[number]
        return self._sources[number].span(start - base, end - base)


def _shifted(node: Node, by: int) -> Node:
    value = node.value
    if isinstance(value, list):
        value = [_shifted(item, by) for item in value]
    elif isinstance(value, dict):
        value = {
            key: Member(member.start + by, member.end + by, _shifted(member.node, by)) for key, member in value.items()
        }
    return Node(node.start + by, node.end + by, value)
