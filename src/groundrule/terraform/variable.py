"""A declared variable: its type, its default, and how a value becomes its value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundrule.graph import Path
from groundrule.terraform import syntax, types
from groundrule.terraform.evaluate import settle
from groundrule.terraform.marks import EPHEMERAL, SENSITIVE
from groundrule.terraform.scope import Scope
from groundrule.terraform.section import Section
from groundrule.terraform.types import ExpressionError
from groundrule.value import ABSENT, Data, Unknown, Why

if TYPE_CHECKING:
    from groundrule.terraform.types import Type


class Variable:
    """One `variable` block.

    Args:
        section: the block.

    Attributes:
        name: its label.
    """

    __slots__ = ("_default", "_type", "name", "section")

    def __init__(self, section: Section) -> None:
        self.section = section
        self.name = section.block.labels[0]
        self._default: Data | None = None
        self._type: Type | None = None

    @property
    def constraint(self) -> syntax.Expression | None:
        """The type constraint as it is written."""
        attribute = self.section.attributes.get("type")
        return attribute.expression if attribute else None

    def convert(self, value: Data) -> Data:
        """A value as the variable's type has it; unknown where it does not fit."""
        constraint = self.constraint
        if constraint is None or type(value) is Unknown:
            return value
        try:
            self._type = self._type or types.parse(constraint)
            return types.convert(value, self._type)
        except ExpressionError as error:
            return Unknown(f"`var.{self.name}`: {error}", Why.ERROR, self.section.header)

    def default(self, scope: Scope) -> Data:
        """The default, converted, or `ABSENT`. It is constant: any of the module's scopes will do."""
        attribute = self.section.attributes.get("default")
        if attribute is None:
            return ABSENT
        if self._default is None:
            value = settle(attribute.expression, self.section.source_of("default"), scope)
            self._default = None if value is None else self.convert(value)
        return self._default

    @property
    def is_nullable(self) -> bool:
        """Whether null may be given; otherwise null means the default."""
        return not _says(self.section, "nullable", False)

    @property
    def marks(self) -> int:
        """Those that it is declared with."""
        return declared_marks(self.section)

    @property
    def is_sensitive(self) -> bool:
        """Whether its value must not be shown."""
        return bool(self.marks)

    def optional_default(self, path: Path) -> syntax.Expression | None:
        """What the type's `optional(…, default)` gives for the attribute at a path."""
        expression = self.constraint
        for step in path:
            if isinstance(expression, syntax.Call) and expression.name == "optional" and expression.arguments:
                expression = expression.arguments[0]
            if not isinstance(expression, syntax.Call) or len(expression.arguments) != 1:
                return None
            (inner,) = expression.arguments
            if expression.name in {"list", "map", "set"}:
                expression = inner
            elif isinstance(inner, syntax.ObjectExpression):
                expression = _member(inner, str(step))
            else:
                return None
        if isinstance(expression, syntax.Call) and expression.name == "optional" and len(expression.arguments) == 2:
            return expression.arguments[1]
        return None


def declared_marks(section: Section) -> int:
    """The marks that a variable or an output is declared with."""
    sensitive = SENSITIVE if _says(section, "sensitive", True) else 0
    return sensitive | (EPHEMERAL if _says(section, "ephemeral", True) else 0)


def _says(section: Section, name: str, expected: bool) -> bool:
    attribute = section.attributes.get(name)
    return (
        attribute is not None
        and isinstance(attribute.expression, syntax.Literal)
        and attribute.expression.value is expected
    )


def _member(inner: syntax.ObjectExpression, name: str) -> syntax.Expression | None:
    found = (item for key, item in inner.items if isinstance(key, syntax.Literal) and key.value == name)
    return next(found, None)
