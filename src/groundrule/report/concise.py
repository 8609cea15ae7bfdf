"""One line a finding: `path:line:column: severity policy: message`; a lot of unknown ones is one line."""

from __future__ import annotations

from collections.abc import Iterator

from groundrule.finding import Run
from groundrule.report.context import Context
from groundrule.report.folding import folded, lot_message, names
from groundrule.report.words import counting, coverage_line, safe, severity


def render(run: Run, _context: Context) -> str:
    """The report of a run."""
    return "\n".join(_lines(run)) + "\n"


def _lines(run: Run) -> Iterator[str]:
    for lot in folded(counting(run)):
        span = lot[0].place.span
        place = f"{safe(span.path)}:{span.first.line}:{span.first.column}"
        yield f"{place}: {severity(lot[0])} {names(lot)}: {lot_message(lot)}"
    for skipped in run.coverage.skipped:
        yield f"{safe(skipped.path)}:{skipped.line}: not inspected: {safe(skipped.reason)}"
    yield coverage_line(run.coverage)
