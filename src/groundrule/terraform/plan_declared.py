"""What the configuration in a plan declares besides resources: variables, outputs, module calls, providers.

Of these it holds what is written as a constant. A value that was given from outside stands in no source, and is not
looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from groundrule.graph import Resource
from groundrule.jsontext import Node
from groundrule.source import Source
from groundrule.terraform.plan_content import Planned
from groundrule.terraform.plan_values import member, plain
from groundrule.value import ABSENT, Data, Unknown, Why

_DEEPEST: Final = 50


class Declarations:
    """The nodes of a plan's graph that are no planned resources.

    Args:
        configuration: the plan's `configuration`; None where it has none.
        source: the plan's text as it may be shown.
        beside: what stands in the sources, by its key.
    """

    def __init__(self, configuration: Node | None, source: Source, beside: Mapping[str, Resource]) -> None:
        self._configuration = configuration
        self._source = source
        self._beside = beside

    def providers(self) -> Iterator[Resource]:
        """Provider blocks, as the sources have them among the resources."""
        for key, node in _members(member(self._configuration, "provider_config")):
            name, alias = member(node, "name"), member(node, "alias")
            if name is None or member(node, "expressions") is None:
                continue
            module, _, _ = key.rpartition(":")
            label = f"{name.value}.{alias.value}" if alias is not None else str(name.value)
            prefix = f"{module}." if module else ""
            values = _constants(member(node, "expressions"))
            yield self._node(f"provider.{name.value}", f"{prefix}provider.{label}", values, node)

    def declared(self) -> Iterator[Resource]:
        """Variables, outputs and module calls, of the root and of every module once."""
        yield from self._of_module(member(self._configuration, "root_module"), "", 0)

    def _of_module(self, module: Node | None, prefix: str, depth: int) -> Iterator[Resource]:
        for name, node in _members(member(module, "variables")):
            known = plain(node)
            values = {word: known.get(word, ABSENT) for word in ("default", "sensitive")}
            yield self._node("variable", f"{prefix}var.{name}", values, node)
        for name, node in _members(member(module, "outputs")):
            value = _constant(plain(node).get("expression"))
            yield self._node("output", f"{prefix}output.{name}", {"value": value}, node)
        for name, node in _members(member(module, "module_calls")):
            values = {**_constants(member(node, "expressions")), "source": plain(node).get("source", ABSENT)}
            yield self._node("module", f"{prefix}module.{name}", values, node)
            if depth < _DEEPEST:
                yield from self._of_module(member(node, "module"), f"{prefix}module.{name}.", depth + 1)

    def _node(self, type_: str, key: str, values: Mapping[str, Data], node: Node) -> Resource:
        twin = self._beside.get(key)
        span = twin.header if twin is not None else self._source.span(node.start, node.start)
        known = {name: value for name, value in values.items() if value is not ABSENT}
        return Resource(
            key=key,
            address=key,
            type=type_,
            native_type=type_,
            content=Planned(known, twin, span),
            header=span,
            calls=twin.calls if twin is not None else None,
        )


def _members(node: Node | None) -> Iterator[tuple[str, Node]]:
    """The members of an object that are objects themselves."""
    if node is not None and isinstance(node.value, dict):
        for name, item in node.value.items():
            if isinstance(item.node.value, dict):
                yield name, item.node


def _constants(expressions: Node | None) -> dict[str, Data]:
    known = plain(expressions) if expressions is not None else {}
    return {name: _constant(item) for name, item in known.items()} if isinstance(known, dict) else {}


def _constant(expression: Any) -> Data:
    """What is written as a constant in an expression, a block or a list of blocks; the rest is not known."""
    match expression:
        case {"constant_value": value}:
            known: Data = value
            return known
        case {"references": _}:
            return Unknown("the plan does not tell what it is made of", Why.DATA)
        case dict():
            return {name: _constant(item) for name, item in expression.items()}
        case list():
            return [_constant(item) for item in expression]
        case _:
            return ABSENT
