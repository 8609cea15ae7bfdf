"""What a part of a template names: conditions, and parameters or resources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from groundrule.cloudformation.intrinsics import PLACEHOLDER, function_of
from groundrule.jsontext import Node


class Uses(NamedTuple):
    """Names in the order in which they stand, each once (as the keys).

    Attributes:
        conditions: the conditions that decide something in it.
        names: what `Ref`, `Fn::GetAtt` and `Fn::Sub` name.
    """

    conditions: dict[str, None]
    names: dict[str, None]


def uses(node: Node) -> Uses:
    """What a node names, at any depth."""
    found = Uses({}, {})
    pending = [node]
    while pending:
        node = pending.pop()
        children = list(_children(node))
        pending += reversed(children)
        if isinstance(node.value, dict):
            condition = node.value.get("Condition")
            if condition is not None and isinstance(condition.node.value, str):
                found.conditions[condition.node.value] = None
            intrinsic = function_of(node)
            if intrinsic is not None:
                _note(*intrinsic, found)
    return found


def _children(node: Node) -> Iterator[Node]:
    if isinstance(node.value, dict):
        yield from (member.node for member in node.value.values())
    elif isinstance(node.value, list):
        yield from node.value


def _note(function: str, argument: Node, found: Uses) -> None:
    first = argument.value[0].value if isinstance(argument.value, list) and argument.value else argument.value
    if not isinstance(first, str):
        return
    if function == "Fn::If":
        found.conditions[first] = None
    elif function == "Ref":
        found.names[first] = None
    elif function == "Fn::GetAtt":
        found.names[first.partition(".")[0]] = None
    elif function == "Fn::Sub":
        for match in PLACEHOLDER.finditer(first):
            if not match[1]:
                found.names[match[2].strip().partition(".")[0]] = None
