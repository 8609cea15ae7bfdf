"""Ignores in the files: which findings they keep, and what is the matter with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from groundrule.counterparts import matches
from groundrule.discovery import TEMPLATES
from groundrule.finding import Finding, Instance, Run, Waiver, order
from groundrule.gate import grammar, rules
from groundrule.gate.comments import Comment
from groundrule.gate.governance import Governance, is_expired
from groundrule.gate.grammar import Request
from groundrule.gate.names import means, suggestion
from groundrule.gate.outline import Element, Outline, Written, outline
from groundrule.gate.parts import by_turns, waive
from groundrule.graph import Dialect, Place
from groundrule.policy import Policy
from groundrule.secrecy import told
from groundrule.source import Source, Span
from groundrule.tree import repository_path

_INSTALLED = ".terraform/"


class Ignore(NamedTuple):
    """One ignore of a file.

    Attributes:
        request: what it asks for.
        span: where it is written.
        cover: what it covers; empty where nothing stands there.
    """

    request: Request
    span: Span
    cover: Span

    @property
    def waiver(self) -> Waiver:
        """The permission that it gives."""
        return Waiver("inline", told(self.request.reason), told(self.request.approver), self.request.until)


class Terms(NamedTuple):
    """On which terms ignores hold.

    Attributes:
        governance: the organisation's rules.
        today: the day that expiries are held against.
        ran: the policies that were asked.
        known: all policies that there are.
        foreign: whether other linters' ignores count.
        workspace: what `terraform.workspace` is.
    """

    governance: Governance
    today: date
    ran: Sequence[Policy]
    known: Sequence[Policy]
    foreign: bool = True
    workspace: str = "default"


# -- reading ---------------------------------------------------------------------------------------------


def ignores_in(source: Source, *, foreign: bool = True) -> list[Ignore]:
    """The ignores of a file, in order."""
    parts = outline(source)
    found = [
        Ignore(request, source.span(comment.start, comment.end), _cover(request, source, parts, comment))
        for comment in parts.comments
        for request in grammar.requests(comment.text, foreign=foreign)
    ]
    found += (_of_metadata(written, source) for written in parts.metadata if foreign or _is_own(written.request))
    return sorted(found, key=lambda ignore: ignore.span.start)


def _is_own(request: Request) -> bool:
    return request.tool == "groundrule"


def _of_metadata(written: Written, source: Source) -> Ignore:
    start, end = written.cover or (written.start, written.start)
    return Ignore(written.request, source.span(written.start, written.end), source.span(start, end))


def _cover(request: Request, source: Source, parts: Outline, comment: Comment) -> Span:
    text = source.text
    match request.reach:
        case "file":
            return source.span(0, len(text) + 1 if _is_at_start(source, parts, comment) else 0)
        case "around":
            return _around(source, parts.elements, comment.start)
        case "next-line":
            begin = text.find("\n", comment.end) + 1
            return _line(source, begin) if begin else source.span(comment.end, comment.end)
        case "next-block":
            return _beginning_at(source, parts, _next_code(source, parts, comment.end))
    alone = not _before(text, comment.start) and not _behind(text, comment.end)
    return _beginning_at(source, parts, _next_code(source, parts, comment.end) if alone else comment.start)


def _is_at_start(source: Source, parts: Outline, comment: Comment) -> bool:
    """Whether nothing but comments, and the mark where a YAML document begins, stands above a comment."""
    offset = 0
    for other in parts.comments:
        if source.text[offset : other.start].lstrip("\ufeff").strip() not in {"", "---"}:
            return False
        if other == comment:
            return True
        offset = other.end
    return False


def _before(text: str, offset: int) -> str:
    return text[text.rfind("\n", 0, offset) + 1 : offset].strip()


def _behind(text: str, offset: int) -> str:
    end = text.find("\n", offset)
    return text[offset : end if end >= 0 else len(text)].strip()


def _around(source: Source, elements: Iterable[Element], offset: int) -> Span:
    for element in elements:
        if element.is_top and element.is_block and element.start <= offset < _end(source, element):
            return source.span(element.start, element.end)
    return source.span(offset, offset)


def _end(source: Source, element: Element) -> int:
    """The end of an element with the rest of its last line, where a comment may stand."""
    end = source.text.find("\n", element.end)
    return end if end >= 0 else len(source.text) + 1


def _line(source: Source, offset: int) -> Span:
    begin = source.text.rfind("\n", 0, offset) + 1
    end = source.text.find("\n", offset)
    return source.span(begin, end if end >= 0 else len(source.text))


def _next_code(source: Source, parts: Outline, offset: int) -> int:
    """Where the next line that is not all comment begins; beyond the file where a blank line comes first."""
    starts = {_line(source, comment.start).start: comment for comment in parts.comments if _is_alone(source, comment)}
    while True:
        begin = source.text.find("\n", offset) + 1
        if not begin or not _behind(source.text, begin):
            return len(source.text)
        comment = starts.get(begin)
        if comment is None:
            return begin
        offset = comment.end


def _is_alone(source: Source, comment: Comment) -> bool:
    return not _before(source.text, comment.start) and not _behind(source.text, comment.end)


def _beginning_at(source: Source, parts: Outline, offset: int) -> Span:
    """The element that begins in a line, else the line."""
    line = _line(source, offset)
    beginning = [element for element in parts.elements if line.start <= element.start < line.end]
    if not beginning:
        return line
    first = min(element.start for element in beginning)
    return source.span(first, max(element.end for element in beginning if element.start == first))


# -- keeping ---------------------------------------------------------------------------------------------


def apply(run: Run, sources: Iterable[Source], terms: Terms) -> Run:
    """A run with the findings waived that its files' ignores keep, and with what is the matter with the ignores.

    Args:
        run: the outcome so far.
        sources: the files that may hold ignores.
        terms: on which ignores hold.
    """
    every = [ignore for source in sources for ignore in ignores_in(source, foreign=terms.foreign)]
    if not every:
        return run
    keeper = _Keeper(every, terms, run)
    kept = [part for finding in run.findings for part in keeper.parts(finding)]
    return run._replace(findings=tuple(sorted([*kept, *keeper.about_ignores()], key=order)))


class _Keeper:
    """Holds findings against ignores, and remembers which of them were of use."""

    def __init__(self, ignores: Sequence[Ignore], terms: Terms, run: Run) -> None:
        self._ignores = ignores
        self._terms = terms
        self._aside = run.aside
        self._partly = run.partly
        self._used: set[tuple[int, str]] = set()
        self._refused: dict[int, str] = {}

    def parts(self, finding: Finding) -> Iterator[Finding]:
        """The finding, or what becomes of it."""
        return by_turns(finding, self._keepers(finding))

    def _keepers(self, finding: Finding) -> Iterator[Callable[[Finding], Iterable[Finding]]]:
        """What the ignores that mean a finding's policy make of it."""
        for position, ignore in enumerate(self._ignores):
            name = self._name(ignore, finding)
            if name is not None:
                yield partial(self._kept, position, ignore, name)

    def _name(self, ignore: Ignore, finding: Finding) -> str | None:
        """The name by which an ignore means a finding's policy."""
        request = ignore.request
        if is_expired(request.until, self._terms.today) or (request.flaw and _is_own(request)):
            return None
        if request.workspace and not matches(request.workspace, self._terms.workspace):
            return None
        if any(means(request.tool, name, finding.policy) for name in request.but):
            return None
        return next((name for name in request.names if means(request.tool, name, finding.policy)), None)

    def _kept(self, position: int, ignore: Ignore, name: str, finding: Finding) -> Iterable[Finding]:
        covered = _covered(finding, ignore.cover)
        if not covered:
            return (finding,)
        self._used.add((position, name))
        if ignore.request.flaw:
            return (finding,)
        refusal = self._terms.governance.refusal(finding, ignore.waiver, self._terms.today)
        if refusal:
            self._refused[position] = refusal
            return (finding,)
        return waive(finding, ignore.waiver, covered.__contains__)

    def about_ignores(self) -> Iterator[Finding]:
        """What is the matter with the ignores.

        Another linter's is complained about only where it would keep a finding and may not.
        """
        numbers: dict[tuple[str, str, str], int] = {}
        for position, ignore in enumerate(self._ignores):
            for rule, detail in self._complaints(position, ignore):
                if rule in self._terms.ran:
                    key = (rule.id, ignore.span.path, detail)
                    numbers[key] = numbers.get(key, 0) + 1
                    yield _about(rule, ignore, detail, numbers[key])

    def _complaints(self, position: int, ignore: Ignore) -> Iterator[tuple[Policy, str]]:
        request = ignore.request
        path = ignore.span.path
        if position in self._refused:
            yield rules.NOT_PERMITTED, self._refused[position]
        if _INSTALLED in path or path in self._aside:
            return
        if not _is_own(request):
            if request.flaw and any((position, name) in self._used for name in request.names):
                yield rules.UNUSED, request.flaw
            return
        if request.flaw:
            yield rules.MALFORMED, request.flaw
        elif is_expired(request.until, self._terms.today):
            yield rules.EXPIRED, f"it held until {request.until}"
        else:
            for name in request.names:
                if (position, name) not in self._used:
                    detail = self._unused(name, is_certain=path not in self._partly)
                    if detail:
                        yield rules.UNUSED, detail

    def _unused(self, name: str, *, is_certain: bool) -> str:
        """Why an ignore's name is of no use; empty where the policy was not asked, or not of everything."""
        if any(means("groundrule", name, policy) for policy in self._terms.ran):
            return f"`{name}` finds nothing here" if is_certain else ""
        if any(means("groundrule", name, policy) for policy in self._terms.known):
            return ""
        return f"there is no policy `{name}`{suggestion(name, self._terms.known)}"


