"""Marks the literals of sensitive variables as never to be printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from groundrule.source import Source
from groundrule.terraform import syntax
from groundrule.terraform.section import Section
from groundrule.terraform.variables import Given

if TYPE_CHECKING:
    from groundrule.terraform.declarations import Declarations


def conceal_given(declarations: Declarations, given: Mapping[str, Given]) -> None:
    """Conceal what a root's sensitive variables have by default or are given in tfvars files."""
    conceal_defaults(declarations)
    for name, value in given.items():
        variable = declarations.variables.get(name)
        if variable is not None and variable.is_sensitive and value.site is not None:
            _conceal(value.site.expression, value.site.source)


def conceal_arguments(declarations: Declarations, call: Section) -> None:
    """Conceal what a call gives for the sensitive variables of a module."""
    conceal_defaults(declarations)
    for name, variable in declarations.variables.items():
        attribute = call.attributes.get(name)
        if attribute is not None and variable.is_sensitive:
            _conceal(attribute.expression, call.source_of(name))


def conceal_defaults(declarations: Declarations) -> None:
    """Conceal the defaults of a module's sensitive variables."""
    for variable in declarations.variables.values():
        default = variable.section.attributes.get("default")
        if default is not None and variable.is_sensitive:
            _conceal(default.expression, variable.section.source_of("default"))


def _conceal(expression: syntax.Expression, source: Source) -> None:
    """Literals only: whoever reads a reference learns nothing."""
    if isinstance(expression, syntax.Literal):
        if isinstance(expression.value, str) and expression.value:
            source.concealed.add((expression.start, expression.end))
    elif isinstance(expression, syntax.Template | syntax.ObjectExpression | syntax.TupleExpression):
        source.concealed.add((expression.start, expression.end))
