"""A summary for the comment on a merge request: counts, and a table of the findings, the worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from groundrule.finding import Finding, Run
from groundrule.policy import Severity
from groundrule.report.context import Context
from groundrule.report.folding import folded, lot_message, names
from groundrule.report.words import coverage_line, cut, is_denied, plural, safe, severity
from groundrule.verdict import Outcome

# GitHub's comments take 65,536 characters, GitLab's a million
_ROWS: Final = 50
_MESSAGE: Final = 400
_PROBLEMS: Final = 10
# what Markdown, HTML, mentions and references to issues begin with
_SPECIAL: Final = str.maketrans({character: f"&#{ord(character)};" for character in "\\`*_{}[]()<>#+!|~$@&:^"})


def render(run: Run, context: Context) -> str:
    """The report of a run."""
    counted = [finding for finding in run.findings if finding.waived is None]
    counted.sort(key=lambda item: (item.outcome is Outcome.UNKNOWN, -item.severity))
    lines = [f"### Groundrule: {_verdict(run, counted)}", ""]
    lines += _table(counted, context)
    lines += _problems(run, context)
    waived = len(run.findings) - len(counted)
    if waived:
        lines += [f"{plural(waived, 'finding')} waived.", ""]
    return "\n".join([*lines, f"<sub>{_escaped(coverage_line(run.coverage))}</sub>"]) + "\n"


def _verdict(run: Run, counted: Sequence[Finding]) -> str:
    denied = Counter(finding.severity for finding in counted if is_denied(finding))
    parts = [f"{denied[level]} {level.word}" for level in reversed(Severity) if denied[level]]
    total = plural(sum(denied.values()), "finding")
    unknown = sum(finding.outcome is Outcome.UNKNOWN for finding in counted)
    told = len(counted) - unknown - sum(denied.values())
    text = f"{total} ({', '.join(parts)})" if parts else "no findings"
    text += f", {plural(unknown, 'unknown')}" if unknown else ""
    text += f", {plural(told, 'notice')}" if told else ""
    return text if run.coverage.complete else f"{text}, incomplete"


def _table(findings: Sequence[Finding], context: Context) -> Iterator[str]:
    if not findings:
        return
    yield from ("| severity | policy | where | what |", "| --- | --- | --- | --- |")
    lots = folded(findings)
    for lot in lots[:_ROWS]:
        first = lot[0]
        where = f"{context.path(first.place.span.path)}:{first.place.span.first.line}"
        what = _escaped(cut(lot_message(lot), _MESSAGE))
        cells = (severity(first), _code(names(lot)), f"{_code(where)}<br>{_code(first.address)}", what)
        yield f"| {' | '.join(cells)} |"
    yield ""
    if len(lots) > _ROWS:
        yield from (f"… and {sum(len(lot) for lot in lots[_ROWS:])} more.", "")


def _problems(run: Run, context: Context) -> Iterator[str]:
    items = run.coverage.skipped
    if not items:
        return
    yield from ("Could not be inspected:", "")
    for item in items[:_PROBLEMS]:
        yield f"- {_code(f'{context.path(item.path)}:{item.line}')}: {_escaped(cut(safe(item.reason), _MESSAGE))}"
    if len(items) > _PROBLEMS:
        yield f"- … and {len(items) - _PROBLEMS} more"
    yield ""


def _code(text: str) -> str:
    """A text in the type of code; as HTML, in which nothing but its own characters has a meaning."""
    return f"<code>{_escaped(cut(safe(text), _MESSAGE))}</code>"


def _escaped(text: str) -> str:
    return text.translate(_SPECIAL)