def _covered(finding: Finding, cover: Span) -> frozenset[Instance]:
    """The instances of a finding that a stretch covers: it stands there itself, or a call that leads to it."""
    if _holds(cover, finding.place.span) or (finding.header is not None and _holds(cover, finding.header)):
        return frozenset(finding.instances)
    stems = [f"{step.text}." for step in finding.calls if _holds(cover, step.span)]
    if not stems:
        return frozenset()
    from groundrule.engine import without_keys

    return frozenset(
        instance
        for instance in finding.instances
        if any(without_keys(instance.address).startswith(stem) for stem in stems)
    )


def _holds(cover: Span, span: Span) -> bool:
    return cover.source.path == span.source.path and cover.start <= span.start < cover.end


def _dialect(path: str) -> Dialect:
    if path.endswith((".tf", ".tofu")):
        return "terraform"
    return "cloudformation" if path.endswith(TEMPLATES) else "files"


def _about(rule: Policy, ignore: Ignore, detail: str, number: int) -> Finding:
    from hashlib import sha256

    from groundrule.verdict import Outcome

    path = ignore.span.path
    address = repository_path(path)
    identity = told("\0".join((rule.id, address, ",".join(ignore.request.names), detail, str(number))))
    fingerprint = sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return Finding(
        policy=rule,
        outcome=Outcome.DENY,
        severity=rule.severity,
        message=told(f"{rule.title}: {detail}"),
        remedy="",
        reason="",
        place=Place(ignore.span, ""),
        address=address,
        type="",
        dialect=_dialect(path),
        root=path,
        fingerprint=fingerprint,
        instances=(Instance(address, fingerprint),),
    )
