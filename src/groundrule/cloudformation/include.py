"""`AWS::Include`: parts of a template that stand in files of their own.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/transform-aws-include.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from groundrule.cloudformation.files import Files, beside
from groundrule.cloudformation.parsing import parse
from groundrule.cloudformation.texts import Texts
from groundrule.errors import InputError
from groundrule.graph import Gap, Skipped
from groundrule.jsontext import Member, Node
from groundrule.source import Source

NAME: Final = "AWS::Include"
KEY: Final = "Fn::Transform"
# all files that one template includes together, so that a small one can't ask for ever
_MOST: Final = 5_000_000


def opened(source: Source, files: Files) -> tuple[Texts, Node, list[Skipped]]:
    """A template's files, its tree with everything included, and what could not be.

    Raises:
        InputError: the template is neither YAML nor JSON.
    """
    texts, root = Texts(source), parse(source)
    if NAME not in source.text:
        return texts, root, []
    inclusion = _Inclusion(texts, files)
    return texts, inclusion.top(inclusion.node(root)), inclusion.skipped


class _Inclusion:
    """Puts files where they are included.

    Args:
        texts: the files so far.
        files: what may be read.
    """

    def __init__(self, texts: Texts, files: Files) -> None:
        self.skipped: list[Skipped] = []
        self._texts = texts
        self._files = files
        self._size = 0

    def node(self, node: Node) -> Node:
        """A node with its inclusions, at any depth."""
        value = node.value
        if isinstance(value, list):
            return Node(node.start, node.end, [self.node(item) for item in value])
        if not isinstance(value, dict):
            return node
        members = {key: Member(item.start, item.end, self.node(item.node)) for key, item in value.items()}
        call = members.get(KEY)
        included = self._included(call.node) if call is not None else None
        if included is None:
            return Node(node.start, node.end, members)
        if len(members) == 1:
            return included
        del members[KEY]
        return Node(node.start, node.end, {**_mapping(included), **members})

    def top(self, root: Node) -> Node:
        """The template with what its `Transform` section includes."""
        members = _mapping(root)
        transform = members.get("Transform")
        if transform is None:
            return root
        calls = transform.node.value if isinstance(transform.node.value, list) else [transform.node]
        included: dict[str, Member] = {}
        for call in calls:
            node = self._included(call)
            included |= _mapping(node) if node is not None else {}
        return Node(root.start, root.end, {**included, **members})

    def _included(self, call: Node) -> Node | None:
        """The content that a call includes; None where it is another call, or can't be had."""
        members = _mapping(call)
        if "Name" not in members or members["Name"].node.value != NAME:
            return None
        span = self._texts.span(call.start, call.end)
        location = next(_locations(members), "")
        path = beside(span.path, location)
        if path is None:
            reason = f"what `{NAME}` takes from {f'`{location}`' if location else 'elsewhere'} is not on disk"
            self.skipped.append(Gap(span.path, span.first.line, reason))
            return None
        try:
            return self._read(path)
        except InputError as error:
            reason = f"the included file `{location}`: {error.message}"
            at = Skipped(error.path, error.line, reason) if error.line else None
            self.skipped.append(at or Skipped(span.path, span.first.line, reason))
            return None

    def _read(self, path: str) -> Node:
        source = self._files.read(path)
        self._size += len(source.text)
        if self._size > _MOST:
            raise InputError("a template includes no more than 5 MB", path)
        return self._texts.add(source, parse(source))


def _mapping(node: Node) -> Mapping[str, Member]:
    return node.value if isinstance(node.value, dict) else {}


def _locations(call: Mapping[str, Member]) -> Iterator[str]:
    location = _mapping(call["Parameters"].node).get("Location") if "Parameters" in call else None
    if location is not None and isinstance(location.node.value, str):
        yield location.node.value
