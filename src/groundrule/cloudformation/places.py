"""Where values stand in a template, and along which chain they came."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from groundrule.cloudformation.intrinsics import evaluate, function_of
from groundrule.cloudformation.template import Template
from groundrule.graph import Path, Place, Step
from groundrule.jsontext import Member, Node
from groundrule.secrecy import MASK
from groundrule.source import Span
from groundrule.value import ABSENT

_SHORT = 80


class NodeLocator:
    """Finds places below a node.

    Args:
        node: what paths begin at.
        template: the template that it stands in.
        key: where the key of the node stands, for what is not written in it.
        prefix: how the path to the node is written.
    """

    def __init__(self, node: Node, template: Template, key: Span | None = None, prefix: str = "") -> None:
        self._node = node
        self._template = template
        self._key = key
        self._prefix = prefix

    def locate(self, path: Path) -> Place:
        """The place of the value at `path` below the node, or of the nearest part that is written."""
        node, key = self._node, self._key or self._template.span(self._node)
        words = self._prefix
        missing = False
        origin: list[Step] = []
        for step in path:
            if not missing:
                node = _through(node, self._template, origin)
            words = _extended(words, step)
            member = None if missing else _member(node, step, self._template)
            if member is None:
                missing = True
                continue
            node, key = member.node, self._template.span(member)
        if missing:
            return Place(key, words, tuple(origin))
        origin += _origin(node, self._template)
        return Place(self._template.span(node), words, tuple(origin))


def _extended(words: str, step: str | int) -> str:
    if isinstance(step, int):
        return f"{words}[{step}]"
    return f"{words}.{step}" if words else step


def _member(node: Node, step: str | int, template: Template) -> Member | None:
    value = node.value
    if isinstance(value, dict) and isinstance(step, str):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int):
        item = next(islice((item for item in value if not _is_removed(item, template)), step, None), None)
        return Member(item.start, item.end, item) if item is not None else None
    return None


def _is_removed(node: Node, template: Template) -> bool:
    """Whether `AWS::NoValue` takes an element out of its list."""
    return function_of(node) is not None and evaluate(node, template) is ABSENT


def _through(node: Node, template: Template, origin: list[Step]) -> Node:
    """The branch of an `Fn::If` that holds, so that a path leads on into it."""
    for _ in range(50):
        intrinsic = function_of(node)
        if intrinsic is None or intrinsic[0] != "Fn::If":
            break
        branch = _branch(intrinsic[1], template)
        if branch is None:
            break
        origin += _origin(node, template)
        node = branch
    return node


def _branch(argument: Node, template: Template) -> Node | None:
    if not isinstance(argument.value, list) or len(argument.value) != 3:
        return None
    name, yes, no = argument.value
    if not isinstance(name.value, str):
        return None
    answer = template.condition(name.value)
    return (yes if answer else no) if isinstance(answer, bool) else None


def _origin(node: Node, template: Template) -> Iterator[Step]:
    """The chain from an intrinsic function back to what gives it its value."""
    intrinsic = function_of(node)
    if intrinsic is None:
        return
    name, argument = intrinsic
    if name == "Ref" and isinstance(argument.value, str):
        yield from _parameter_origin(argument.value, template)
    elif name == "Fn::FindInMap" and isinstance(argument.value, list):
        yield from _mapping_origin(argument.value, template)
    elif name == "Fn::If" and isinstance(argument.value, list) and len(argument.value) == 3:
        yield from _condition_origin(argument.value, template)
    elif name == "Fn::Sub":
        text = argument.value[0].value if isinstance(argument.value, list) else argument.value
        for parameter in template.parameters:
            if isinstance(text, str) and f"${{{parameter}}}" in text:
                yield from _parameter_origin(parameter, template)


def _parameter_origin(name: str, template: Template) -> Iterator[Step]:
    member = template.parameters.get(name)
    if member is None:
        return
    if name in template.inputs.parameters:
        yield Step(template.span(member), f"parameter {name} (given with --parameter)")
        return
    settings = member.node.value
    default = settings.get("Default") if isinstance(settings, dict) else None
    if default is None:
        yield Step(template.span(member), f"parameter {name} has no default")
    else:
        yield Step(template.span(default.node), f"parameter {name}: Default: {_excerpt(default.node, template)}")


def _mapping_origin(nodes: list[Node], template: Template) -> Iterator[Step]:
    keys = [evaluate(node, template) for node in nodes[:3]]
    member = template.mapped(tuple(str(key) for key in keys))
    if member is not None:
        path = ".".join(str(key) for key in keys)
        yield Step(template.span(member.node), f"mapping {path}: {_excerpt(member.node, template)}")
    for node in nodes[1:3]:
        yield from _origin(node, template)


def _condition_origin(nodes: list[Node], template: Template) -> Iterator[Step]:
    name = nodes[0].value
    member = template.conditions.get(name) if isinstance(name, str) else None
    if member is None:
        return
    answer = template.condition(str(name))
    word = "true" if answer is True else "false" if answer is False else "not known"
    yield Step(template.span(member), f"condition {name} is {word}")
    branch = _branch(Node(0, 0, nodes), template)
    if branch is not None:
        yield from _origin(branch, template)


def _excerpt(node: Node, template: Template) -> str:
    span = template.span(node)
    if (span.start, span.end) in span.source.concealed:
        return MASK
    text = " ".join(span.source.text[span.start : span.end].split())
    return text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"
