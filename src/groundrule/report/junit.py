"""JUnit's XML: a test case for each policy that found nothing, and for each finding.

What is unknown or waived is `skipped`: it neither passed nor failed. What could not be inspected is an `error`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from groundrule.finding import Finding, Run
from groundrule.report.context import Context
from groundrule.report.frames import frame
from groundrule.report.words import is_denied, message, safe, severity, waiver
from groundrule.verdict import Outcome

_FRAME: Final = 3


def render(run: Run, context: Context) -> str:
    """The report of a run."""
    cases = [*_passed(run), *(_case(finding, context) for finding in run.findings), *_errors(run, context)]
    failed = sum(finding.waived is None and is_denied(finding) for finding in run.findings)
    counts = (
        f'tests="{len(cases)}" failures="{failed}" errors="{len(run.coverage.skipped)}"'
        f' skipped="{len(run.findings) - failed}"'
    )
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites name="groundrule" {counts}>']
    lines += [f'  <testsuite name="groundrule" {counts}>', *cases, "  </testsuite>", "</testsuites>"]
    return "\n".join(lines) + "\n"


def _passed(run: Run) -> Iterator[str]:
    found = {finding.policy.id for finding in run.findings}
    for policy in run.policies:
        if policy.id not in found:
            yield f'    <testcase classname={_quoted(policy.id)} name={_quoted(policy.title)} time="0"/>'


def _case(finding: Finding, context: Context) -> str:
    first = finding.place.span.first
    path = safe(context.path(finding.place.span.path))
    # a name must be the only one of its class: the first wins where two share it
    name = f"{safe(finding.address)} ({path}:{first.line}) {finding.fingerprint}"
    head = f'    <testcase classname={_quoted(finding.policy.id)} name={_quoted(name)} file={_quoted(path)} time="0">'
    return f"{head}\n      {_outcome(finding, context)}\n    </testcase>"


def _outcome(finding: Finding, context: Context) -> str:
    if finding.waived is not None:
        return f"<skipped message={_quoted(waiver(finding))}/>"
    if finding.outcome is Outcome.UNKNOWN:
        return f"<skipped message={_quoted('unknown: ' + message(finding))}/>"
    if finding.is_notice:
        return f"<skipped message={_quoted(message(finding))}/>"
    body = "\n".join(_body(finding, context))
    return f"<failure type={_quoted(severity(finding))} message={_quoted(message(finding))}>{_text(body)}</failure>"


def _body(finding: Finding, context: Context) -> Iterator[str]:
    path = safe(context.path(finding.place.span.path))
    first = finding.place.span.first
    yield f"{path}:{first.line}:{first.column}"
    for line in frame(finding.place.span, most=_FRAME):
        yield f"{line.number} | {line.text}".rstrip()
    for step in finding.place.origin:
        yield f"from: {safe(step.text)} ({safe(context.path(step.span.path))}:{step.span.first.line})"
    if finding.remedy:
        yield f"help: {safe(finding.remedy)}"


def _errors(run: Run, context: Context) -> Iterator[str]:
    for item in run.coverage.skipped:
        path = safe(context.path(item.path))
        name = f"{path}:{item.line}: {safe(item.reason)}"
        error = f"<error message={_quoted(safe(item.reason))}/>"
        head = f'    <testcase classname="coverage" name={_quoted(name)} file={_quoted(path)} time="0">'
        yield f"{head}\n      {error}\n    </testcase>"


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _quoted(text: str) -> str:
    return '"' + _text(text).replace('"', "&quot;") + '"'
