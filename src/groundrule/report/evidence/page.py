"""One self-contained page for an auditor: no network, no script, made to be printed and signed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from groundrule.evidence.assessment import Assessment, Standing, is_accepted
from groundrule.evidence.scope import Evidence, Scope
from groundrule.finding import Coverage, Finding
from groundrule.git import Checkout
from groundrule.graph import Skipped
from groundrule.profile.catalogue import Catalogue, Kind, Requirement
from groundrule.report.markup import Markup, head, join, tag, words
from groundrule.report.words import coverage_line, message, plural, severity, waiver

_CHANGED: Final = 20
_INSTANCES: Final = 12
# a mark besides the colour; only what templates have shown gets a tick
_MARKS: Final = {
    Standing.NOT_SATISFIED: "✗",
    Standing.UNDETERMINED: "?",
    Standing.TO_BE_ATTESTED: "…",
    Standing.WITH_EXCEPTIONS: "!",
    Standing.ATTESTED: "§",
    Standing.SATISFIED: "✓",
    Standing.NOT_APPLICABLE: "–",
}
_MEANINGS: Final = {
    Standing.SATISFIED: "something was inspected for it, and nothing is denied or unknown",
    Standing.WITH_EXCEPTIONS: "all that is denied or unknown has been waived",
    Standing.NOT_SATISFIED: "something is denied, and nobody has permitted to keep it",
    Standing.UNDETERMINED: "an answer is unknown, something could not be inspected, or no policy was asked",
    Standing.TO_BE_ATTESTED: "what no template shows has not been attested, or no longer holds",
    Standing.ATTESTED: "it rests on a signed statement alone",
    Standing.NOT_APPLICABLE: "nothing in scope: no policy of it applies to anything that was found",
}


def render(evidence: Evidence) -> str:
    """The evidence as a page."""
    style = (Path(__file__).parent.parent / "assets" / "evidence.css").read_text("utf-8")
    top = head(_title(evidence.scope), style)
    body = tag("body", tag("a", "To the requirements", href="#requirements", class_="skip"), *_page(evidence))
    return f"<!DOCTYPE html>\n{tag('html', top, body, lang='en')}\n"


def _title(scope: Scope) -> str:
    return f"Evidence: {' and '.join(catalogue.title for catalogue in scope.catalogues)}"


def _page(evidence: Evidence) -> Iterator[Markup]:
    header = (tag("h1", _title(evidence.scope)), *_doubts(evidence))
    yield tag("header", *header, class_="wide")
    sections = [
        tag("section", *_scope(evidence.scope, evidence.coverage), id="scope"),
        tag("section", *_summary(evidence), id="summary"),
        *_coverage(evidence.coverage),
        tag("div", *_requirements(evidence), id="requirements"),
    ]
    yield tag("main", *sections, class_="wide")
    yield tag("footer", tag("p", _origin(evidence.scope)), class_="wide")


def _origin(scope: Scope) -> str:
    return f"Made by Groundrule {scope.tool} from the sources alone: nothing that runs was looked at."


def _doubts(evidence: Evidence) -> Iterator[Markup]:
    """What the reader has to know before anything else."""
    if not evidence.coverage.complete:
        problems = plural(len(evidence.coverage.skipped), "place")
        text = f"{problems} could not be inspected, so that no requirement is satisfied in full: see "
        link = tag("a", "Coverage", href="#coverage")
        yield tag("p", tag("strong", "Incomplete: "), text, link, ".", class_="warn")
    changed = [checkout for checkout in evidence.scope.checkouts if checkout.changed]
    if changed:
        text = "what was judged differs from the commit that is named below."
        yield tag("p", tag("strong", "Uncommitted changes: "), text, class_="warn")


# -- the first page --------------------------------------------------------------------------------------


def _scope(scope: Scope, coverage: Coverage) -> Iterator[Markup]:
    yield tag("h2", "Scope")
    nowhere = [("Commit", tag("span", "none: the paths lie in no repository"))]
    facts = [
        ("Date", tag("time", scope.moment.strftime("%d %B %Y, %H:%M UTC"), datetime=scope.moment.isoformat())),
        ("Paths", join(_listed(tag("code", path) for path in scope.paths))),
        *([(_repository(item), tag("div", *_state(item))) for item in scope.checkouts] or nowhere),
        ("Profile", tag("span", f"{scope.profile.title} ({scope.profile.name}, version {scope.profile.version})")),
        *(("Requirements", tag("span", f"{item.source}; {item.edition}")) for item in scope.catalogues),
        ("Tool", tag("span", f"Groundrule {scope.tool}")),
        *((name, tag("span", value)) for name, value in scope.terms.items()),
        ("Coverage", tag("span", coverage_line(coverage))),
    ]
    yield tag("dl", *(join((tag("dt", name), tag("dd", value))) for name, value in facts))


def _listed(items: Iterable[Markup]) -> Iterator[str]:
    for number, item in enumerate(items):
        yield from (", ", item) if number else (item,)


def _repository(checkout: Checkout) -> str:
    return "Commit" if checkout.root in {".", ".."} else f"Commit of {checkout.root}"


def _state(checkout: Checkout) -> Iterator[str]:
    if checkout.fault:
        yield f"not known: {checkout.fault}"
        return
    yield tag("code", checkout.commit) if checkout.commit else "none yet"
    if not checkout.changed:
        yield ", without uncommitted changes"
        return
    yield f", with {plural(len(checkout.changed), 'uncommitted change')}: "
    yield from _listed(tag("code", name) for name in checkout.changed[:_CHANGED])
    more = len(checkout.changed) - _CHANGED
    if more > 0:
        yield f" and {more} more"


def _summary(evidence: Evidence) -> Iterator[Markup]:
    yield tag("h2", "Summary")
    tiles = [
        tag("li", tag("b", str(evidence.totals.get(item, 0))), tag("span", item.words), class_=item.value)
        for item in _MEANINGS
    ]
    yield tag("ul", *tiles, class_="tiles")
    yield tag(
        "p",
        "Checks are counted once for every policy and every resource that it applies to; denied, unknown and waived"
        " are findings, of which one may stand for several instances.",
        class_="soft",
    )
    for catalogue in evidence.scope.catalogues:
        if len(evidence.scope.catalogues) > 1:
            yield tag("h3", catalogue.title)
        yield _table(catalogue, evidence.of(catalogue))
    yield tag("h3", "What the verdicts mean")
    meanings = [join((tag("dt", _badge(item)), tag("dd", text))) for item, text in _MEANINGS.items()]
    yield tag("dl", *meanings)


def _badge(standing: Standing) -> Markup:
    mark = tag("span", _MARKS[standing], aria_hidden="true")
    return tag("span", mark, f" {standing.words}", class_=f"badge {standing.value}")


def _table(catalogue: Catalogue, items: Sequence[Assessment]) -> Markup:
    names = ("checks", "denied", "unknown", "waived")
    heads = [tag("th", name, scope="col") for name in ("id", "requirement", "kind", "verdict")]
    heads += [tag("th", name, scope="col", class_="n") for name in names]
    body = [_line(item) for item in items]
    caption = tag("caption", catalogue.title, class_="skip")
    return _scrolling(tag("table", caption, tag("thead", tag("tr", *heads)), tag("tbody", *body)), catalogue.title)


def _scrolling(table: Markup, label: str) -> Markup:
    """A table that a narrow screen may scroll, by keys too."""
    return tag("div", table, class_="scroll", tabindex="0", role="region", aria_label=label)


def _line(item: Assessment) -> Markup:
    row, counts = item.requirement, item.counts
    numbers = (counts.checks, counts.denied, counts.unknown, counts.waived)
    return tag(
        "tr",
        tag("th", tag("a", row.id, href=f"#{row.id}"), scope="row"),
        tag("td", row.title, class_="title"),
        tag("td", row.kind.words),
        tag("td", _badge(item.standing)),
        *(tag("td", str(number), class_="n") for number in numbers),
    )


def _coverage(coverage: Coverage) -> Iterator[Markup]:
    """What was not inspected, and why not."""
    lists = (("Could not be inspected", coverage.skipped), ("Not looked at, and other notes", coverage.notes))
    parts = [
        join((tag("h4", heading), tag("ul", *map(_skipped, items), class_="plain")))
        for heading, items in lists
        if items
    ]
    if parts:
        yield tag("section", tag("h2", "Coverage"), *parts, id="coverage")


def _skipped(item: Skipped) -> Markup:
    place = f"{item.path}:{item.line}" if item.line else item.path
    return tag("li", tag("code", place), ": ", words(item.reason))


# -- the requirements ------------------------------------------------------------------------------------


def _requirements(evidence: Evidence) -> Iterator[Markup]:
    for catalogue in evidence.scope.catalogues:
        rows = [_requirement(item) for item in evidence.of(catalogue)]
        yield tag("section", tag("h2", catalogue.title, class_="fresh"), *rows)


def _requirement(item: Assessment) -> Markup:
    row = item.requirement
    heading = tag("h3", tag("span", row.id, class_="mono"), f" {row.title}")
    head = tag("div", heading, _badge(item.standing), class_="head")
    return tag("article", head, *_body(item), class_=f"row {item.standing.value}", id=row.id)


def _body(item: Assessment) -> Iterator[Markup]:
    row, counts = item.requirement, item.counts
    yield tag("p", row.text)
    if item.reasons:
        yield tag("p", words(f"{item.reasons[0][0].upper()}{'; '.join(item.reasons)[1:]}."))
    if item.by_templates is not None:
        told = f"Templates show ({row.kind.words}): {row.shows} " if row.shows else ""
        checks = plural(counts.checks, "check")
        amount = f"{checks}, {counts.denied} denied, {counts.unknown} unknown, {counts.waived} waived."
        yield tag("p", f"{told}{amount}", class_="soft")
    if item.findings:
        yield _findings(row, item.findings)
    if row.kind is not Kind.CHECKED:
        yield _attestation(item)
    yield from _policies(item)


def _policies(item: Assessment) -> Iterator[Markup]:
    """Who was asked, who had anything to say to it, and who was not asked."""
    applied = [f"{name} ×{number}" for name, number in item.applied.items()]
    others = [policy.id for policy in item.asked if policy.id not in item.applied]
    left_out = [policy.id for policy in item.left_out]
    for label, names in (
        ("Policies that applied", applied),
        ("Policies without anything to apply to", others),
        ("Policies not selected", left_out),
    ):
        if names:
            yield tag("p", f"{label} ({len(names)}): ", *_listed(tag("code", name) for name in names), class_="names")


def _findings(row: Requirement, findings: Sequence[Finding]) -> Markup:
    heads = [tag("th", name, scope="col") for name in ("severity", "where", "what", "waiver")]
    if not any(finding.waived for finding in findings):
        heads.pop()
    rows = [_finding(finding, waivers=len(heads) == 4) for finding in findings]
    return _scrolling(tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *rows)), f"Findings for {row.id}")


def _finding(finding: Finding, *, waivers: bool) -> Markup:
    span = finding.place.span
    addresses = [instance.address for instance in finding.instances]
    shown = ", ".join(addresses[:_INSTANCES])
    more = f" and {len(addresses) - _INSTANCES} more" if len(addresses) > _INSTANCES else ""
    word = severity(finding)
    cells = [
        tag("td", f"waived ({word})" if is_accepted(finding) else word),
        tag(
            "td",
            tag("code", f"{span.path}:{span.first.line}"),
            Markup("<br>"),
            tag("code", shown + more),
            class_="where",
        ),
        tag("td", words(message(finding)), " ", tag("code", finding.policy.id), class_="what"),
    ]
    if waivers:
        cells.append(tag("td", _waiver(finding), class_="what"))
    return tag("tr", *cells)


def _waiver(finding: Finding) -> str:
    if finding.waived is None:
        return ""
    return waiver(finding) + ("" if finding.waived.approver or not is_accepted(finding) else "; no approver is named")


def _attestation(item: Assessment) -> Markup:
    demand = tag("p", item.requirement.attest)
    blanks = ("Name", "Role", "Date", "Valid until", "Signature")
    lines = tag("div", *(tag("span", blank) for blank in blanks), class_="lines")
    statement = item.attestation
    if statement is None:
        return tag("div", tag("h4", "To be attested"), demand, lines, class_="sign")
    title = "Attested" if item.attested else "To be attested anew: the statement does not hold"
    quoted = tag("blockquote", tag("p", statement.statement))
    signed = tag("p", f"{statement.by}, {statement.signed}; valid until {statement.expires}")
    rest = () if item.attested else (lines,)
    return tag("div", tag("h4", title), demand, quoted, signed, *rest, class_="sign")
