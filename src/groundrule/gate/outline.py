"""What a file is made of, as far as ignores care: blocks, attributes, resources, comments, metadata."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache, partial
from typing import Any, NamedTuple

from groundrule.discovery import TEMPLATES
from groundrule.gate import comments, grammar
from groundrule.gate.comments import Comment
from groundrule.gate.grammar import Request
from groundrule.jsontext import Member, Node
from groundrule.source import Source


class Element(NamedTuple):
    """A block, an attribute, a resource, a property: its stretch, `end` exclusive.

    Attributes:
        start: of its name.
        end: of its body or value.
        is_block: whether it is a block of Terraform's or a resource of CloudFormation's.
        is_top: whether nothing but the file is around it (or, for a resource, `Resources`).
    """

    start: int
    end: int
    is_block: bool
    is_top: bool


class Written(NamedTuple):
    """A request with the stretch that it stands in and, where it is settled already, what it covers."""

    request: Request
    start: int
    end: int
    cover: tuple[int, int] | None = None


class Outline:
    """One file.

    Args:
        comments: in order.
        read: gives the elements; a file that holds no ignore is not parsed for them.
        metadata: what stands in the metadata of templates.
    """

    def __init__(
        self,
        comments: tuple[Comment, ...] = (),
        read: Callable[[], Iterable[Element]] = tuple,
        metadata: tuple[Written, ...] = (),
    ) -> None:
        self.comments = comments
        self.metadata = metadata
        self._read = read

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """In the order of their starts."""
        return tuple(sorted(self._read()))


# a change is held against the same file for each of its findings
@lru_cache(maxsize=64)
def outline(source: Source) -> Outline:
    """A file's outline; an empty one for a file that can't be read or that has no comments."""
    if source.path.endswith((".tf", ".tofu")):
        return Outline(tuple(comments.in_hcl(source.text)), partial(_of_hcl, source.text))
    if source.path.endswith((".tf.json", ".tofu.json")):
        return Outline()
    if source.path.endswith(TEMPLATES):
        return _template(source.text)
    return Outline(tuple(comments.in_lines(source.text)))


def _of_hcl(text: str) -> Iterator[Element]:
    from groundrule.terraform import parser

    return _elements(parser.parse(text).body, is_top=True)


def _elements(body: Any, *, is_top: bool) -> Iterator[Element]:
    for attribute in body.attributes.values():
        yield Element(attribute.start, attribute.end, is_block=False, is_top=False)
    for block in body.blocks:
        yield Element(block.start, block.end, is_block=True, is_top=is_top)
        yield from _elements(block.body, is_top=False)


def _template(text: str) -> Outline:
    from groundrule.cloudformation.load import tree_of

    root = tree_of(text)
    if root is None:
        # no template, but perhaps a text with a secret in it
        return Outline(tuple(comments.in_lines(text)))
    is_json = text.lstrip()[:1] in {"{", "["}
    found = () if is_json else tuple(comments.in_yaml(text, _scalars(root)))
    return Outline(found, lambda: set(_members(root, depth=0, inside="")), tuple(_metadata(root)))


def _members(node: Node, depth: int, inside: str) -> Iterator[Element]:
    if isinstance(node.value, dict):
        for key, member in node.value.items():
            is_resource = depth == 1 and inside == "Resources"
            yield Element(member.start, max(member.end, member.node.end), is_block=is_resource, is_top=is_resource)
            yield from _members(member.node, depth + 1, key if depth == 0 else inside)
    elif isinstance(node.value, list):
        for item in node.value:
            yield Element(item.start, item.end, is_block=False, is_top=False)
            yield from _members(item, depth + 1, inside)


def _scalars(node: Node) -> Iterator[tuple[int, int]]:
    if isinstance(node.value, dict):
        for member in node.value.values():
            yield member.start, member.end
            yield from _scalars(member.node)
    elif isinstance(node.value, list):
        for item in node.value:
            yield from _scalars(item)
    else:
        yield node.start, node.end


# -- metadata --------------------------------------------------------------------------------------------


def _metadata(root: Node) -> Iterator[Written]:
    """What the template's and the resources' `Metadata` ask for."""
    yield from _of(root, root.start, root.end)
    for member in _mapping(_at(root, "Resources")).values():
        yield from _of(member.node, member.start, member.node.end)


def _of(owner: Node, start: int, end: int) -> Iterator[Written]:
    for tool, member in _mapping(_at(owner, "Metadata")).items():
        read = _READERS.get(tool)
        if read is not None:
            for request in read(member.node):
                yield Written(request, member.start, member.end, (start, end))


def _at(node: Node | None, *steps: str) -> Node | None:
    for step in steps:
        member = _mapping(node).get(step)
        if member is None:
            return None
        node = member.node
    return node


def _mapping(node: Node | None) -> Mapping[str, Member]:
    return node.value if node is not None and isinstance(node.value, dict) else {}


def _items(node: Node | None) -> list[Node]:
    return node.value if node is not None and isinstance(node.value, list) else []


def _text(node: Node | None) -> str:
    return "" if node is None or node.value is None or isinstance(node.value, dict | list) else str(node.value)


def _own(node: Node) -> Iterator[Request]:
    """`groundrule: {ignore: [{policy: …, reason: …, until: …, approved-by: …}]}`."""
    listed = _items(_at(node, "ignore"))
    if not listed or set(_mapping(node)) != {"ignore"}:
        yield Request("groundrule", (), "around", flaw="expected `ignore` with a list of policies")
    for item in listed:
        members = dict(_mapping(item))
        policy = members.pop("policy", None)
        names = tuple(map(_text, _items(policy.node) or [policy.node])) if policy is not None else ()
        flaw = "" if names and all(names) else "an ignore needs a `policy`"
        values = {key: _text(member.node) for key, member in members.items()}
        yield grammar.made(names, values, flaw, reach="around")


def _checkov(node: Node) -> Iterator[Request]:
    for item in _items(_at(node, "skip")):
        yield Request("checkov", (_text(_at(item, "id")),), "around", _text(_at(item, "comment")))


def _cfn_nag(node: Node) -> Iterator[Request]:
    for item in _items(_at(node, "rules_to_suppress")):
        yield Request("cfn_nag", (_text(_at(item, "id")),), "around", _text(_at(item, "reason")))


def _cfn_lint(node: Node) -> Iterator[Request]:
    names = tuple(filter(None, map(_text, _items(_at(node, "config", "ignore_checks")))))
    if names:
        yield Request("cfn-lint", names, "around")


_READERS: Mapping[str, Callable[[Node], Iterator[Request]]] = {
    "groundrule": _own,
    "checkov": _checkov,
    "cfn_nag": _cfn_nag,
    "cfn-lint": _cfn_lint,
}
