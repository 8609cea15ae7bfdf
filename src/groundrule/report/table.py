"""CSV, a line a finding. A cell that a spreadsheet would take for a formula begins with an apostrophe."""

from __future__ import annotations

import csv
import io
from typing import Final

from groundrule.finding import Finding, Run
from groundrule.report.context import Context
from groundrule.report.words import cell

_HEADER: Final = (
    *("verdict", "severity", "policy", "category", "requirements", "path", "line", "column", "address", "type"),
    *("dialect", "root", "instances", "environments", "message", "missing", "help", "origin"),
    *("waived_by", "waived_reason", "approver", "expires", "notice", "fingerprint"),
)


def render(run: Run, _context: Context) -> str:
    """The report of a run."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_HEADER)
    for finding in run.findings:
        writer.writerow(cell(value) for value in _row(finding))
    return text.getvalue()


def _row(finding: Finding) -> tuple[str | int, ...]:
    policy, first, waiver = finding.policy, finding.place.span.first, finding.waived
    origin = (f"{step.text} ({step.span.path}:{step.span.first.line})" for step in finding.place.origin)
    return (
        finding.outcome.value,
        finding.severity.word,
        policy.id,
        policy.category.value,
        " ".join(policy.requirements),
        finding.place.span.path,
        first.line,
        first.column,
        finding.address,
        finding.type,
        finding.dialect,
        finding.root,
        len(finding.instances),
        " ".join(finding.environments),
        finding.message,
        finding.reason,
        finding.remedy,
        " ← ".join(origin),
        *((waiver.by, waiver.reason, waiver.approver, waiver.expires) if waiver else ("", "", "", "")),
        "yes" if finding.is_notice else "",
        finding.fingerprint,
    )
