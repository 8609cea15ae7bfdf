"""Verdicts over the scenarios that can be reached: denied in all, in some, or in none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple, TypeAlias

from groundrule.graph import Path, Resource, Scenario
from groundrule.value import Truth, Unknown
from groundrule.verdict import Outcome, Verdict

Judge: TypeAlias = Callable[[Resource], Iterable[Verdict]]
_Key: TypeAlias = tuple[Path, int]


class _World(NamedTuple):
    """A scenario in which the resource exists, with what is said of it there: by path, and a number at the path."""

    facts: Mapping[str, bool]
    verdicts: Mapping[_Key, Verdict]


def settled(resource: Resource, verdicts: list[Verdict], judge: Judge) -> list[Verdict]:
    """One policy's verdicts on a resource, decided by its scenarios where they hang on open conditions.

    A denial in some scenarios is one, and its detail names a scenario. What is not decided in a scenario
    stays unknown, as does everything where there are too many scenarios.

    Args:
        resource: the resource.
        verdicts: as they are while the conditions are open.
        judge: the policy.
    """
    if not _hangs_on_conditions(resource, verdicts):
        return verdicts
    scenarios = resource.graph.scenarios(resource)
    if isinstance(scenarios, Unknown):
        return [_untried(verdict, scenarios) for verdict in verdicts]
    if not scenarios:
        return verdicts
    worlds = [_world(scenario, judge) for scenario in scenarios if scenario.resources]
    elsewhere = [scenario.facts for scenario in scenarios if not scenario.resources]
    return [*_denied(worlds, elsewhere), *_unknown(worlds)]


def _hangs_on_conditions(resource: Resource, verdicts: Iterable[Verdict]) -> bool:
    return any(
        verdict.outcome is Outcome.UNKNOWN or (verdict.outcome is Outcome.DENY and resource.exists is Truth.UNKNOWN)
        for verdict in verdicts
    )


def _untried(verdict: Verdict, spent: Unknown) -> Verdict:
    if verdict.outcome is not Outcome.UNKNOWN:
        return verdict
    before = f"{verdict.unknown.reason}; " if verdict.unknown else ""
    return verdict.because(Unknown(before + spent.reason, spent.why, spent.span))


def _world(scenario: Scenario, judge: Judge) -> _World:
    verdicts: dict[_Key, Verdict] = {}
    for resource in scenario.resources:
        for verdict in judge(resource):
            if verdict.outcome is not Outcome.ALLOW:
                number = sum(path == verdict.spot.path for path, _ in verdicts)
                verdicts[verdict.spot.path, number] = verdict
    return _World(scenario.facts, verdicts)


def _denied(worlds: Sequence[_World], elsewhere: Sequence[Mapping[str, bool]]) -> Iterator[Verdict]:
    for key in dict.fromkeys(key for world in worlds for key in world.verdicts):
        hits = [world for world in worlds if key in world.verdicts and world.verdicts[key].outcome is Outcome.DENY]
        if not hits:
            continue
        others = [world.facts for world in worlds if world not in hits]
        words = named([world.facts for world in hits], [*others, *elsewhere])
        verdict = hits[0].verdicts[key]
        yield verdict.said(words) if words else verdict


def _unknown(worlds: Sequence[_World]) -> Iterator[Verdict]:
    """What is unknown in some scenario and denied in none."""
    denied = {key for world in worlds for key, item in world.verdicts.items() if item.outcome is Outcome.DENY}
    seen: set[_Key] = set()
    for world in worlds:
        for key, verdict in world.verdicts.items():
            if verdict.outcome is Outcome.UNKNOWN and key not in denied and key not in seen:
                seen.add(key)
                yield verdict


def named(hits: Sequence[Mapping[str, bool]], others: Sequence[Mapping[str, bool]]) -> str:
    """The shortest words for a scenario among `hits` that leave out all `others`: ``when `IsProd` is false``.

    Empty where there are no others: it is so in every scenario.
    """
    if not others:
        return ""
    facts = list(dict.fromkeys(item for hit in hits for item in hit.items()))
    for size in (1, 2):
        apart = [some for some in combinations(facts, size) if not any(_holds(some, other) for other in others)]
        fitting = [some for some in apart if any(_holds(some, hit) for hit in hits)]
        if fitting:
            # the one that tells of most of the scenarios
            return _worded(max(fitting, key=lambda some: sum(_holds(some, hit) for hit in hits)))
    return _worded(tuple(hits[0].items()))


def _holds(some: Iterable[tuple[str, bool]], facts: Mapping[str, bool]) -> bool:
    return all(facts.get(name) is truth for name, truth in some)


def _worded(some: Iterable[tuple[str, bool]]) -> str:
    return "when " + " and ".join(f"`{name}` is {str(truth).lower()}" for name, truth in some)
