"""One line a finding: `path:line:column: severity policy: message`."""

from __future__ import annotations

from collections.abc import Iterator

from groundrule.finding import Run
from groundrule.report.context import Context
from groundrule.report.words import counting, coverage_line, message, safe, severity


def render(run: Run, _context: Context) -> str:
    """The report of a run."""
    return "\n".join(_lines(run)) + "\n"


def _lines(run: Run) -> Iterator[str]:
    for finding in counting(run):
        first = finding.place.span.first
        place = f"{safe(finding.place.span.path)}:{first.line}:{first.column}"
        yield f"{place}: {severity(finding)} {finding.policy.id}: {message(finding)}"
    for skipped in run.coverage.skipped:
        yield f"{safe(skipped.path)}:{skipped.line}: not inspected: {safe(skipped.reason)}"
    yield coverage_line(run.coverage)
