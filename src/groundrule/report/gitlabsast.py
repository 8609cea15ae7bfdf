"""GitLab's SAST report, 15.2.1. Its identities are the findings' own, so that a moved line is no new vulnerability.

An unknown verdict has the severity `Unknown`. What is waived carries a flag with the reason; the schema has one type of
flag only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from groundrule import __version__
from groundrule.finding import Coverage, Finding, Run
from groundrule.graph import Step
from groundrule.report.context import Context
from groundrule.report.frames import end_line, frame
from groundrule.report.prose import sections
from groundrule.report.words import cut, message, safe, waiver
from groundrule.source import Span
from groundrule.verdict import Outcome

_VERSION: Final = "15.2.1"
_NAME: Final = 255
_SOLUTION: Final = 7_000
_IDENTIFIERS: Final = 20
_FLOWS: Final = 10
_EXTRACT: Final = 20


def render(run: Run, context: Context) -> str:
    """The report of a run."""
    report = {
        "version": _VERSION,
        "scan": _scan(run.coverage, context),
        "vulnerabilities": [_vulnerability(finding, context) for finding in run.findings],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _scan(coverage: Coverage, context: Context) -> dict[str, Any]:
    tool = {"id": "groundrule", "name": "Groundrule", "version": __version__, "vendor": {"name": "Groundrule"}}
    moment = context.moment.strftime("%Y-%m-%dT%H:%M:%S")
    return {
        "analyzer": tool,
        "scanner": tool,
        "type": "sast",
        "start_time": moment,
        "end_time": moment,
        "status": "failure" if coverage.crashed else "success",
        "messages": [
            {"level": level, "value": safe(f"{context.path(item.path)}:{item.line}: {item.reason}")}
            for level, items in (("warn", coverage.skipped), ("info", coverage.notes))
            for item in items
        ],
    }


def _vulnerability(finding: Finding, context: Context) -> dict[str, Any]:
    span = finding.place.span
    path, last = context.path(span.path), end_line(span)
    text = sections(finding.policy)
    denied = finding.outcome is Outcome.DENY
    solution = [safe(finding.remedy), text.fix]
    vulnerability: dict[str, Any] = {
        "id": finding.fingerprint,
        "name": cut(finding.policy.title, _NAME),
        "description": f"{message(finding)}\n\n{text.why}",
        "severity": finding.severity.word.capitalize() if denied else "Unknown",
        "solution": cut("\n\n".join(part for part in solution if part), _SOLUTION),
        "identifiers": _identifiers(finding),
        "location": {"file": path, "start_line": span.first.line, "end_line": last, "class": safe(finding.address)},
        "tracking": {
            "type": "source",
            "items": [
                {
                    "file": path,
                    "start_line": span.first.line,
                    "end_line": last,
                    "signatures": [{"algorithm": "scope_offset", "value": finding.fingerprint}],
                }
            ],
        },
        "links": [{"url": source} for source in text.sources],
        "details": _details(finding, context),
        "raw_source_code_extract": "\n".join(line.text for line in frame(span, most=_EXTRACT)),
    }
    if finding.waived is not None:
        vulnerability["flags"] = [
            {"type": "flagged-as-likely-false-positive", "origin": "groundrule", "description": waiver(finding)}
        ]
    return vulnerability


def _identifiers(finding: Finding) -> list[dict[str, str]]:
    """The policy first: with the signature it is what GitLab knows a finding by."""
    policy = finding.policy
    named = [("groundrule_policy", policy.id)]
    named += (("groundrule_requirement", name) for name in policy.requirements)
    named += (("other_linter", name) for name in policy.aliases)
    return [{"type": type_, "name": name, "value": name} for type_, name in named[:_IDENTIFIERS]]


def _details(finding: Finding, context: Context) -> dict[str, Any]:
    details: dict[str, Any] = {
        "resource": {"type": "text", "name": "Resource", "value": safe(finding.address)},
        "root": {"type": "text", "name": "Root module or template", "value": safe(context.path(finding.root))},
    }
    if finding.reason:
        details["missing"] = {"type": "text", "name": "Missing input", "value": safe(finding.reason)}
    origin = finding.place.origin
    if origin:
        items = [{"type": "text", "value": safe(step.text)} for step in origin]
        details["origin"] = {"type": "list", "name": "Where the value comes from", "items": items}
        chains = dict.fromkeys((origin, *(chain.origin for chain in finding.chains)))
        flows = [list(_flow(chain, finding.place.span, context)) for chain in chains]
        details["code_flows"] = {"type": "code-flows", "name": "Code flows", "items": flows[:_FLOWS]}
    return details


def _flow(origin: Sequence[Step], place: Span, context: Context) -> Iterator[dict[str, Any]]:
    """From the literal to the attribute."""
    spans: Iterable[Span] = [*(step.span for step in reversed(origin)), place]
    for number, span in enumerate(spans):
        kind = "source" if number == 0 else "sink" if number == len(origin) else "propagation"
        where = {
            "type": "file-location",
            "file_name": context.path(span.path),
            "line_start": span.first.line,
            "line_end": end_line(span),
        }
        yield {"type": "code-flow-node", "node_type": kind, "file_location": where}
