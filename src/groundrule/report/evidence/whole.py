"""JSON: the whole evidence for scripts (docs/evidence.md)."""

from __future__ import annotations

import json

from groundrule.evidence.assessment import Assessment, Standing
from groundrule.evidence.scope import Evidence, Scope
from groundrule.report.records import record, skipped


def render(evidence: Evidence) -> str:
    """The evidence as one object."""
    coverage = evidence.coverage
    whole = {
        "version": 1,
        "scope": _scope(evidence.scope),
        "coverage": {
            "complete": coverage.complete,
            "files": coverage.files,
            "resources": coverage.resources,
            "policies": coverage.policies,
            "skipped": skipped(coverage.skipped),
            "notes": skipped(coverage.notes),
        },
        "summary": {standing.value: evidence.totals.get(standing, 0) for standing in Standing},
        "requirements": [
            {"catalogue": catalogue.name, **_requirement(item)}
            for catalogue in evidence.scope.catalogues
            for item in evidence.of(catalogue)
        ],
        "findings": [record(finding) for finding in evidence.findings],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _scope(scope: Scope) -> dict[str, object]:
    profile = scope.profile
    return {
        "paths": list(scope.paths),
        "repositories": [
            {"root": item.root, "commit": item.commit, "changed": list(item.changed), "fault": item.fault}
            for item in scope.checkouts
        ],
        "date": scope.moment.isoformat(),
        "profile": {"name": profile.name, "title": profile.title, "version": profile.version},
        "catalogues": [
            {"name": item.name, "title": item.title, "source": item.source, "edition": item.edition}
            for item in scope.catalogues
        ],
        "terms": dict(scope.terms),
        "tool": {"name": "groundrule", "version": scope.tool},
    }


def _requirement(item: Assessment) -> dict[str, object]:
    row = item.requirement
    return {
        "id": row.id,
        "title": row.title,
        "kind": row.kind.value,
        "verdict": item.standing.value,
        "by_templates": item.by_templates and item.by_templates.value,
        "reasons": list(item.reasons),
        "counts": item.counts._asdict(),
        "policies": [policy.id for policy in item.asked],
        "applied": dict(item.applied),
        "policies_left_out": [policy.id for policy in item.left_out],
        "findings": [finding.fingerprint for finding in item.findings],
        "attest": row.attest,
        "attestation": item.attestation and {**item.attestation._asdict(), "holds": item.attested},
    }
