"""The values of a plan: what is known, what will be known after the deployment, and what that comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from groundrule.jsontext import Member, Node
from groundrule.value import ABSENT, Data, Partial, Reference, Unknown, Why

Resolve: TypeAlias = Callable[[str], "Reference | None"]
_EXPRESSION: Final = frozenset({"constant_value", "references"})


def plain(node: Node) -> Any:
    """The value of a JSON node without positions."""
    match node.value:
        case list() as items:
            return [plain(item) for item in items]
        case dict() as members:
            return {name: plain(member.node) for name, member in members.items()}
        case value:
            return value


def member(node: Node | None, *names: str) -> Node | None:
    """The node at a path of an object's members; None where there is none."""
    for name in names:
        found = node.value.get(name) if node is not None and isinstance(node.value, dict) else None
        node = found.node if isinstance(found, Member) else None
    return node


def merged(value: Any, unknown: Any, sensitive: Any, expression: Any, resolve: Resolve) -> Data:
    """A planned value with what is not known, or may not be shown, as unknown.

    Args:
        value: from `after`.
        unknown: the same part of `after_unknown`: true, or an object or list of such.
        sensitive: the same part of `after_sensitive`.
        expression: the same part of the configuration; None where nothing is written there.
        resolve: the resource that the configuration's words refer to.
    """
    if sensitive is True and isinstance(expression, Mapping) and "constant_value" in expression:
        # it is written in the sources as well
        constant: Data = expression["constant_value"]
        return constant
    if sensitive is True:
        return Unknown("the plan marks it as sensitive, and it is not read", Why.EXTERNAL)
    if unknown is True:
        return ABSENT if expression is None else _awaited(expression, resolve)
    if isinstance(value, Mapping) or isinstance(unknown, Mapping):
        return _object(value or {}, unknown, sensitive, expression, resolve)
    if isinstance(value, list):
        return _list(value, unknown, sensitive, expression, resolve)
    return ABSENT if value is None else value


def _object(
    value: Mapping[str, Any], unknown: Any, sensitive: Any, expression: Any, resolve: Resolve
) -> dict[str, Data]:
    names = dict.fromkeys((*value, *(unknown if isinstance(unknown, Mapping) else ())))
    written = expression if _is_expression(expression) or not isinstance(expression, Mapping) else None
    items: dict[str, Data] = {}
    for name in names:
        inner = written if written is not None or expression is None else expression.get(name)
        item = merged(value.get(name), _part(unknown, name), _part(sensitive, name), inner, resolve)
        if item is not ABSENT:
            items[name] = item
    return items


def _list(value: Sequence[Any], unknown: Any, sensitive: Any, expression: Any, resolve: Resolve) -> list[Data]:
    return [
        merged(item, _part(unknown, index), _part(sensitive, index), inner, resolve)
        for index, (item, inner) in enumerate(zip(value, _elements(expression, len(value)), strict=True))
    ]


def _part(marks: Any, step: str | int) -> Any:
    match marks, step:
        case Mapping(), str():
            return marks.get(step, False)
        case list(), int() if step < len(marks):
            return marks[step]
        case _:
            return marks is True


def _is_expression(expression: Any) -> bool:
    return isinstance(expression, Mapping) and not _EXPRESSION.isdisjoint(expression)


def _elements(expression: Any, number: int) -> list[Any]:
    """What is written of each element of a list: a block's content, or one of as many references."""
    if isinstance(expression, list):
        # blocks that `dynamic` made are not told one by one
        return list(expression) if len(expression) == number else [{"references": []}] * number
    if _is_expression(expression):
        sources = list(specific(expression.get("references", ())))
        if len(sources) == number:
            return [{"references": [source]} for source in sources]
    return [expression] * number


def specific(references: Sequence[str]) -> Iterator[str]:
    """References less those that only repeat the beginning of the one before: `a.b.id`, `a.b` → `a.b.id`."""
    before = ""
    for reference in references:
        if not before.startswith((f"{reference}.", f"{reference}[")):
            yield reference
            before = reference


def _awaited(expression: Any, resolve: Resolve) -> Data:
    """A value that is known only after the deployment, with the resources that it comes from."""
    names = list(specific(expression.get("references", ()))) if _is_expression(expression) else []
    targets = [target for target in map(resolve, names) if target is not None]
    match targets:
        case []:
            of = f": it comes from {', '.join(f'`{name}`' for name in names)}" if names else ""
            return Unknown(f"it is known only after the deployment{of}", Why.APPLY)
        case [target]:
            return target
        case _:
            return Partial(tuple(targets))
