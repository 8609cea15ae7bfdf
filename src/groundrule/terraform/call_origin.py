"""Which argument of a function gave the value at a path."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from groundrule.graph import Path
from groundrule.terraform import syntax
from groundrule.terraform.route import value_of
from groundrule.terraform.scope import Site
from groundrule.value import Data, Unknown, Why

Found: TypeAlias = tuple[Site, Path]


def argument_of(site: Site, call: syntax.Call, path: Path) -> Found | None:
    """The argument that the value at `path` comes from, and the path in it; None where that is not plain."""
    arguments = [site.at(argument) for argument in call.arguments]
    known = None if call.expand else _KNOWN.get(call.name)
    if known is not None and arguments:
        found = known(arguments, path)
        if found is not None:
            return found
    open_arguments = [argument for argument in arguments if not isinstance(argument.expression, syntax.Literal)]
    return (open_arguments[0], ()) if len(open_arguments) == 1 else None


def _merge(arguments: list[Site], path: Path) -> Found | None:
    """The last of the objects that has the key."""
    for argument in reversed(arguments):
        value = value_of(argument)
        if path and isinstance(value, dict) and path[0] in value:
            return argument, path
    return None


def _concat(arguments: list[Site], path: Path) -> Found | None:
    """The list that the index falls into."""
    if not path or not isinstance(path[0], int):
        return None
    index = path[0]
    for argument in arguments:
        value = value_of(argument)
        if not isinstance(value, list):
            return None
        if index < len(value):
            return argument, (index, *path[1:])
        index -= len(value)
    return None


def _lookup(arguments: list[Site], path: Path) -> Found | None:
    """The map where it has the key, else the default."""
    if len(arguments) < 2:
        return None
    values, key = value_of(arguments[0]), value_of(arguments[1])
    if isinstance(values, dict) and isinstance(key, str):
        if key in values:
            return arguments[0], (key, *path)
        return (arguments[2], path) if len(arguments) == 3 else None
    return None


def _element(arguments: list[Site], path: Path) -> Found | None:
    if len(arguments) != 2:
        return None
    values, index = value_of(arguments[0]), value_of(arguments[1])
    if isinstance(values, list) and values and isinstance(index, int):
        return arguments[0], (index % len(values), *path)
    return None


def _one(arguments: list[Site], path: Path) -> Found | None:
    return arguments[0], (0, *path)


def _first(is_taken: Callable[[Data], bool]) -> Callable[[list[Site], Path], Found | None]:
    def choose(arguments: list[Site], path: Path) -> Found | None:
        return next(((argument, path) for argument in arguments if is_taken(value_of(argument))), None)

    return choose


def _is_sound(value: Data) -> bool:
    return not (isinstance(value, Unknown) and value.why is Why.ERROR)


_KNOWN: Final[dict[str, Callable[[list[Site], Path], Found | None]]] = {
    "coalesce": _first(lambda value: value is not None and value != ""),
    "coalescelist": _first(lambda value: value not in (None, [])),
    "concat": _concat,
    "element": _element,
    "lookup": _lookup,
    "merge": _merge,
    "one": _one,
    "try": _first(_is_sound),
}
