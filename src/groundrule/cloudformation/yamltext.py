"""YAML → nodes with positions, within bounds, from libyaml's stream of events.

`yaml.load` and `yaml.compose` are never used: a small hostile file crashes or hangs them. The short forms of the
intrinsic functions (`!Ref x`) become their long forms (`{"Ref": x}`) here.
"""

from __future__ import annotations

import re
from typing import Any, Final, NoReturn

import yaml

from groundrule.jsontext import Member, Node

_DEEPEST: Final = 100
_MOST_REPEATED: Final = 250_000
_CORE: Final = "tag:yaml.org,2002:"
_BOOLEANS: Final = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}
_RESOLVERS: Final = yaml.CSafeLoader.yaml_implicit_resolvers
_NOT_YAML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


class YamlFlaw(Exception):  # noqa: N818 - it is a flaw of the text
    """What is wrong with a text, as `offset` and `message`."""

    def __init__(self, offset: int, message: str) -> None:
        super().__init__(message)
        self.offset = offset
        self.message = message


def read(text: str) -> Node:
    """The one document that a text holds.

    Raises:
        YamlFlaw: it is not YAML, has a key twice, holds several documents, or is beyond the bounds.
    """
    control = _NOT_YAML.search(text)
    if control is not None:
        raise YamlFlaw(control.start(), f"a control character (U+{ord(control[0]):04X}) can't stand in YAML")
    builder = _Builder(text)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or error.context or "it is not YAML"
        raise YamlFlaw(mark.index if mark else 0, f"broken YAML: {problem}") from error
    except (yaml.YAMLError, ValueError) as error:
        raise YamlFlaw(0, "broken YAML") from error
    if builder.root is None:
        raise YamlFlaw(0, "the file holds no document")
    return builder.root


class _Open:
    """A collection that is being read."""

    __slots__ = ("anchor", "items", "key", "members", "merged", "size", "start", "tag")

    def __init__(self, event: Any, members: dict[str, Member] | None) -> None:
        self.start: int = event.start_mark.index
        self.anchor: str | None = event.anchor
        self.tag: str | None = event.tag
        self.items: list[Node] = []
        self.members = members
        self.key: Node | None = None
        self.merged: list[Node] = []
        self.size = 1


