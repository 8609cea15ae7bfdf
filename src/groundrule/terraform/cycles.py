"""Local values that are defined by each other: found without evaluating anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from groundrule.cycles import cycles
from groundrule.terraform import syntax


def cycles_of_locals(expressions: Mapping[str, syntax.Expression]) -> Iterator[list[str]]:
    """The cycles among local values: each as the names along it, the first one repeated at the end.

    Args:
        expressions: the local values by name.
    """
    uses = {
        name: [used for used in _locals_in(expression) if used in expressions]
        for name, expression in expressions.items()
    }
    return cycles(uses)


def _locals_in(expression: syntax.Expression) -> Iterator[str]:
    """The local values that an expression refers to: its nodes are tuples, whatever their kind."""
    pending: list[object] = [expression]
    while pending:
        node = pending.pop()
        if type(node) is syntax.Traversal and node.root == "local":
            yield from (step for step in node.steps[:1] if isinstance(step, str))
        if isinstance(node, tuple):
            pending += cast("tuple[object, ...]", node)
