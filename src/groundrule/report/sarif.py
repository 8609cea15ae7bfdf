"""SARIF 2.1.0, within the limits of GitHub and GitLab.

An unknown verdict is what the standard calls `open`: the rule was evaluated, and there is not enough information to
decide. It has a rule of its own (`<policy>/unknown`) without a security severity, so that a reader that ignores `kind`
does not show it as a fault of the policy's severity.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final
from urllib.parse import quote

from groundrule import __version__
from groundrule.finding import Coverage, Finding, Run
from groundrule.graph import Skipped, Step
from groundrule.policy import Policy, Severity
from groundrule.report.context import Context
from groundrule.report.prose import sections
from groundrule.report.words import cut, message, safe
from groundrule.secrecy import shown
from groundrule.source import Span
from groundrule.verdict import Outcome

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
# GitLab takes 5,000 results a run and 20 runs; GitHub shows 5,000 of a run
_RESULTS: Final = 5_000
_RUNS: Final = 20
_MESSAGE: Final = 2_048
_TITLE: Final = 1_024
_TAGS: Final = 10
_FLOWS: Final = 10
_BASE: Final = "%SRCROOT%"
_LEVELS: Final = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
    Severity.INFO: "note",
}
# GitHub calls over 9.0 critical, from 7.0 high, from 4.0 medium
_SCORES: Final = {Severity.CRITICAL: 9.5, Severity.HIGH: 8.0, Severity.MEDIUM: 5.5, Severity.LOW: 2.5}
_PROBLEMS: Final = {"error": "error", "warning": "warning", "note": "recommendation", "none": "recommendation"}


def render(run: Run, context: Context) -> str:
    """The report of a run."""
    kept = run.findings[: _RESULTS * _RUNS]
    parts = [kept[start : start + _RESULTS] for start in range(0, len(kept), _RESULTS)] or [()]
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [_run(part, number, run, context) for number, part in enumerate(parts)],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _run(findings: Sequence[Finding], number: int, run: Run, context: Context) -> dict[str, Any]:
    rules = {_rule_id(finding): finding for finding in findings}
    index = {rule: position for position, rule in enumerate(sorted(rules))}
    left_out = len(run.findings) - _RESULTS * _RUNS
    return {
        "tool": {
            "driver": {
                "name": "Groundrule",
                "semanticVersion": __version__,
                "rules": [_rule(rules[rule]) for rule in sorted(rules)],
            }
        },
        # two runs of one category would replace each other on GitHub
        "automationDetails": {"id": f"groundrule-{number + 1}/" if number else "groundrule/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_BASE: {"description": {"text": "The root of the repository."}}},
        "invocations": [_invocation(run.coverage, max(left_out, 0), context)],
        "results": [_result(finding, index[_rule_id(finding)], context) for finding in findings],
    }


def _invocation(coverage: Coverage, left_out: int, context: Context) -> dict[str, Any]:
    told = [_notification(item, "error", context) for item in coverage.skipped]
    told += (_notification(item, "note", context) for item in coverage.notes)
    if left_out:
        told.append({"level": "error", "message": {"text": f"{left_out} more findings: SARIF takes no more of them"}})
    return {"executionSuccessful": coverage.complete, "toolExecutionNotifications": told}


def _notification(item: Skipped, level: str, context: Context) -> dict[str, Any]:
    notification: dict[str, Any] = {"level": level, "message": {"text": _plain(item.reason)}}
    if not item.path.startswith("-"):  # an option that has no effect is no place
        place: dict[str, Any] = {"artifactLocation": _artifact(item.path, context)}
        if item.line:
            place["region"] = {"startLine": item.line}
        notification["locations"] = [{"physicalLocation": place}]
    return notification


def _rule_id(finding: Finding) -> str:
    return finding.policy.id if finding.outcome is Outcome.DENY else f"{finding.policy.id}/unknown"


def _level(finding: Finding, severity: Severity) -> str:
    return _LEVELS[severity] if finding.outcome is Outcome.DENY else "none"


def _rule(finding: Finding) -> dict[str, Any]:
    policy = finding.policy
    text = sections(policy)
    level = _level(finding, policy.severity)
    denied = finding.outcome is Outcome.DENY
    properties: dict[str, Any] = {
        "precision": "very-high" if denied else "low",
        "problem.severity": _PROBLEMS[level],
        "tags": _tags(policy),
    }
    if denied and policy.severity in _SCORES:
        properties["security-severity"] = str(_SCORES[policy.severity])
    title = policy.title if denied else f"Not known before deployment: {policy.title}"
    rule: dict[str, Any] = {
        "id": _rule_id(finding),
        "name": "".join(word.capitalize() for word in _rule_id(finding).replace("/", "-").split("-")),
        "shortDescription": {"text": cut(f"{title}.", _TITLE)},
        "fullDescription": {"text": cut(text.why or title, _TITLE)},
        "help": {"text": _help(policy), "markdown": _help_markdown(policy)},
        "defaultConfiguration": {"level": level},
        "properties": properties,
    }
    if text.sources:
        rule["helpUri"] = text.sources[0]
    return rule


def _tags(policy: Policy) -> list[str]:
    return list(dict.fromkeys(("security", policy.category.value, *policy.requirements)))[:_TAGS]


def _help(policy: Policy) -> str:
    text = sections(policy)
    return "\n\n".join(part for part in (f"{policy.title}.", text.why, text.fix, "\n".join(text.sources)) if part)


def _help_markdown(policy: Policy) -> str:
    text = sections(policy)
    parts = [f"**{policy.title}.**", text.why]
    parts += [f"## Fix\n\n{text.fix}"] if text.fix else []
    parts += ["## Sources\n\n" + "\n".join(f"- <{source}>" for source in text.sources)] if text.sources else []
    if policy.requirements:
        parts.append("Requirements: " + ", ".join(policy.requirements))
    return "\n\n".join(part for part in parts if part)


def _result(finding: Finding, index: int, context: Context) -> dict[str, Any]:
    denied = finding.outcome is Outcome.DENY
    result: dict[str, Any] = {
        "ruleId": _rule_id(finding),
        "ruleIndex": index,
        "kind": "fail" if denied else "open",
        "level": "note" if denied and finding.is_notice else _level(finding, finding.severity),
        "message": {"text": _message(finding)},
        "locations": [
            {
                "physicalLocation": _place(finding.place.span, context),
                "logicalLocations": [{"fullyQualifiedName": safe(finding.address), "kind": "resource"}],
            }
        ],
        # GitHub reads the first of them only; identities that survive moved lines are what both are for
        "partialFingerprints": {
            "primaryLocationLineHash": f"{finding.fingerprint}:1",
            "groundrule/v1": finding.fingerprint,
        },
        "suppressions": _suppressions(finding),
        "properties": {
            "severity": finding.severity.word,
            "resourceType": safe(finding.type),
            "root": safe(context.path(finding.root)),
        },
    }
    if denied:
        result["rank"] = 0.0 if finding.is_notice else _SCORES.get(finding.severity, 0.0) * 10
    origin = finding.place.origin
    if origin:
        result["relatedLocations"] = [_step(step, context) | {"id": number} for number, step in enumerate(origin, 1)]
        flows = [[*reversed(chain)] for chain in dict.fromkeys((origin, *(chain.origin for chain in finding.chains)))]
        result["codeFlows"] = [_flow(flow, finding, context) for flow in flows[:_FLOWS]]
    return result


def _message(finding: Finding) -> str:
    """The message, and links to where the value came along as far as there is room."""
    text = cut(_plain(message(finding)), _MESSAGE)
    for number, step in enumerate(finding.place.origin, 1):
        link = f"[{cut(safe(step.text), 120)}]".replace("\\", "\\\\")
        link = "[" + link[1:-1].replace("[", "\\[").replace("]", "\\]") + "]"
        longer = f"{text}{' From ' if number == 1 else ', '}{link}({number})"
        if len(longer) > _MESSAGE:
            break
        text = longer
    return text


def _plain(text: str) -> str:
    """A text in which nothing is a link."""
    return safe(text).replace("](", "] (")


def _suppressions(finding: Finding) -> list[dict[str, Any]]:
    waiver = finding.waived
    if waiver is None:
        return []
    facts = {"by": waiver.by, "approver": safe(waiver.approver), "expires": waiver.expires}
    return [
        {
            "kind": "inSource" if waiver.by == "inline" else "external",
            "status": "accepted",
            "justification": safe(waiver.reason),
            "properties": {name: value for name, value in facts.items() if value},
        }
    ]


def _flow(steps: Iterable[Step], finding: Finding, context: Context) -> dict[str, Any]:
    """From the literal to the attribute."""
    end = {
        "physicalLocation": _place(finding.place.span, context),
        "message": {"text": safe(finding.place.words) or safe(finding.address)},
    }
    return {"threadFlows": [{"locations": [{"location": item} for item in [*_steps(steps, context), end]]}]}


def _steps(steps: Iterable[Step], context: Context) -> Iterator[dict[str, Any]]:
    for step in steps:
        yield _step(step, context)


def _step(step: Step, context: Context) -> dict[str, Any]:
    return {"physicalLocation": _place(step.span, context), "message": {"text": cut(_plain(step.text), _MESSAGE)}}


def _place(span: Span, context: Context) -> dict[str, Any]:
    first, last = span.first, span.last
    region: dict[str, Any] = {
        "startLine": first.line,
        "startColumn": first.column,
        "endLine": last.line,
        "endColumn": last.column,
        "snippet": {"text": cut(safe(shown(span.source, first.line)), _TITLE)},
    }
    return {"artifactLocation": _artifact(span.path, context), "region": region}


def _artifact(path: str, context: Context) -> dict[str, str]:
    return {"uri": quote(context.path(path), errors="replace"), "uriBaseId": _BASE}
