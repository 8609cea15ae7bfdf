"""GitLab's Code Quality report. What is waived is left out: the widget counts whatever is listed."""

from __future__ import annotations

import json
from typing import Any, Final

from groundrule.finding import Finding, Run
from groundrule.policy import Severity
from groundrule.report.context import Context
from groundrule.report.words import cut, is_denied, message
from groundrule.verdict import Outcome

_DESCRIPTION: Final = 2_048
_SEVERITIES: Final = {
    Severity.CRITICAL: "blocker",
    Severity.HIGH: "critical",
    Severity.MEDIUM: "major",
    Severity.LOW: "minor",
    Severity.INFO: "info",
}


def render(run: Run, context: Context) -> str:
    """The report of a run."""
    entries = [_entry(finding, context) for finding in run.findings if finding.waived is None]
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"


def _entry(finding: Finding, context: Context) -> dict[str, Any]:
    denied = finding.outcome is Outcome.DENY
    text = message(finding) if denied else f"Not known before deployment: {message(finding)}"
    return {
        "description": cut(text, _DESCRIPTION),
        "check_name": finding.policy.id,
        "fingerprint": finding.fingerprint,
        "severity": _SEVERITIES[finding.severity] if is_denied(finding) else "info",
        "location": {
            "path": context.path(finding.place.span.path),
            "lines": {"begin": finding.place.span.first.line},
        },
    }