class _Builder:
    """Builds nodes from events, with a stack of its own: depth costs no Python frames."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root: Node | None = None
        self.stack: list[_Open] = []
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.repeated = 0

    def take(self, event: Any) -> None:
        """One event."""
        match event:
            case yaml.ScalarEvent():
                node = self.scalar(event)
                self.keep(event.anchor, node, 1)
                self.add(node, 1)
            case yaml.AliasEvent():
                self.alias(event)
            case yaml.MappingStartEvent():
                self.open(_Open(event, {}))
            case yaml.SequenceStartEvent():
                self.open(_Open(event, None))
            case yaml.MappingEndEvent(end_mark=mark) | yaml.SequenceEndEvent(end_mark=mark):
                self.close(mark.index if mark else len(self.text))
            case yaml.DocumentStartEvent(start_mark=mark) if self.root is not None:
                self.fail(mark.index if mark else 0, "a template is one document, and here begins another")
            case _:
                pass

    def fail(self, offset: int, message: str) -> NoReturn:
        """Give up."""
        raise YamlFlaw(offset, message)

    def open(self, collection: _Open) -> None:
        """A mapping or sequence begins."""
        if len(self.stack) >= _DEEPEST:
            self.fail(collection.start, f"nested more than {_DEEPEST} levels deep")
        self.stack.append(collection)

    def close(self, end: int) -> None:
        """The innermost collection ends."""
        done = self.stack.pop()
        # libyaml ends a block collection where the next token begins
        last = max((node.end for node in self.parts(done)), default=end)
        flow = self.text[end - 1 : end] in {"}", "]"}
        stop = end if flow else last
        if done.members is not None:
            self.merge(done.members, done.merged)
        value: Any = done.members if done.members is not None else done.items
        node = self.tagged(done.tag, Node(done.start, stop, value))
        self.keep(done.anchor, node, done.size)
        self.add(node, done.size)

    def parts(self, done: _Open) -> list[Node]:
        """What stands in a collection, near its end."""
        if done.members is None:
            return done.items[-1:]
        return [member.node for member in done.members.values()]

    def merge(self, members: dict[str, Member], merged: list[Node]) -> None:
        """Fill in what merge keys bring; what is written wins."""
        for source in merged:
            for item in source.value if isinstance(source.value, list) else [source]:
                if not isinstance(item.value, dict):
                    self.fail(item.start, "a merge key takes a mapping or a list of mappings")
                self.count(len(item.value), item.start)
                for key, member in item.value.items():
                    members.setdefault(key, member)

    def keep(self, anchor: str | None, node: Node, size: int) -> None:
        """Remember an anchored node."""
        if anchor is not None:
            self.anchors[anchor] = (node, size)

    def alias(self, event: Any) -> None:
        """The node of an anchor once more."""
        if event.anchor not in self.anchors:
            self.fail(event.start_mark.index, f"there is no anchor `{event.anchor}`")
        node, size = self.anchors[event.anchor]
        self.count(size, event.start_mark.index)
        self.add(node, size)

    def count(self, size: int, offset: int) -> None:
        """Count what aliases and merge keys repeat, each time they do."""
        self.repeated += size
        if self.repeated > _MOST_REPEATED:
            self.fail(offset, f"its aliases stand for more than {_MOST_REPEATED} values")

    def add(self, node: Node, size: int) -> None:
        """A node belongs to the innermost collection."""
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        parent.size += size
        if parent.members is None:
            parent.items.append(node)
        elif parent.key is None:
            parent.key = node
        else:
            self.member(parent, parent.key, node)
            parent.key = None

    def member(self, parent: _Open, key: Node, node: Node) -> None:
        """A key and its value."""
        members = parent.members if parent.members is not None else {}
        if isinstance(key.value, dict | list):
            self.fail(key.start, "a key must be plain text")
        if self.text.startswith("<<", key.start) and key.value == "<<":
            parent.merged.append(node)
            return
        name = self.text[key.start : key.end] if not isinstance(key.value, str) else key.value
        if name in members:
            line = self.text.count("\n", 0, members[name].start) + 1
            self.fail(key.start, f"the key `{name}` stands twice in a mapping; first in line {line}")
        members[name] = Member(key.start, key.end, node)

    def scalar(self, event: Any) -> Node:
        """A scalar, by its tag or by how it looks."""
        start, end = event.start_mark.index, event.end_mark.index
        if event.style in {"|", ">"}:
            end = start + len(self.text[start:end].rstrip())
        plain = event.implicit[0] and event.tag is None
        value = _resolved(event.value) if plain else event.value
        if event.tag and event.tag.startswith(_CORE):
            value = _constructed(event.tag.removeprefix(_CORE), event.value)
        return self.tagged(event.tag, Node(start, end, value))

    def tagged(self, tag: str | None, node: Node) -> Node:
        """A node, or the intrinsic function that its tag is short for."""
        if tag is None or not tag.startswith("!") or tag == "!":
            return node
        name = tag[1:]
        full = name if name in {"Ref", "Condition"} else f"Fn::{name}"
        return Node(node.start, node.end, {full: Member(node.start, node.start + len(tag), node)})


def _resolved(text: str) -> Any:
    """A plain scalar as YAML 1.1 has it; dates stay text, as CloudFormation has them."""
    for tag, pattern in (*_RESOLVERS.get(text[:1], ()), *_RESOLVERS.get(None, ())):
        if pattern.match(text):
            return _constructed(tag.removeprefix(_CORE), text)
    return text


def _constructed(kind: str, text: str) -> Any:
    if kind == "null":
        return None
    if kind == "bool":
        return _BOOLEANS.get(text.lower(), text)
    if kind == "int":
        return _integer(text)
    if kind == "float":
        return _float(text)
    return text


def _integer(text: str) -> int | str:
    digits = text.replace("_", "")
    sign = -1 if digits.startswith("-") else 1
    body = digits.lstrip("+-")
    try:
        if ":" in body:
            total = 0
            for part in body.split(":"):
                total = total * 60 + int(part)
            return sign * total
        octal = len(body) > 1 and body.startswith("0") and body.isdigit()
        return sign * int(body, 8 if octal else 0)
    except ValueError:
        return text


def _float(text: str) -> Any:
    from decimal import Decimal, InvalidOperation

    try:
        number = Decimal(text.replace("_", ""))
    except InvalidOperation:
        return text
    return number if number.is_finite() else text
