"""One run: the graphs of what was found → findings and coverage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from groundrule import lifecycle
from groundrule.discovery import Found
from groundrule.engine import distinct, judge
from groundrule.finding import Coverage, Finding, Run, order
from groundrule.graph import Gap, Graph, Resource, Skipped
from groundrule.loading import Inputs, Sources, directory_of, load
from groundrule.parameters import NONE_SET, Values
from groundrule.policy import Policy
from groundrule.secrecy import conceal_declared, told
from groundrule.source import Source
from groundrule.vocabulary.parameters import LIST_DAYS

OWN_MARK: Final = "groundrule"
Progress: TypeAlias = Callable[[int, int], None]


def run(  # noqa: PLR0913 - each is named at the call
    found: Found,
    policies: Sequence[Policy],
    inputs: Inputs,
    progress: Progress | None = None,
    sources: Sources | None = None,
    *,
    surroundings: bool = False,
    parameters: Values = NONE_SET,
) -> Run:
    """Judge everything that was found.

    Args:
        found: modules and templates.
        policies: the chosen ones.
        inputs: values from outside.
        progress: told how many of how many modules and files are done.
        sources: what has been parsed already.
        surroundings: whether the findings tell what their resources are tied to.
        parameters: what the profile sets.
    """
    findings: list[Finding] = []
    skipped: dict[Skipped, None] = {}
    files = resources = 0
    crashed = False
    sources = sources or Sources(found)
    marked: list[Source] = []
    roots: set[str] = set()
    types: set[str] = set()
    inspected: Counter[str] = Counter()
    for done, loaded in enumerate(load(sources, inputs)):
        if progress is not None:
            progress(done, len(found.modules) + len(found.candidates))
        files += loaded.files
        crashed = crashed or loaded.crashed
        skipped.update(dict.fromkeys(loaded.skipped))
        if loaded.template is not None and OWN_MARK in loaded.template.text:
            marked.append(loaded.template)
        if loaded.graph is None:
            continue
        roots.add(loaded.graph.root)
        named = found.moved.get(loaded.graph.root)
        judgement = judge(loaded.graph, policies, _concern(loaded.graph, found), parameters, named)
        if judgement.findings:
            conceal_declared(loaded.graph)
        resources += len(loaded.graph.resources)
        types |= loaded.graph.types
        inspected.update(judgement.inspected)
        reported = _reported(judgement.findings, found)
        findings += _with_neighbours(reported, loaded.graph) if surroundings else reported
        skipped.update(dict.fromkeys(judgement.failures))
        skipped.update(dict.fromkeys(loaded.graph.skipped))
    skipped.update(dict.fromkeys(_old_tables(policies, parameters, types)))
    wrong, gaps = _told(skipped)
    coverage = Coverage(files, resources, len(policies), wrong, gaps, crashed)
    modules = [source for source in sources.modules.files if OWN_MARK in source.text] if found.modules else []
    return Run(
        findings=distinct(sorted(_once(findings), key=order)),
        coverage=coverage,
        marked=(*marked, *modules),
        roots=frozenset(roots),
        policies=tuple(policies),
        aside=frozenset(source.path for source in modules if not _is_reported(source.path, found)),
        partly=frozenset(source.path for source in modules if _is_partly_reported(source.path, found)),
        inspected=inspected,
    )


def _told(skipped: Iterable[Skipped]) -> tuple[tuple[Skipped, ...], tuple[Gap, ...]]:
    """What was passed over, without what is secret: what makes the run incomplete, and what is only noted."""
    heard = {item._replace(reason=told(item.reason)) for item in skipped}
    wrong = sorted(item for item in heard if not isinstance(item, Gap))
    return tuple(wrong), tuple(sorted(item for item in heard if isinstance(item, Gap)))


def _is_reported(path: str, found: Found) -> bool:
    """Whether anything that stands in a module's file is reported."""
    directory = directory_of(path)
    if found.changed:
        return directory in found.touched or path in found.changed
    return directory in found.modules and (path in found.named or not _is_named(directory, found))


def _is_partly_reported(path: str, found: Found) -> bool:
    """Whether some of what a module's file leads to may not be reported: it may stand in other files."""
    return bool(found.changed) or _is_named(directory_of(path), found)


def _is_named(directory: str, found: Found) -> bool:
    return any(directory_of(file) == directory for file in found.named)


def _once(findings: Iterable[Finding]) -> Iterable[Finding]:
    """Findings less those that a plan and its sources both give, or several deployments of a template."""
    return {(f.fingerprint, f.outcome, f.message, f.place.span.start): f for f in findings}.values()


def _old_tables(policies: Iterable[Policy], parameters: Values, types: Iterable[str]) -> Iterator[Gap]:
    old = [table.product for table in lifecycle.stale()]
    if old:
        reason = f"what Groundrule knows of ended versions is more than a year old ({', '.join(old)}): update it"
        yield Gap("groundrule", 0, reason)
    if any(LIST_DAYS in policy.parameters for policy in policies):
        from groundrule.eligibility import outdated
        from groundrule.vocabulary.services import service_of

        providers = {service.provider for service in map(service_of, types) if service is not None}
        for found in outdated(LIST_DAYS.of(parameters), sorted(providers)):
            held = f"the list of services of `{found.provider}` that are HIPAA-eligible is of {found.date}"
            reason = f"{held}: compare it with {found.source}, and set `eligible-services`"
            yield Gap("groundrule", 0, reason)


def _with_neighbours(findings: Iterable[Finding], graph: Graph) -> Iterator[Finding]:
    from groundrule.surroundings import neighbours

    tied = neighbours(graph)
    for finding in findings:
        yield finding._replace(neighbours=tied.get(finding.address, ()))


def _reported(findings: Sequence[Finding], found: Found) -> Iterator[Finding]:
    for finding in findings:
        path = finding.place.span.path
        if found.changed:
            if _is_touched(finding, found):
                yield finding
            continue
        if path in found.named or not _is_named(directory_of(path), found):
            yield finding


def _is_touched(finding: Finding, found: Found) -> bool:
    """Whether it stands in a touched module, or came about by a changed call or value of a caller."""
    place = finding.place
    steps = [*place.origin, *(step for chain in finding.chains for step in (*chain.calls, *chain.origin))]
    paths = {place.span.path, *(step.span.path for step in steps)}
    return directory_of(place.span.path) in found.touched or not found.changed.isdisjoint(paths)


def _concern(graph: Graph, found: Found) -> Callable[[Resource], bool] | None:
    """Which resources of a root have to be judged: all, unless it is there only as the caller of a touched module."""
    if graph.dialect != "terraform" or not found.changed or graph.root in found.touched:
        return None
    touched = found.touched

    def is_concerned(resource: Resource) -> bool:
        paths = (resource.header.path, *(step.span.path for step in resource.calls()))
        return any(directory_of(path) in touched or path in found.changed for path in paths)

    return is_concerned
