"""What the names in an expression stand for, and where an expression stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple, Protocol

from groundrule.source import Source, Span
from groundrule.terraform.syntax import Expression, Step
from groundrule.terraform.types import ExpressionError
from groundrule.value import Data

if TYPE_CHECKING:
    from groundrule.terraform.functions import Files
    from groundrule.terraform.marks import Marks


class UnresolvedError(ExpressionError):
    """A reference to nothing: Terraform refuses it before it evaluates anything, so that `try` is no help."""


class Module(Protocol):
    """What expressions ask of the module (instance) that they stand in."""

    @property
    def files(self) -> Files:
        """The files that functions may read."""
        ...

    @property
    def marks(self) -> Marks:
        """The marks of what is being evaluated."""
        ...

    def resolve(self, root: str, steps: tuple[Step, ...]) -> tuple[Data, int]:
        """What a reference stands for.

        Args:
            root: its first name: `var`, `local`, a resource's type, …
            steps: what follows it.

        Returns:
            the value, and how many of the steps led to it.

        Raises:
            UnresolvedError: it refers to nothing.
            ExpressionError: what it refers to is wrong.
        """
        ...

    def spend(self, steps: int) -> None:
        """Count steps of loops against the bound that a root has.

        Raises:
            ExpressionError: the bound is reached.
        """
        ...


class Site(NamedTuple):
    """An expression with all that it takes to evaluate it and to say where it stands."""

    expression: Expression
    source: Source
    scope: Scope

    @property
    def span(self) -> Span:
        """Where the expression stands."""
        return self.source.span(self.expression.start, self.expression.end)

    def at(self, expression: Expression) -> Site:
        """A part of the expression."""
        return Site(expression, self.source, self.scope)


class Binding(NamedTuple):
    """What `each`, an iterator or a name of a `for` stands for: the element of a collection at a key.

    Attributes:
        key: None where the collection is not known.
        is_element: whether the name is the element itself, as in a `for`, and has no `key` and `value`.
    """

    collection: Site
    key: str | int | None
    is_element: bool = False


class Scope:
    """The names that an expression sees.

    Args:
        module: answers for `var.x`, `local.x`, resources, …
        names: what is bound nearer: `each`, `count`, `self`, iterators, the names of a `for`.
        bindings: for the iterators among the names, where their values come from.
    """

    __slots__ = ("bindings", "module", "names")

    def __init__(
        self,
        module: Module,
        names: Mapping[str, Data] | None = None,
        bindings: Mapping[str, Binding] | None = None,
    ) -> None:
        self.module = module
        self.names: Mapping[str, Data] = names or {}
        self.bindings: Mapping[str, Binding] = bindings or {}

    def within(self, names: Mapping[str, Data], bindings: Mapping[str, Binding] | None = None) -> Scope:
        """A scope nested in this one."""
        return Scope(self.module, {**self.names, **names}, {**self.bindings, **(bindings or {})})


class Sealed:
    """Stands for the module where nothing of it can be referred to: in a tfvars file, in a template.

    Args:
        module: whose files and bounds hold.
        reason: why, for people; the name that is referred to follows it.
    """

    def __init__(self, module: Module, reason: str) -> None:
        self.files = module.files
        self.marks = module.marks
        self.spend = module.spend
        self._reason = reason

    def resolve(self, root: str, steps: tuple[Step, ...]) -> tuple[Data, int]:
        """Nothing.

        Raises:
            UnresolvedError: always.
        """
        del steps
        raise UnresolvedError(f"{self._reason} `{root}`")
