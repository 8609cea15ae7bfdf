"""Terraform's JSON syntax, read into the same tree as HCL.

https://developer.hashicorp.com/terraform/language/syntax/json

Strings are templates. Without the providers' schemas nobody can tell a nested block from an attribute that
holds an object, so nested content is attributes; only the blocks of the language itself are blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from groundrule.jsontext import JsonFlaw, Member, Node, read
from groundrule.terraform import parser
from groundrule.terraform.syntax import (
    Attribute,
    Block,
    Body,
    Expression,
    File,
    Flaw,
    Literal,
    ObjectExpression,
    TupleExpression,
    moved,
)

_LABELS: Final = {
    "resource": 2,
    "data": 2,
    "ephemeral": 2,
    "module": 1,
    "variable": 1,
    "output": 1,
    "provider": 1,
    "check": 1,
    "locals": 0,
    "terraform": 0,
    "moved": 0,
    "import": 0,
    "removed": 0,
}
_NESTED: Final = {
    "resource": {"lifecycle": 0, "connection": 0, "provisioner": 1, "dynamic": 1},
    "data": {"lifecycle": 0, "dynamic": 1},
    "ephemeral": {"lifecycle": 0, "dynamic": 1},
    "terraform": {"required_providers": 0, "backend": 1, "cloud": 0, "provider_meta": 1},
    "variable": {"validation": 0},
    "check": {"data": 2, "assert": 0},
    "lifecycle": {"precondition": 0, "postcondition": 0},
    "dynamic": {"content": 0},
    "content": {"dynamic": 1},
}
# arguments whose strings are expressions, not templates
_EXPRESSIONS: Final = frozenset(
    {"type", "provider", "depends_on", "ignore_changes", "replace_triggered_by", "providers"}
)


def parse(text: str) -> File:
    """A file's tree, with a `Flaw` for each part that could not be read."""
    try:
        root = read(text)
    except JsonFlaw as flaw:
        return File(Body({}, ()), (Flaw(flaw.offset, flaw.message),))
    reader = _Reader(text)
    blocks = tuple(reader.top_level(root))
    return File(Body({}, blocks), tuple(reader.flaws))


def parse_values(text: str) -> File:
    """A `.tfvars.json` file: one object of plain values, as attributes."""
    try:
        root = read(text)
    except JsonFlaw as flaw:
        return File(Body({}, ()), (Flaw(flaw.offset, flaw.message),))
    if not isinstance(root.value, dict):
        return File(Body({}, ()), (Flaw(root.start, "expected an object of variables"),))
    reader = _Reader(text)
    attributes = {
        name: Attribute(member.start, member.node.end, name, reader.plain(member.node))
        for name, member in root.value.items()
    }
    return File(Body(attributes, ()), ())


class _Reader:
    """Turns nodes of one text into blocks, attributes and expressions."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.flaws: list[Flaw] = []

    def top_level(self, root: Node) -> Iterator[Block]:
        """The blocks of a file; the root may be a list of objects."""
        for node in root.value if isinstance(root.value, list) else [root]:
            if not isinstance(node.value, dict):
                self.flaws.append(Flaw(node.start, "expected an object of blocks"))
                continue
            for type_, member in node.value.items():
                if type_ == "//":
                    continue
                if type_ not in _LABELS:
                    self.flaws.append(Flaw(member.start, f"there is no block type `{type_}`"))
                    continue
                yield from self.labelled(type_, (), _LABELS[type_], member)

    def labelled(self, type_: str, labels: tuple[str, ...], missing: int, member: Member) -> Iterator[Block]:
        """The blocks of a type below a member whose keys are the missing labels."""
        node = member.node
        if isinstance(node.value, list):
            for item in node.value:
                yield from self.labelled(type_, labels, missing, Member(member.start, member.end, item))
        elif not isinstance(node.value, dict):
            self.flaws.append(Flaw(node.start, f"expected an object for `{type_}`"))
        elif missing:
            for label, inner in node.value.items():
                if label != "//":
                    yield from self.labelled(type_, (*labels, label), missing - 1, inner)
        else:
            body = self.body(type_, node.value)
            yield Block(member.start, node.end, member.end, type_, labels, body)

    def body(self, type_: str, members: dict[str, Member]) -> Body:
        """A block's content."""
        attributes: dict[str, Attribute] = {}
        blocks: list[Block] = []
        nested = _NESTED.get(type_, {})
        for name, member in members.items():
            if name == "//":
                continue
            if name in nested:
                blocks += self.labelled(name, (), nested[name], member)
                continue
            if type_ == "variable" and name == "default":
                expression = self.plain(member.node)
            elif name in _EXPRESSIONS and type_ != "locals":
                expression = self.reference(member.node)
            else:
                expression = self.expression(member.node)
            attributes[name] = Attribute(member.start, member.node.end, name, expression)
        return Body(attributes, tuple(blocks))

    def expression(self, node: Node) -> Expression:
        """A value whose strings are templates."""
        return self.value(node, self.template)

    def plain(self, node: Node) -> Expression:
        """A value whose strings are just strings."""
        return self.value(node, lambda item: Literal(item.start, item.end, str(item.value)))

    def reference(self, node: Node) -> Expression:
        """A value whose strings are expressions."""
        return self.value(node, self.embedded)

    def value(self, node: Node, of_string: Any) -> Expression:
        """Any value, with its strings read in one way or another."""
        value = node.value
        if isinstance(value, str):
            result: Expression = of_string(node)
            return result
        if isinstance(value, list):
            return TupleExpression(node.start, node.end, tuple(self.value(item, of_string) for item in value))
        if isinstance(value, dict):
            items = tuple(
                (self.key(key, member), self.value(member.node, of_string))
                for key, member in value.items()
                if key != "//"
            )
            return ObjectExpression(node.start, node.end, items)
        return Literal(node.start, node.end, value)

    def key(self, key: str, member: Member) -> Expression:
        """An object's key, which is a template too."""
        return self.template(Node(member.start, member.end, key))

    def template(self, node: Node) -> Expression:
        """A string with interpolations."""
        content = str(node.value)
        if "${" not in content and "%{" not in content:
            return Literal(node.start, node.end, content)
        try:
            if "\\" not in self.text[node.start : node.end]:
                return parser.parse_quoted(self.text, node.start)
            return moved(parser.parse_template(content), node.start, node.end)
        except parser.SyntaxFlaw as flaw:
            self.flaws.append(Flaw(node.start, flaw.message))
            return Literal(node.start, node.end, None)

    def embedded(self, node: Node) -> Expression:
        """A string that holds an expression."""
        try:
            return moved(parser.parse_expression(str(node.value)), node.start, node.end)
        except parser.SyntaxFlaw:
            return Literal(node.start, node.end, str(node.value))
