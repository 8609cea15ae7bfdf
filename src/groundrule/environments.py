"""One tree judged under several inputs: `--env prod=prod.tfvars --env dev=dev.tfvars`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from groundrule.discovery import Found
from groundrule.engine import distinct
from groundrule.finding import Coverage, Finding, Run, order
from groundrule.graph import Skipped
from groundrule.loading import Inputs, Sources
from groundrule.parameters import NONE_SET, Values
from groundrule.policy import Policy
from groundrule.run import Progress, run


def run_environments(  # noqa: PLR0913 - each is named at the call
    found: Found,
    policies: Sequence[Policy],
    environments: Mapping[str, Inputs],
    progress: Progress | None = None,
    sources: Sources | None = None,
    *,
    surroundings: bool = False,
    parameters: Values = NONE_SET,
) -> Run:
    """Judge everything once for each environment; a finding says for which.

    Args:
        found: modules and templates.
        policies: the chosen ones.
        environments: each one's name and inputs.
        progress: told how many of how many modules and files are done, for each environment anew.
        sources: what has been parsed already.
        surroundings: whether the findings tell what their resources are tied to.
        parameters: what the profile sets.
    """
    sources = sources or Sources(found)
    runs = {
        name: run(found, policies, inputs, progress, sources, surroundings=surroundings, parameters=parameters)
        for name, inputs in environments.items()
    }
    marked = {source.path: source for outcome in runs.values() for source in outcome.marked}
    roots = frozenset[str]().union(*(outcome.roots for outcome in runs.values()))
    findings = distinct(_merged(runs))
    return Run(
        findings=findings,
        coverage=_coverage(runs),
        marked=tuple(marked.values()),
        roots=roots,
        policies=tuple(policies),
        aside=frozenset[str]().union(*(outcome.aside for outcome in runs.values())),
        partly=frozenset[str]().union(*(outcome.partly for outcome in runs.values())),
        inspected=sum((Counter(outcome.inspected) for outcome in runs.values()), Counter[str]()),
    )


def _merged(runs: Mapping[str, Run]) -> Iterator[Finding]:
    first: dict[tuple[object, ...], Finding] = {}
    names: dict[tuple[object, ...], list[str]] = {}
    for name, outcome in runs.items():
        for finding in outcome.findings:
            key = (finding.fingerprint, finding.outcome, finding.message, finding.place.span.start)
            first.setdefault(key, finding)
            names.setdefault(key, []).append(name)
    found = [finding._replace(environments=tuple(names[key])) for key, finding in first.items()]
    yield from sorted(found, key=order)


def _coverage(runs: Mapping[str, Run]) -> Coverage:
    every = [outcome.coverage for outcome in runs.values()]
    return Coverage(
        files=max(coverage.files for coverage in every),
        resources=sum(coverage.resources for coverage in every),
        policies=every[0].policies,
        skipped=_together({name: outcome.coverage.skipped for name, outcome in runs.items()}),
        notes=_together({name: outcome.coverage.notes for name, outcome in runs.items()}),
        crashed=any(coverage.crashed for coverage in every),
    )


def _together(by_name: Mapping[str, Iterable[Skipped]]) -> tuple[Skipped, ...]:
    """Each once; what only some environments have says which."""
    names: dict[Skipped, list[str]] = {}
    for name, items in by_name.items():
        for item in items:
            names.setdefault(item, []).append(name)
    together = [
        item if len(having) == len(by_name) else item._replace(reason=f"in {', '.join(having)}: {item.reason}")
        for item, having in names.items()
    ]
    return tuple(sorted(together))
