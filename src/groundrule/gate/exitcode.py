"""What a run amounts to, as an exit code."""

from __future__ import annotations

from typing import Final

from groundrule.finding import Run
from groundrule.policy import Severity
from groundrule.verdict import Outcome

CLEAN: Final = 0
FINDINGS: Final = 1
USAGE: Final = 2
INCOMPLETE: Final = 3
FAILED: Final = 4


def of(run: Run, *, fail_on: Severity, unknown_fails: bool, exit_zero: bool) -> int:
    """The exit code.

    Args:
        run: the outcome; what is waived, or only told, does not count.
        fail_on: the severity from which on findings fail the run.
        unknown_fails: whether unknown verdicts count like denials.
        exit_zero: whether findings are no failure.
    """
    counted = {Outcome.DENY, Outcome.UNKNOWN} if unknown_fails else {Outcome.DENY}
    failing = any(
        f.waived is None and not f.is_notice and f.outcome in counted and f.severity >= fail_on for f in run.findings
    )
    if failing and not exit_zero and not run.coverage.crashed:
        return FINDINGS
    return of_coverage(run)


def of_coverage(run: Run) -> int:
    """The exit code of what was inspected, whatever was found."""
    if run.coverage.crashed:
        return FAILED
    return CLEAN if run.coverage.complete else INCOMPLETE
