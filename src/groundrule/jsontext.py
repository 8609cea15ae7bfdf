"""JSON with positions, for whatever is written in it: Terraform's JSON syntax, CloudFormation, plans."""

from __future__ import annotations

import re
from json.decoder import scanstring  # type: ignore[attr-defined]  # the C string scanner behind `json`
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias, Union

if TYPE_CHECKING:
    from decimal import Decimal

DEPTH: Final = 100
_SPACE = re.compile(r"[ \t\r\n]*+")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*+)(\.\d++)?+([eE][+-]?\d++)?+")
_WORDS: Final = {"true": True, "false": False, "null": None}

Value: TypeAlias = Union[None, bool, int, "Decimal", str, "list[Node]", "dict[str, Member]"]


class Node(NamedTuple):
    """A value and where it stands: offsets in characters, `end` exclusive."""

    start: int
    end: int
    value: Value


class Member(NamedTuple):
    """A member of an object: where its key stands (quotes included), and its value."""

    start: int
    end: int
    node: Node


class JsonFlaw(Exception):  # noqa: N818 - it is a flaw of the text
    """What is wrong with a text, as `offset` and `message`."""

    def __init__(self, offset: int, message: str) -> None:
        super().__init__(message)
        self.offset = offset
        self.message = message


def read(text: str) -> Node:
    """The value that a text holds.

    Raises:
        JsonFlaw: it is not JSON, an object has a key twice, or it is nested more than `DEPTH` levels deep.
    """
    reader = _Reader(text)
    node = reader.value(reader.past_space(0), 0)
    end = reader.past_space(node.end)
    if end < len(text):
        raise reader.flaw(end, "nothing more behind the value")
    return node


class _Reader:
    """Reads values of one text; every method takes an offset and returns what stands there."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def past_space(self, offset: int) -> int:
        """The offset of what stands behind white space."""
        return _SPACE.match(self.text, offset).end()  # type: ignore[union-attr]  # matches nothing too

    def flaw(self, offset: int, expected: str) -> JsonFlaw:
        """An error that tells what was expected and what stands there."""
        found = self.text[offset : offset + 20].split("\n")[0].strip()
        what = f"found `{found}`" if found else "the text ends" if offset >= len(self.text) else "the line ends"
        return JsonFlaw(offset, f"expected {expected}, {what}")

    def value(self, start: int, depth: int) -> Node:
        """Any value."""
        first = self.text[start : start + 1]
        if first == '"':
            content, end = self.string(start)
            return Node(start, end, content)
        if first in {"{", "["}:
            if depth >= DEPTH:
                raise JsonFlaw(start, f"nested more than {DEPTH} levels deep")
            return self.object(start, depth + 1) if first == "{" else self.array(start, depth + 1)
        return self.word(start)

    def string(self, start: int) -> tuple[str, int]:
        """A string's content, and the offset behind its closing quote."""
        try:
            content, end = scanstring(self.text, start + 1, True)
        except ValueError as error:
            raise JsonFlaw(start, f"the string is broken: {getattr(error, 'msg', error)}") from error
        return content, end

    def word(self, start: int) -> Node:
        """A number, `true`, `false` or `null`."""
        for word, value in _WORDS.items():
            if self.text.startswith(word, start):
                return Node(start, start + len(word), value)
        match = _NUMBER.match(self.text, start)
        if match is None:
            raise self.flaw(start, "a value")
        return Node(start, match.end(), _number(match))

    def array(self, start: int, depth: int) -> Node:
        """`[a, b]`."""
        items: list[Node] = []
        offset = self.past_space(start + 1)
        if self.text.startswith("]", offset):
            return Node(start, offset + 1, items)
        while True:
            item = self.value(offset, depth)
            items.append(item)
            offset = self.past_space(item.end)
            if self.text.startswith("]", offset):
                return Node(start, offset + 1, items)
            if not self.text.startswith(",", offset):
                raise self.flaw(offset, "`,` or `]`")
            offset = self.past_space(offset + 1)

    def object(self, start: int, depth: int) -> Node:
        """`{"a": b}`."""
        members: dict[str, Member] = {}
        offset = self.past_space(start + 1)
        if self.text.startswith("}", offset):
            return Node(start, offset + 1, members)
        while True:
            key, member = self.member(offset, depth)
            if key in members:
                line = self.text.count("\n", 0, members[key].start) + 1
                raise JsonFlaw(offset, f"the key `{key}` stands twice in an object; first in line {line}")
            members[key] = member
            offset = self.past_space(member.node.end)
            if self.text.startswith("}", offset):
                return Node(start, offset + 1, members)
            if not self.text.startswith(",", offset):
                raise self.flaw(offset, "`,` or `}`")
            offset = self.past_space(offset + 1)

    def member(self, start: int, depth: int) -> tuple[str, Member]:
        """A key and its value."""
        if not self.text.startswith('"', start):
            raise self.flaw(start, "a key in double quotes")
        key, end = self.string(start)
        colon = self.past_space(end)
        if not self.text.startswith(":", colon):
            raise self.flaw(colon, "`:` behind the key")
        return key, Member(start, end, self.value(self.past_space(colon + 1), depth))


def _number(match: re.Match[str]) -> int | Decimal:
    if match[1] is None and match[2] is None and len(match[0]) < 1000:
        return int(match[0])
    from decimal import Decimal

    number = Decimal(match[0])
    return int(number) if abs(number.adjusted()) < 1000 and number == number.to_integral_value() else number
