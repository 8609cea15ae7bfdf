"""One line a finding: `path:line:column: severity policy: message`; what one missing input explains is one line."""

from __future__ import annotations

from collections.abc import Iterator

from groundrule.finding import Run
from groundrule.report.context import Context
from groundrule.report.gathering import gathered, policies, undecided
from groundrule.report.words import counting, coverage_line, message, safe, severity


def render(run: Run, _context: Context) -> str:
    """The report of a run."""
    return "\n".join(_lines(run)) + "\n"


def _lines(run: Run) -> Iterator[str]:
    for group in gathered(counting(run)):
        finding = group[0]
        first = finding.place.span.first
        place = f"{safe(finding.place.span.path)}:{first.line}:{first.column}"
        text = message(finding) if len(group) == 1 else f"{undecided(group)} ({safe(finding.reason)})"
        yield f"{place}: {severity(finding)} {', '.join(policies(group))}: {text}"
    for skipped in run.coverage.skipped:
        yield f"{safe(skipped.path)}:{skipped.line}: not inspected: {safe(skipped.reason)}"
    yield coverage_line(run.coverage)
