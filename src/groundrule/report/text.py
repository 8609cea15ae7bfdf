"""The report for people: code frames, where values came from, and how to mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from groundrule.finding import Finding, Run
from groundrule.graph import Skipped
from groundrule.policy import Severity
from groundrule.report.context import Context
from groundrule.report.gathering import gathered, policies, undecided
from groundrule.report.words import counting, coverage_line, is_denied, plural, safe, severity
from groundrule.secrecy import shown
from groundrule.source import Span
from groundrule.verdict import Outcome

_FRAME_LINES = 3
_FRAME_COLUMNS = 200
_SHOWN_CHAINS = 5
_COLOURS = {
    "critical": "1;35",
    "high": "1;31",
    "medium": "1;33",
    "low": "1;36",
    "info": "1;34",
    "unknown": "1;34",
    "bold": "1",
    "dim": "2",
    "good": "1;32",
}


class Painter:
    """Colours text, or leaves it as it is."""

    def __init__(self, *, colour: bool) -> None:
        self._colour = colour

    def __call__(self, style: str, text: str) -> str:
        """The text in a style."""
        return f"\x1b[{_COLOURS[style]}m{text}\x1b[0m" if self._colour else text


def render(run: Run, context: Context) -> str:
    """The report of a run."""
    paint = Painter(colour=context.colour)
    lines: list[str] = []
    for path, groups in groupby(gathered(counting(run)), key=lambda group: group[0].place.span.path):
        lines += [paint("bold", safe(path)), ""]
        for group in groups:
            lines += [*_group(group, paint), ""]
    lines += _problems(run.coverage.skipped, "could not be inspected", paint)
    lines += _problems(run.coverage.notes, "notes", paint)
    lines += [_summary(run, paint), coverage_line(run.coverage)]
    return "\n".join(lines) + "\n"


def _group(findings: Sequence[Finding], paint: Painter) -> Iterator[str]:
    """A finding, or several that one missing input explains."""
    finding = findings[0]
    word = severity(finding)
    if len(findings) == 1:
        yield f"{paint(word, word)} {paint('bold', finding.policy.id)}: {safe(finding.message)}"
    else:
        yield f"{paint(word, word)} {paint('bold', undecided(findings))}"
    yield from _frame(finding.place.span, word, paint)
    margin = "   "
    if finding.is_notice:
        yield f"{margin}{paint('dim', 'notice:')} it is told only, and does not fail the run"
    if finding.reason:
        yield f"{margin}{paint('dim', 'missing:')} {safe(finding.reason)}"
    for step in finding.place.origin:
        place = paint("dim", f"({safe(step.span.path)}:{step.span.first.line})")
        yield f"{margin}{paint('dim', 'from:')} {safe(step.text)} {place}"
    yield f"{margin}{paint('dim', 'resource:')} {safe(_instances(finding))}"
    for line in _calls(finding):
        yield f"{margin}{paint('dim', 'called by:')} {safe(line)}"
    yield from (f"{margin}{paint('dim', 'changed:')} {safe(line)}" for line in _change(finding))
    if finding.environments:
        yield f"{margin}{paint('dim', 'in:')} {safe(', '.join(finding.environments))}"
    if len(findings) > 1:
        yield f"{margin}{paint('dim', 'policies:')} {', '.join(policies(findings))}"
    elif finding.remedy:
        yield f"{margin}{paint('dim', 'help:')} {safe(finding.remedy)}"
    names = dict.fromkeys(name for one in findings for name in one.policy.requirements)
    yield f"{margin}{paint('dim', 'requirement:')} {', '.join(names)}"


def _change(finding: Finding) -> Iterator[str]:
    """What a change of the sources did, where it is not plain from the place."""
    if finding.change is None:
        return
    for step in finding.change.steps:
        yield f"{step.text} ({step.span.path}:{step.span.first.line})"
    if finding.change.kind == "worse":
        yield "it was there before, but of less weight"
    elif finding.change.kind == "input" and not finding.change.steps:
        yield "something that it depends on; it stands here as it stood"


def _instances(finding: Finding) -> str:
    names = [instance.address for instance in finding.instances]
    if finding.known_as and len(names) == 1:
        return f"{finding.known_as} ({names[0]})"
    if len(names) <= 3:
        return ", ".join(names)
    return f"{', '.join(names[:2])} and {len(names) - 2} more"


def _calls(finding: Finding) -> Iterator[str]:
    """How the module is called, where it is called more than once."""
    if len(finding.chains) < 2:
        return
    for chain in finding.chains[:_SHOWN_CHAINS]:
        yield " → ".join(f"{step.text} ({step.span.path}:{step.span.first.line})" for step in chain.calls)
    if len(finding.chains) > _SHOWN_CHAINS:
        yield f"{len(finding.chains) - _SHOWN_CHAINS} more"


def _frame(span: Span, word: str, paint: Painter) -> Iterator[str]:
    """The lines of a span, underlined where they begin."""
    first, last = span.first, span.last
    end_line = last.line if last.column > 1 else max(last.line - 1, first.line)
    stop = min(end_line, first.line + _FRAME_LINES - 1)
    width = len(str(stop))
    for number in range(first.line, stop + 1):
        text = safe(shown(span.source, number))
        column = first.column - 1 if number == first.line else 0
        mark = _underline(span, text, ends_here=end_line == first.line)
        text, mark = _window(text, mark, column)
        yield f"{paint('dim', f'{number:>{width}} |')} {text}".rstrip()
        if number == first.line:
            yield f"{' ' * width} {paint('dim', '|')} {paint(word, mark)}"
    if stop < end_line:
        yield f"{' ' * width} {paint('dim', '| …')}"


def _window(text: str, mark: str, column: int) -> tuple[str, str]:
    """The part of a very long line (JSON without line breaks) around a 0-based column, and of the mark under it."""
    if len(text) <= _FRAME_COLUMNS:
        return text, mark
    start = max(0, column - _FRAME_COLUMNS // 4)
    part = slice(start, start + _FRAME_COLUMNS)
    before, after = ("… " if start else ""), (" …" if part.stop < len(text) else "")
    return f"{before}{text[part]}{after}", " " * len(before) + mark[part]


def _underline(span: Span, text: str, *, ends_here: bool) -> str:
    start = span.first.column - 1
    end = span.last.column - 1 if ends_here and span.last.column > 1 else len(text)
    return " " * start + "^" * max(min(end, len(text)) - start, 1)


def _problems(skipped: Iterable[Skipped], heading: str, paint: Painter) -> Iterator[str]:
    items = list(skipped)
    if items:
        yield paint("bold", f"{heading[0].upper()}{heading[1:]}")
        for item in items:
            place = f"{item.path}:{item.line}" if item.line else item.path
            yield f"  {safe(place)}: {safe(item.reason)}"
        yield ""


def _summary(run: Run, paint: Painter) -> str:
    counted = counting(run)
    denied = Counter(finding.severity for finding in counted if is_denied(finding))
    unknown = sum(finding.outcome is Outcome.UNKNOWN for finding in counted)
    before = sum(finding.waived is not None and finding.waived.by == "baseline" for finding in run.findings)
    waived = len(run.findings) - len(counted) - before
    parts = [paint(level.word, f"{denied[level]} {level.word}") for level in reversed(Severity) if denied[level]]
    total = plural(sum(denied.values()), "finding")
    text = f"{total} ({', '.join(parts)})" if parts else paint("good", "No findings")
    told = sum(finding.is_notice and finding.outcome is Outcome.DENY for finding in counted)
    others = ((plural(told, "notice"), told), (plural(unknown, "unknown"), unknown), (f"{waived} waived", waived))
    past = ((f"{before} known before", before), (f"{len(run.fixed)} fixed", len(run.fixed)))
    return "; ".join([text, *(word for word, number in (*others, *past) if number)]) + "."
