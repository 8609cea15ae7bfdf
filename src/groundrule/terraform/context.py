"""What the module instances of one root share while they are evaluated."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeVar

from groundrule.graph import Skipped
from groundrule.terraform.directory import Modules
from groundrule.terraform.marks import Marks
from groundrule.terraform.types import ExpressionError

if TYPE_CHECKING:
    from groundrule.source import Span
    from groundrule.terraform.functions import Files
    from groundrule.terraform.variables import Inputs

T = TypeVar("T")

# bounds for hostile input; no honest root comes near them
_MOST_STEPS: Final = 10_000_000
_MOST_INSTANCES: Final = 200_000


class Context:
    """One evaluation of one root.

    Args:
        modules: what has been parsed.
        directory: the root module's.
        inputs: what is given from outside.
        files: what functions may read.

    Attributes:
        skipped: what could not be evaluated at all, each once, in order.
        marks: of what is being evaluated.
    """

    def __init__(self, modules: Modules, directory: str, inputs: Inputs, files: Files) -> None:
        self.modules = modules
        self.directory = directory
        self.inputs = inputs
        self.files = files
        self.skipped: dict[Skipped, None] = {}
        self.marks = Marks()
        self._evaluating: dict[str, None] = {}
        self._steps = 0
        self._instances = 0

    @cached_property
    def installed_modules(self) -> dict[str, str]:
        """What `terraform init` has installed: `a.b` → a directory below the root's."""
        from groundrule.terraform import installed

        return installed.manifest(self.directory, self.modules.sources)

    def guard(self, label: str, evaluate: Callable[[], T]) -> T:
        """Evaluate something that other values refer to by its label.

        Raises:
            ExpressionError: it is being evaluated already, so it depends on itself.
        """
        if label in self._evaluating:
            chain = list(self._evaluating)
            links = [*chain[chain.index(label) :], label]
            raise ExpressionError(f"cycle: {' → '.join(links)}")
        self._evaluating[label] = None
        try:
            return self.marks.keep(label, evaluate)
        finally:
            del self._evaluating[label]

    def report(self, span: Span, reason: str, kind: type[Skipped] = Skipped) -> None:
        """Something that could not be inspected."""
        self.skipped[kind(span.path, span.first.line, reason)] = None

    def spend(self, steps: int) -> None:
        """Count steps of loops.

        Raises:
            ExpressionError: there are too many.
        """
        self._steps += steps
        if self._steps > _MOST_STEPS:
            raise ExpressionError("the loops of this root are too long to be evaluated")

    def make(self, instances: int) -> None:
        """Count instances.

        Raises:
            ExpressionError: there are too many.
        """
        self._instances += instances
        if self._instances > _MOST_INSTANCES:
            self._instances -= instances
            raise ExpressionError(f"the root has more than {_MOST_INSTANCES} instances: the rest is not judged")
