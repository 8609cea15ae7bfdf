"""Findings and problems as the JSON reports have them."""

from __future__ import annotations

from collections.abc import Iterable

from groundrule.finding import Finding
from groundrule.graph import Skipped, Step
from groundrule.source import Position


def record(finding: Finding) -> dict[str, object]:
    """A finding."""
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


def skipped(items: Iterable[Skipped]) -> list[dict[str, object]]:
    """What could not be inspected."""
    return [{"path": item.path, "line": item.line, "reason": item.reason} for item in items]
