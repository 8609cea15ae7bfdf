"""Local values that are defined by each other: found without evaluating anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from groundrule.terraform import syntax


def cycles(expressions: Mapping[str, syntax.Expression]) -> Iterator[list[str]]:
    """The cycles among local values: each as the names along it, the first one repeated at the end.

    Args:
        expressions: the local values by name.
    """
    uses = {
        name: [used for used in _locals_in(expression) if used in expressions]
        for name, expression in expressions.items()
    }
    done: set[str] = set()
    for start in uses:
        yield from _from(start, uses, done)


def _from(start: str, uses: Mapping[str, list[str]], done: set[str]) -> Iterator[list[str]]:
    """Depth first, without recursion: chains of local values may be long."""
    way: dict[str, None] = {}
    pending: list[tuple[str, bool]] = [(start, True)]
    while pending:
        name, enters = pending.pop()
        if not enters:
            way.popitem()
            done.add(name)
        elif name in way:
            names = list(way)
            yield [*names[names.index(name) :], name]
        elif name not in done:
            way[name] = None
            pending.append((name, False))
            pending += [(used, True) for used in uses[name]]


def _locals_in(expression: syntax.Expression) -> Iterator[str]:
    """The local values that an expression refers to: its nodes are tuples, whatever their kind."""
    pending: list[object] = [expression]
    while pending:
        node = pending.pop()
        if type(node) is syntax.Traversal and node.root == "local":
            yield from (step for step in node.steps[:1] if isinstance(step, str))
        if isinstance(node, tuple):
            pending += cast("tuple[object, ...]", node)
