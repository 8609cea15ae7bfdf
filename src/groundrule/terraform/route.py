"""The way from an expression into its literal parts: objects, lists, and the calls that keep their shape."""

from __future__ import annotations

from typing import Final

from groundrule.graph import Path
from groundrule.terraform import syntax
from groundrule.terraform.evaluate import settle
from groundrule.terraform.scope import Site
from groundrule.terraform.syntax import Expression
from groundrule.value import Data

# functions whose result has its elements where the only argument has them
_SAME_SHAPE: Final = frozenset(
    {
        "jsondecode",
        "jsonencode",
        "nonsensitive",
        "sensitive",
        "tolist",
        "tomap",
        "toset",
        "yamldecode",
        "yamlencode",
    }
)


def value_of(site: Site) -> Data:
    """The value of the expression at a site."""
    return settle(site.expression, site.source, site.scope)


def descend(site: Site, path: Path) -> tuple[Site, Path]:
    """The expression at `path`, as far as the path leads through literals, and what is left of the path."""
    while path:
        inner = unwrapped(site.expression)
        if inner is not None:
            site = site.at(inner)
            continue
        part = _part(site, path[0])
        if part is None:
            break
        site, path = site.at(part), path[1:]
    return site, path


def unwrapped(expression: Expression) -> Expression | None:
    """What an expression that changes nothing of the shape is wrapped around."""
    if isinstance(expression, syntax.Parenthesised | syntax.Wrapped):
        return expression.inner
    if isinstance(expression, syntax.Call) and expression.name in _SAME_SHAPE and len(expression.arguments) == 1:
        return expression.arguments[0]
    return None


def _part(site: Site, step: str | int) -> Expression | None:
    """The part of a literal object or list."""
    expression = site.expression
    if isinstance(expression, syntax.ObjectExpression):
        found = None
        for key, item in expression.items:
            if _is_key(site.at(key), str(step)):
                found = item
        return found
    if isinstance(expression, syntax.TupleExpression):
        if isinstance(step, int):
            return expression.items[step] if 0 <= step < len(expression.items) else None
        return _element(site, expression, step)
    return None


def _is_key(site: Site, name: str) -> bool:
    key = site.expression.value if isinstance(site.expression, syntax.Literal) else value_of(site)
    return key == name


def _element(site: Site, expression: syntax.TupleExpression, step: str) -> Expression | None:
    """The element of a literal set, by itself; a block-like list of a single object by the object's key."""
    for item in expression.items:
        if value_of(site.at(item)) == step:
            return item
    return None
