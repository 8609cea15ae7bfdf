"""What the module instances of one root share while they are evaluated."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from groundrule.graph import Skipped
from groundrule.terraform.directory import Modules
from groundrule.terraform.types import ExpressionError
from groundrule.value import Data, Unknown, Why

if TYPE_CHECKING:
    from groundrule.source import Span
    from groundrule.terraform.files import Files
    from groundrule.terraform.variables import Inputs

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
    """

    def __init__(self, modules: Modules, directory: str, inputs: Inputs, files: Files) -> None:
        self.modules = modules
        self.directory = directory
        self.inputs = inputs
        self.files = files
        self.skipped: dict[Skipped, None] = {}
        self._evaluating: dict[str, None] = {}
        self._steps = 0
        self._instances = 0

    def guard(self, label: str, evaluate: Callable[[], Data]) -> Data:
        """Evaluate something that other values refer to by its label; a cycle makes it unknown."""
        if label in self._evaluating:
            return self._cycle(label)
        self._evaluating[label] = None
        try:
            return evaluate()
        finally:
            del self._evaluating[label]

    def _cycle(self, label: str) -> Unknown:
        chain = list(self._evaluating)
        links = [*chain[chain.index(label) :], label]
        return Unknown(f"cycle: {' → '.join(links)}", Why.ERROR)

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

    def has_room(self, instances: int) -> bool:
        """Count instances; whether they are few enough to be judged one by one."""
        self._instances += instances
        return self._instances <= _MOST_INSTANCES
