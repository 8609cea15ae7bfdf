"""Which item of a collection made the element of a `for` that a path means."""

from __future__ import annotations

from typing import TypeAlias

from groundrule.graph import Path
from groundrule.terraform import syntax
from groundrule.terraform.evaluate import evaluate
from groundrule.terraform.iteration import Item, items
from groundrule.terraform.route import value_of
from groundrule.terraform.scope import Binding, Scope, Site
from groundrule.terraform.types import ExpressionError

Loop: TypeAlias = syntax.ForTuple | syntax.ForObject


def result_of(site: Site, loop: Loop, path: Path) -> tuple[Site, Path] | None:
    """The loop's result expression with its names bound to the item that made the element at `path`."""
    collection = site.at(loop.collection)
    try:
        listed = items(value_of(collection))
    except ExpressionError:
        return None
    if not path or listed.unknown is not None or (isinstance(loop, syntax.ForObject) and loop.group):
        return collection, ()
    position = 0
    for item in listed.items:
        scope = _scope(site.scope, loop, collection, item)
        made = _made(loop, scope, position)
        if made == path[0]:
            return Site(loop.result, site.source, scope), path[1:]
        position += made is not None
    return None


def _made(loop: Loop, scope: Scope, position: int) -> str | int | None:
    """The key or index that one pass makes; None where it makes nothing."""
    try:
        if loop.condition is not None and evaluate(loop.condition, scope) not in (True, "true"):
            return None
        if isinstance(loop, syntax.ForTuple):
            return position
        key = evaluate(loop.result_key, scope)
    except ExpressionError:
        return None
    return str(key) if isinstance(key, str | int) else None


def _scope(scope: Scope, loop: Loop, collection: Site, item: Item) -> Scope:
    key = item.key if isinstance(item.key, str | int) else None
    names = {loop.value: item.value}
    if loop.key:
        names[loop.key] = item.key
    return scope.within(names, {loop.value: Binding(collection, key, is_element=True)})
