"""One self-contained page: no network, no inline handler, and a policy that lets only its own script and style run."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

from groundrule import __version__
from groundrule.finding import Finding, Run
from groundrule.graph import Skipped, Step
from groundrule.policy import Policy, Severity
from groundrule.report.context import Context
from groundrule.report.drawing import draw
from groundrule.report.frames import Line, frame
from groundrule.report.markup import Markup, head, join, tag, words
from groundrule.report.prose import sections
from groundrule.report.words import coverage_line, cut, plural, severity, waiver

_FRAME: Final = 12
_AROUND: Final = 2
_LINE: Final = 400
_INSTANCES: Final = 12
_CALLS: Final = 6
_WORDS: Final = (*(level.word for level in reversed(Severity)), "unknown", "waived")


def render(run: Run, context: Context) -> str:
    """The report of a run."""
    assets = Path(__file__).parent / "assets"
    style = (assets / "report.css").read_text("utf-8")
    script = (assets / "report.js").read_text("utf-8")
    top = head(f"Groundrule: {_counted(run)}", style, script)
    body = tag("body", *_page(run, context.titles), tag("script", Markup(script)))
    return f"<!DOCTYPE html>\n{tag('html', top, body, lang='en')}\n"


def _counted(run: Run) -> str:
    counts = Counter(_word(finding) for finding in run.findings)
    denied = sum(counts[level.word] for level in Severity)
    return f"{plural(denied, 'finding')}, {counts['unknown']} unknown"


def _word(finding: Finding) -> str:
    return "waived" if finding.waived is not None else severity(finding)


def _page(run: Run, titles: Mapping[str, str]) -> Iterator[Markup]:
    yield tag("a", "To the findings", href="#findings", class_="skip")
    yield tag("div", _header(run), class_="wide")
    yield tag("div", tag("div", _controls(run), class_="wide"), class_="controls")
    sections_ = [tag("section", *_findings(run.findings), id="findings", aria_label="Findings")]
    sections_.append(tag("section", *_matrix(run, titles), id="requirements"))
    sections_.append(tag("section", *_policies(run), id="policies"))
    sections_.append(tag("section", *_coverage(run), id="coverage"))
    yield tag("main", *sections_, class_="wide")
    keys = ((("/"), "search"), ("j", "next finding"), ("k", "previous"), ("Enter", "open or close"))
    pieces = [join([tag("kbd", key), f" {meaning}  "]) for key, meaning in keys]
    yield tag("footer", tag("span", *pieces, class_="keys"), f"Groundrule {__version__}", class_="wide")


def _header(run: Run) -> Markup:
    counts = Counter(_word(finding) for finding in run.findings)
    tiles = [tag("li", tag("b", str(counts[word])), tag("span", word), class_=word) for word in _WORDS]
    links = (
        ("Findings", "findings"),
        ("Requirements", "requirements"),
        ("Policies", "policies"),
        ("Coverage", "coverage"),
    )
    nav = tag("nav", *(tag("a", name, href=f"#{target}") for name, target in links), aria_label="Parts")
    return tag(
        "header",
        tag("h1", "Groundrule report"),
        tag("p", coverage_line(run.coverage)),
        tag("ul", *tiles, class_="tiles"),
        tag("p", nav),
    )


def _controls(run: Run) -> Markup:
    findings = run.findings
    chosen = {
        "severity": [word for word in _WORDS if any(_word(finding) == word for finding in findings)],
        "category": sorted({finding.policy.category.value for finding in findings}),
        "requirement": sorted({name for finding in findings for name in finding.policy.requirements}),
        "root": sorted({finding.root for finding in findings}),
    }
    search = Markup(
        '<input type="search" id="search" placeholder="Search: words, paths, addresses" aria-label="Search">'
    )
    selects = [_select(name, values) for name, values in chosen.items()]
    buttons = (
        tag("button", "Open all", type="button", id="open"),
        tag("button", "Close all", type="button", id="close"),
    )
    count = tag("output", str(len(findings)), id="count", aria_live="polite")
    return tag("form", search, *selects, tag("button", "Clear", type="reset"), *buttons, count)


def _select(name: str, values: Iterable[str]) -> Markup:
    options = [tag("option", f"Any {name}", value="")]
    options += (tag("option", value, value=value) for value in values)
    return tag("select", *options, name=name, aria_label=name.capitalize())


def _findings(findings: Sequence[Finding]) -> Iterator[Markup]:
    if not findings:
        yield tag("p", "Nothing was found.", class_="good")
    for path, group in groupby(findings, key=lambda finding: finding.place.span.path):
        yield tag("div", tag("h2", path, class_="file mono"), *(_finding(item) for item in group), class_="group")


def _finding(finding: Finding) -> Markup:
    word = _word(finding)
    first = finding.place.span.first
    summary = tag(
        "summary",
        tag("span", word, class_="badge"),
        tag("span", words(finding.message), class_="what"),
        tag("span", f"line {first.line}", class_="where mono"),
        tag("span", f"{finding.policy.id} · {finding.address}", class_="id mono"),
    )
    body = tag("div", *_body(finding), class_="body")
    return tag(
        "article",
        tag("details", summary, body),
        class_=f"finding {word}",
        id=finding.fingerprint,
        data_severity=json.dumps([word]),
        data_category=json.dumps([finding.policy.category.value]),
        data_requirement=json.dumps(finding.policy.requirements),
        data_root=json.dumps([finding.root]),
    )


def _body(finding: Finding) -> Iterator[Markup]:
    if finding.waived is not None:
        yield _part("Waived", tag("p", waiver(finding)))
    if finding.reason:
        yield _part("Missing input", tag("p", words(finding.reason)))
    yield _part("Source", tag("pre", *(_row(line) for line in frame(finding.place.span, most=_FRAME, context=_AROUND))))
    if finding.place.origin:
        yield _part("Where the value comes from", _chain(finding.place.origin))
    if finding.remedy:
        yield _part("What would mend it", tag("p", words(finding.remedy)))
    yield tag("div", *_facts(finding), class_="columns")
    if finding.neighbours:
        yield _part("Around it", tag("div", draw(finding.address, finding.neighbours), class_="scroll"))


def _part(heading: str, *content: str) -> Markup:
    return tag("div", tag("h3", heading), *content)


def _row(line: Line) -> Markup:
    number = tag("span", str(line.number), class_="no")
    text = cut(line.text, _LINE)
    if line.mark is None:
        return tag("span", number, text, class_="row")
    start, end = line.mark
    marked = tag("mark", text[start:end]) if text[start:end] else Markup("")
    return tag("span", number, text[:start], marked, text[end:], class_="row hit")


def _chain(steps: Iterable[Step]) -> Markup:
    return tag("ol", *(tag("li", tag("code", step.text), " ", _at(step)) for step in steps), class_="chain")


def _at(step: Step) -> Markup:
    return tag("span", f"{step.span.path}:{step.span.first.line}", class_="at mono")


def _facts(finding: Finding) -> Iterator[Markup]:
    names = [instance.address for instance in finding.instances]
    listed = [tag("li", tag("code", name)) for name in names[:_INSTANCES]]
    if len(names) > _INSTANCES:
        listed.append(tag("li", f"and {len(names) - _INSTANCES} more"))
    yield _part("Resource", tag("p", tag("code", finding.type)), tag("ul", *listed, class_="plain"))
    if finding.chains:
        calls = (" → ".join(step.text for step in chain.calls) for chain in finding.chains[:_CALLS])
        more = len(finding.chains) - _CALLS
        rest = [tag("li", f"and {more} more")] if more > 0 else []
        yield _part("Called by", tag("ul", *(tag("li", tag("code", call)) for call in calls), *rest, class_="plain"))
    if finding.environments:
        yield _part("Environments", tag("p", ", ".join(finding.environments)))
    tags = [tag("span", name, class_="tag") for name in (*finding.policy.requirements, finding.policy.category.value)]
    link = tag("a", finding.policy.title, href=f"#policy-{finding.policy.id}")
    yield _part("Policy", tag("p", link), *tags)
    yield _part("Identity", tag("code", finding.fingerprint))


def _matrix(run: Run, titles: Mapping[str, str]) -> Iterator[Markup]:
    yield tag("h2", "Requirements")
    names = sorted({name for policy in run.policies for name in policy.requirements})
    if not names:
        yield tag("p", "The policies that were selected name no requirement.")
        return
    head = tag(
        "tr", tag("th", "requirement"), tag("th", "policies", class_="n"), *(tag("th", w, class_="n") for w in _WORDS)
    )
    rows = [_requirement(name, titles.get(name, ""), run) for name in names]
    yield tag("div", tag("table", tag("thead", head), tag("tbody", *rows)), class_="scroll")
    yield tag(
        "p", "A requirement is listed if a selected policy checks some of it; no finding is no proof that it is met."
    )


def _requirement(name: str, title: str, run: Run) -> Markup:
    policies = [policy for policy in run.policies if name in policy.requirements]
    counts = Counter(_word(finding) for finding in run.findings if name in finding.policy.requirements)
    cells = [tag("td", str(counts[word]), class_=f"n some {word}" if counts[word] else "n zero") for word in _WORDS]
    return tag("tr", tag("td", tag("code", name), f" {title}"), tag("td", str(len(policies)), class_="n"), *cells)


def _policies(run: Run) -> Iterator[Markup]:
    yield tag("h2", "Policies that found something")
    found = {finding.policy.id: finding.policy for finding in run.findings}
    for name in sorted(found):
        yield _policy(found[name])


def _policy(policy: Policy) -> Markup:
    text = sections(policy)
    # only what is a link to the web becomes one
    sources = [source for source in text.sources if source.startswith("https://")]
    links = [tag("li", tag("a", source, href=source, rel="noreferrer noopener")) for source in sources]
    paragraphs = [tag("p", words(part.replace("\n", " "))) for part in (*text.why.split("\n\n"), text.fix) if part]
    title = tag("h3", policy.title, " ", tag("code", policy.id))
    return tag("div", title, *paragraphs, tag("ul", *links, class_="plain"), class_="policy", id=f"policy-{policy.id}")


def _coverage(run: Run) -> Iterator[Markup]:
    yield tag("h2", "Coverage")
    yield tag("p", coverage_line(run.coverage))
    for heading, items in (("Could not be inspected", run.coverage.skipped), ("Notes", run.coverage.notes)):
        if items:
            yield _part(heading, tag("ul", *map(_skipped, items), class_="plain"))


def _skipped(item: Skipped) -> Markup:
    place = f"{item.path}:{item.line}" if item.line else item.path
    return tag("li", tag("code", place), ": ", words(item.reason))
