"""Reads the YAML files that people write for Groundrule: checked by a schema, with the line of each part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from groundrule.errors import UsageError
from groundrule.jsontext import Node
from groundrule.schemas import Schema, fault
from groundrule.source import Source
from groundrule.tree import DISK, Tree


class Checked:
    """A file that keeps to its schema.

    Args:
        source: its text.
        root: its nodes.

    Attributes:
        path: where it lies.
        data: as the schema has it.
    """

    def __init__(self, source: Source, root: Node) -> None:
        self.path = source.path
        self.data: Any = _plain(root)
        self._source = source
        self._root = root

    def line(self, path: Sequence[str | int]) -> int:
        """The line of what stands at a path, or of the nearest part that is there."""
        node = self._root
        start = node.start
        for step in path:
            if isinstance(node.value, dict) and step in node.value:
                member = node.value[str(step)]
                node, start = member.node, member.start
            elif isinstance(node.value, list) and isinstance(step, int):
                node = node.value[step]
                start = node.start
        return self._source.position(start).line

    def complain(self, path: Sequence[str | int], message: str) -> UsageError:
        """What to raise for something that is wrong at a path."""
        return UsageError(f"{self.path}:{self.line(path)}: {message}")


def read(path: str, schema: Schema, tree: Tree = DISK) -> Checked:
    """The file at a path.

    Raises:
        UsageError: it can't be read, or is not what the schema asks for; the message begins with `path:line`.
    """
    source = Source(path, _text(path, tree))
    checked = Checked(source, _nodes(source))
    wrong = fault(checked.data, schema)
    if wrong is not None:
        name = f"`{wrong.path[-1]}`: " if wrong.path and isinstance(wrong.path[-1], str) else ""
        raise checked.complain(wrong.path, f"{name}{wrong.message}")
    return checked


def _text(path: str, tree: Tree) -> str:
    try:
        return tree.content(path).decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path}: can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is not UTF-8 text") from error


def _nodes(source: Source) -> Node:
    from groundrule.cloudformation import yamltext

    try:
        return yamltext.read(source.text)
    except yamltext.YamlFlaw as flaw:
        raise UsageError(f"{source.path}:{source.position(flaw.offset).line}: {flaw.message}") from flaw


def _plain(node: Node) -> Any:
    if isinstance(node.value, dict):
        return {key: _plain(member.node) for key, member in node.value.items()}
    if isinstance(node.value, list):
        return [_plain(item) for item in node.value]
    return node.value
