"""The JSON report: a contract that scripts read (docs/guide.md)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

from groundrule.finding import Finding, Run
from groundrule.graph import Skipped, Step
from groundrule.policy import Policy, Severity
from groundrule.report.context import Context
from groundrule.report.words import counting, is_denied
from groundrule.source import Position
from groundrule.verdict import Outcome


def render(run: Run, _context: Context) -> str:
    """The report of a run."""
    counted = counting(run)
    denied = Counter(finding.severity for finding in counted if is_denied(finding))
    report = {
        "version": 1,
        "findings": [_finding(finding) for finding in run.findings],
        "fixed": [_finding(finding) for finding in run.fixed],
        "coverage": {
            "complete": run.coverage.complete,
            "files": run.coverage.files,
            "resources": run.coverage.resources,
            "policies": run.coverage.policies,
            "skipped": _skipped(run.coverage.skipped),
            "notes": _skipped(run.coverage.notes),
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


def _finding(finding: Finding) -> dict[str, object]:
    span = finding.place.span
    policy = finding.policy
    return {
        "policy": policy.id,
        "aliases": list(policy.aliases),
        "verdict": finding.outcome.value,
        "severity": finding.severity.word,
        "category": policy.category.value,
        "requirements": list(policy.requirements),
        "message": finding.message,
        "reason": finding.reason,
        "help": finding.remedy,
        "fingerprint": finding.fingerprint,
        "resource": {
            "address": finding.address,
            "type": finding.type,
            "dialect": finding.dialect,
            "root": finding.root,
        },
        "location": {"path": span.path, "start": _position(span.first), "end": _position(span.last)},
        "origin": _steps(finding.place.origin),
        "instances": [instance._asdict() for instance in finding.instances],
        "chains": [{"calls": _steps(chain.calls), "origin": _steps(chain.origin)} for chain in finding.chains],
        "environments": list(finding.environments),
        "fix": None,
        "waived": finding.waived and finding.waived._asdict(),
        "notice": finding.is_notice,
        "change": finding.change and {"kind": finding.change.kind, "steps": _steps(finding.change.steps)},
    }


def _steps(steps: Iterable[Step]) -> list[dict[str, object]]:
    return [{"path": step.span.path, "line": step.span.first.line, "text": step.text} for step in steps]


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column}


def _skipped(items: Iterable[Skipped]) -> list[dict[str, object]]:
    return [{"path": item.path, "line": item.line, "reason": item.reason} for item in items]
