"""The JSON report: a contract that scripts read (docs/guide.md)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

from groundrule.finding import Run
from groundrule.policy import Policy, Severity
from groundrule.report.context import Context
from groundrule.report.records import record, skipped
from groundrule.report.words import counting, is_denied
from groundrule.verdict import Outcome


def render(run: Run, _context: Context) -> str:
    """The report of a run."""
    counted = counting(run)
    denied = Counter(finding.severity for finding in counted if is_denied(finding))
    report = {
        "version": 1,
        "findings": [record(finding) for finding in run.findings],
        "fixed": [record(finding) for finding in run.fixed],
        "coverage": {
            "complete": run.coverage.complete,
            "files": run.coverage.files,
            "resources": run.coverage.resources,
            "policies": run.coverage.policies,
            "skipped": skipped(run.coverage.skipped),
            "notes": skipped(run.coverage.notes),
        },
        "summary": {
            "deny": {severity.word: denied[severity] for severity in reversed(Severity)},
            "unknown": sum(finding.outcome is Outcome.UNKNOWN for finding in counted),
            "notice": sum(finding.is_notice and finding.outcome is Outcome.DENY for finding in counted),
            "waived": len(run.findings) - len(counted),
            "fixed": len(run.fixed),
        },
    }
    return _text(report)


def render_policies(policies: Iterable[Policy]) -> str:
    """The list of policies."""
    return _text({"policies": [_policy(policy) for policy in policies]})


def _text(report: object) -> str:
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _policy(policy: Policy) -> dict[str, object]:
    return {
        "id": policy.id,
        "title": policy.title,
        "aliases": list(policy.aliases),
        "severity": policy.severity.word,
        "category": policy.category.value,
        "requirements": list(policy.requirements),
        "resources": list(policy.resources),
        "default": policy.default,
    }
