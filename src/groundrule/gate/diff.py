"""What a change of the sources brings in: findings at a revision against findings now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from groundrule.finding import Change, Finding, Run
from groundrule.gate import baseline
from groundrule.gate.baseline import Baseline
from groundrule.gate.outline import outline
from groundrule.graph import Gap, Step
from groundrule.source import Source, Span
from groundrule.tree import Tree


class Stretch(NamedTuple):
    """Lines that are not as they were: from `first` (1-based) up to, not including, `end`.

    Where lines were only removed, both are the line that now stands where they stood.
    """

    first: int
    end: int


class Changes:
    """What differs between a tree and the sources of a run; a file is compared when it is asked for.

    Args:
        before: the tree that it was.
        renamed: the renamed files: each one's name then by its name now.
    """

    def __init__(self, before: Tree, renamed: Mapping[str, str]) -> None:
        self._before = before
        self._renamed = renamed
        self._stretches: dict[str, tuple[Stretch, ...]] = {}

    def touch(self, span: Span) -> bool:
        """Whether a line of a stretch of text was written or altered."""
        first, last = span.first.line, max(span.first.line, span.last.line - (span.last.column == 1))
        return any(item.first <= last and first < item.end for item in self._of(span.source))

    def touch_block(self, span: Span) -> bool:
        """Whether anything was altered in, or removed from, the block that holds a stretch."""
        source = span.source
        for element in outline(source).elements:
            if element.is_top and element.start <= span.start < element.end:
                first, last = source.position(element.start).line, source.position(element.end).line
                return any(item.first <= last and first < max(item.end, item.first + 1) for item in self._of(source))
        return self.touch(span)

    def _of(self, source: Source) -> tuple[Stretch, ...]:
        known = self._stretches.get(source.path)
        if known is None:
            known = self._stretches[source.path] = tuple(_stretches(self._text(source.path), source.text))
        return known

    def _text(self, path: str) -> str | None:
        try:
            return self._before.content(self._renamed.get(path, path)).decode("utf-8-sig", "replace")
        except OSError:
            return None


def _stretches(before: str | None, now: str) -> Iterator[Stretch]:
    new = now.splitlines()
    if before is None:
        yield Stretch(1, len(new) + 1)
        return
    old = before.splitlines()
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    alike = 0
    while alike < min(len(old), len(new)) - same and old[-1 - alike] == new[-1 - alike]:
        alike += 1
    matcher = SequenceMatcher(None, old[same : len(old) - alike], new[same : len(new) - alike], autojunk=False)
    for kind, _, _, first, end in matcher.get_opcodes():
        if kind != "equal":
            yield Stretch(same + first + 1, same + end + 1)


def judged(now: Run, before: Run, changes: Changes, name: str) -> Run:
    """The run with what was there before waived, and with what the change did to bring the rest in.

    Args:
        now: the outcome for the sources as they are, nothing waived by a baseline yet.
        before: the outcome for the sources as they were.
        changes: what differs.
        name: of the revision, for people.
    """
    known = baseline.known(before.findings)
    marked = baseline.apply(now, known, (), f"it was there at {name}")
    findings = tuple(
        finding if finding.waived is not None else finding._replace(change=_change(finding, known, changes))
        for finding in marked.findings
    )
    there = {instance.fingerprint for finding in now.findings for instance in finding.instances}
    fixed = tuple(
        finding for finding in before.findings if not any(item.fingerprint in there for item in finding.instances)
    )
    coverage = marked.coverage._replace(notes=(*marked.coverage.notes, *_notes(before, name)))
    return marked._replace(findings=findings, fixed=fixed, coverage=coverage)


def _notes(before: Run, name: str) -> Iterable[Gap]:
    for skipped in before.coverage.skipped:
        yield Gap(skipped.path, skipped.line, f"at {name}: {skipped.reason}")


def _change(finding: Finding, known: Baseline, changes: Changes) -> Change:
    steps = tuple(step for step in _steps(finding) if changes.touch(step.span))
    if any(instance.fingerprint in known for instance in finding.instances):
        return Change("worse", steps)
    place = finding.place.span
    is_header = finding.header is not None and place[1:] == finding.header[1:] and place.path == finding.header.path
    if changes.touch(place) and not is_header:
        return Change("new", steps)
    if steps:
        return Change("input", steps)
    blocks: Sequence[Span] = (place,) if finding.header is None else (place, finding.header)
    return Change("new" if any(changes.touch_block(span) for span in blocks) else "input")


def _steps(finding: Finding) -> Iterator[Step]:
    """What the values of a finding depend on, each once: the chains of all its instances, and the calls."""
    seen: set[tuple[str, int, int]] = set()
    chains = [step for chain in finding.chains for step in (*chain.origin, *chain.calls)]
    for step in (*finding.place.origin, *chains):
        key = (step.span.path, step.span.start, step.span.end)
        if key not in seen:
            seen.add(key)
            yield step
