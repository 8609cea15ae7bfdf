"""`Fn::ForEach`: entries of a mapping that stand for several.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-foreach.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final, TypeAlias

from groundrule.jsontext import Member, Node

PREFIX: Final = "Fn::ForEach"
# in the name of an entry that stands for those of a collection that is not known
ABSTRACT: Final = "*"
_MOST: Final = 2_000


# an identifier and a collection → the texts that it stands for
ValuesOf: TypeAlias = Callable[[str, Node], "list[str] | None"]
Report: TypeAlias = Callable[[Member, str], None]


class Unexpandable(Exception):  # noqa: N818 - the caller reports it
    """Why a loop can't be expanded, and where it stands."""

    def __init__(self, member: Member, reason: str) -> None:
        super().__init__(reason)
        self.member = member
        self.reason = reason


def expanded(members: dict[str, Member], values_of: ValuesOf, report: Report) -> dict[str, Member]:
    """The entries of a mapping with the loops in it expanded, at any depth.

    What can't be expanded is reported and left out; one entry stands for those of a collection that is not known.

    Args:
        members: the mapping.
        values_of: the texts that a loop's identifier and collection stand for, or None where they are not known.
        report: takes a loop and the reason why it is not expanded.
    """
    result: dict[str, Member] = {}
    for name, member in members.items():
        if not name.startswith(PREFIX):
            result[name] = Member(member.start, member.end, _inside(member.node, values_of, report))
            continue
        try:
            entries = list(islice(_entries(name, member, values_of), _MOST + 1))
        except Unexpandable as error:
            report(error.member, f"`{name}` is not expanded: {error.reason}")
            continue
        if len(entries) > _MOST:
            report(member, f"`{name}` is not expanded: it stands for more than {_MOST} entries")
        else:
            found = {key: Member(m.start, m.end, _inside(m.node, values_of, report)) for key, m in entries}
            result.update(found)
    return result


def _inside(node: Node, values_of: ValuesOf, report: Report) -> Node:
    if isinstance(node.value, dict):
        return Node(node.start, node.end, expanded(node.value, values_of, report))
    if isinstance(node.value, list):
        return Node(node.start, node.end, [_inside(item, values_of, report) for item in node.value])
    return node


def _entries(name: str, member: Member, values_of: ValuesOf) -> Iterator[tuple[str, Member]]:
    parts = member.node.value
    if not isinstance(parts, list) or len(parts) != 3:
        raise Unexpandable(member, "it takes an identifier, a collection and a mapping")
    identifier, collection, body = parts
    if not isinstance(identifier.value, str) or not isinstance(body.value, dict):
        raise Unexpandable(member, "it takes an identifier, a collection and a mapping")
    values = values_of(identifier.value, collection)
    for value in [None] if values is None else values:
        for key, entry in body.value.items():
            filled = entry.node if value is None else _filled(entry.node, identifier.value, value)
            inner = Member(entry.start, entry.end, filled)
            if key.startswith(PREFIX):
                yield from _entries(name, inner, values_of)
            else:
                yield _text(key, identifier.value, ABSTRACT if value is None else value), inner


def _text(text: str, identifier: str, value: str) -> str:
    plain = "".join(character for character in value if character.isalnum()) or value
    return text.replace(f"${{{identifier}}}", value).replace(f"&{{{identifier}}}", plain)


def _filled(node: Node, identifier: str, value: str) -> Node:
    """A node with the loop's value in place of its identifier."""
    content = node.value
    if isinstance(content, str):
        return Node(node.start, node.end, _text(content, identifier, value))
    if isinstance(content, list):
        return Node(node.start, node.end, [_filled(item, identifier, value) for item in content])
    if isinstance(content, dict):
        reference = content.get("Ref")
        if len(content) == 1 and reference is not None and reference.node.value == identifier:
            return Node(node.start, node.end, value)
        items = {
            _text(key, identifier, value): Member(item.start, item.end, _filled(item.node, identifier, value))
            for key, item in content.items()
        }
        return Node(node.start, node.end, items)
    return node
