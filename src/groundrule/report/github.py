"""Workflow commands that GitHub shows as annotations.

It keeps the first ten of each kind, so that the worst come first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from groundrule.finding import Run
from groundrule.policy import Severity
from groundrule.report.context import Context
from groundrule.report.folding import Lot, folded, lot_message, names
from groundrule.report.words import coverage_line, is_denied, safe
from groundrule.verdict import Outcome

_COMMANDS: Final = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "notice",
    Severity.INFO: "notice",
}


def render(run: Run, context: Context) -> str:
    """The report of a run."""
    return "\n".join(_lines(run, context)) + "\n"


def _lines(run: Run, context: Context) -> Iterator[str]:
    counted = (finding for finding in run.findings if finding.waived is None)
    for lot in folded(sorted(counted, key=lambda item: (item.outcome is Outcome.UNKNOWN, -item.severity))):
        yield _annotation(lot, context)
    for item in run.coverage.skipped:
        where = f"file={_property(context.path(item.path))},line={max(item.line, 1)}"
        yield f"::error {where},title=not inspected::{_data(item.reason)}"
    yield coverage_line(run.coverage)


def _annotation(lot: Lot, context: Context) -> str:
    finding = lot[0]
    span = finding.place.span
    first, last = span.first, span.last
    denied = finding.outcome is Outcome.DENY
    properties = {"file": context.path(span.path), "line": str(first.line), "endLine": str(last.line)}
    if first.line == last.line:  # columns mean nothing to GitHub otherwise
        properties |= {"col": str(first.column), "endColumn": str(last.column)}
    word = finding.severity.word if denied else "unknown"
    properties["title"] = f"{names(lot)} ({word})"
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity] if is_denied(finding) else 'notice'} {listed}::{_data(lot_message(lot))}"


def _data(text: str) -> str:
    return safe(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
