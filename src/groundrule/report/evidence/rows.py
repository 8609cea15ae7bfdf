"""CSV, a line a requirement."""

from __future__ import annotations

import csv
import io
from typing import Final

from groundrule.evidence.assessment import Assessment
from groundrule.evidence.scope import Evidence
from groundrule.report.words import cell

_HEADER: Final = (
    *("catalogue", "requirement", "title", "kind", "verdict", "by_templates", "reasons"),
    *("checks", "denied", "unknown", "waived", "known_from_baseline", "policies", "policies_left_out"),
    *("attested_by", "attested_on", "attested_until", "attestation_holds", "statement"),
)


def render(evidence: Evidence) -> str:
    """The evidence as a table."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_HEADER)
    for catalogue in evidence.scope.catalogues:
        for item in evidence.of(catalogue):
            writer.writerow(map(cell, (catalogue.name, *_row(item))))
    return text.getvalue()


def _row(item: Assessment) -> tuple[str | int, ...]:
    row, counts, statement = item.requirement, item.counts, item.attestation
    return (
        row.id,
        row.title,
        row.kind.value,
        item.standing.value,
        item.by_templates.value if item.by_templates else "",
        "; ".join(item.reasons),
        counts.checks,
        counts.denied,
        counts.unknown,
        counts.waived,
        counts.known,
        " ".join(policy.id for policy in item.asked),
        " ".join(policy.id for policy in item.left_out),
        statement.by if statement else "",
        statement.signed if statement else "",
        statement.expires if statement else "",
        ("yes" if item.attested else "no") if statement else "",
        statement.statement if statement else "",
    )
