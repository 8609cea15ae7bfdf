"""Graphs × policies → findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from groundrule import graph
from groundrule.digests import digest
from groundrule.errors import GroundruleError
from groundrule.finding import MOST_CHAINS, Chain, Finding, Instance
from groundrule.graph import Graph, Place, Skipped, Step
from groundrule.parameters import NONE_SET, Values
from groundrule.policy import Category, Policy, Verdicts
from groundrule.scenarios import settled
from groundrule.secrecy import conceal, is_concealed, told
from groundrule.subject import Resource
from groundrule.tree import repository_path
from groundrule.verdict import Outcome, Verdict

_SENSITIVE = "`{name}` has a sensitive value that is not as it must be"


class Judgement(NamedTuple):
    """What the policies say of one graph.

    Attributes:
        findings: in the order of their places.
        failures: the policies that failed on a resource.
        inspected: by policy, the number of resources that it applied to.
    """

    findings: tuple[Finding, ...]
    failures: tuple[Skipped, ...]
    inspected: Mapping[str, int] = {}


def judge(
    resources: Graph,
    policies: Iterable[Policy],
    concerns: Callable[[graph.Resource], bool] | None = None,
    parameters: Values = NONE_SET,
    root: str | None = None,
) -> Judgement:
    """Every policy's verdicts over one graph, as findings in the order of their places.

    Args:
        resources: all of them; each policy sees its neighbours.
        policies: the chosen ones.
        concerns: which resources are judged; all by default.
        parameters: what the profile sets.
        root: what identities call the root; its own path by default.
    """
    resources.parameters = parameters
    named = repository_path(resources.root if root is None else root)
    grouped: dict[tuple[object, ...], list[tuple[Policy, Verdict]]] = {}
    failures: list[Skipped] = []
    inspected: dict[str, int] = {}
    for policy in policies:
        if resources.types.isdisjoint(policy.resources):
            continue
        for resource in resources.of_type(*policy.resources):
            if resource.settled or (concerns is not None and not concerns(resource)):
                continue
            try:
                verdicts = _judged(policy, resource)
            except Exception as error:  # noqa: BLE001 - a policy's failure is reported, never a pass
                failures.append(_failure(policy, resource, error))
                continue
            if verdicts is None:
                continue
            inspected[policy.id] = inspected.get(policy.id, 0) + 1
            for verdict in verdicts:
                if verdict.outcome is not Outcome.ALLOW:
                    grouped.setdefault(_place_key(policy, verdict), []).append((policy, verdict))
    findings = _told_once([_finding(policy, verdicts, named) for policy, verdicts in _groups(grouped)])
    return Judgement(distinct(sorted(findings, key=_order)), tuple(failures), inspected)


def distinct(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, each with an identity of its own.

    What a policy has to say twice of one attribute (two ports, two instances that are at fault differently) is told
    apart by its number: no value enters an identity, and none of them can hide behind another.
    """
    taken: set[str] = set()
    of_instances: set[str] = set()
    return tuple(
        finding._replace(
            fingerprint=_free(finding.fingerprint, taken),
            instances=tuple(
                item._replace(fingerprint=_free(item.fingerprint, of_instances)) for item in finding.instances
            ),
        )
        for finding in findings
    )


def _free(fingerprint: str, taken: set[str]) -> str:
    """The identity itself where it is the first of its kind, else one made of it and a number."""
    free, number = fingerprint, 1
    while free in taken:
        number += 1
        free = _digest(fingerprint, str(number))
    taken.add(free)
    return free


def _digest(*parts: str) -> str:
    return digest("sha256", "\0".join(parts).encode("utf-8", "surrogatepass")).hex()[:32]


def _judged(policy: Policy, resource: graph.Resource) -> list[Verdict] | None:
    """A policy's verdicts on a resource; None where it does not apply."""
    answer = policy.check(Resource(resource))
    if answer is None:
        return None
    verdicts = list(_listed(answer))
    if verdicts and all(verdict.idle for verdict in verdicts):
        return None
    return settled(resource, verdicts, partial(_verdicts, policy))


def _verdicts(policy: Policy, resource: graph.Resource) -> Iterable[Verdict]:
    return _listed(policy.check(Resource(resource)))


def _listed(answer: Verdicts) -> Iterable[Verdict]:
    if answer is None:
        return ()
    return (answer,) if isinstance(answer, Verdict) else answer


def _failure(policy: Policy, resource: graph.Resource, error: Exception) -> Skipped:
    # the text of an arbitrary exception may hold a value of the template; its type does not
    text = str(error) if isinstance(error, GroundruleError) else type(error).__name__
    reason = told(f"policy `{policy.id}` failed on `{resource.address}`: {text}")
    return Skipped(resource.header.path, resource.header.first.line, reason)


def _place_key(policy: Policy, verdict: Verdict) -> tuple[object, ...]:
    """Instances of one block share their findings: what is at fault is the block."""
    resource = verdict.spot.resource
    header = resource.header
    said = tuple((item.spot.path, item.detail) for item in (verdict, *verdict.besides))
    return (policy.id, verdict.outcome, header.path, header.start, said)


def _groups(
    grouped: dict[tuple[object, ...], list[tuple[Policy, Verdict]]],
) -> Iterator[tuple[Policy, list[Verdict]]]:
    for pairs in grouped.values():
        yield pairs[0][0], [verdict for _, verdict in pairs]


def _finding(policy: Policy, verdicts: list[Verdict], root: str) -> Finding:
    first = verdicts[0]
    resource = first.spot.about
    place, _ = _place(policy, first)
    detail = told("; ".join(dict.fromkeys(_details(policy, first))))
    reason = told(first.unknown.reason) if first.unknown else ""
    return Finding(
        policy=policy,
        outcome=first.outcome,
        severity=max(policy.severity_of(item) for item in verdicts),
        message=f"{policy.title}: {detail}" if detail else policy.title,
        remedy=first.remedy.replace("{name}", place.words),
        reason=reason,
        place=place,
        address=told(resource.address),
        type=resource.native_type,
        dialect=resource.graph.dialect,
        root=resource.graph.root,
        fingerprint=_fingerprint(policy, root, without_keys(resource.key), first),
        instances=tuple(
            Instance(told(v.spot.about.address), _fingerprint(policy, root, v.spot.about.key, v)) for v in verdicts
        ),
        chains=tuple(_chains(policy, verdicts)),
        header=resource.header,
        calls=tuple(_calls(verdicts)),
        known_as=resource.known_as,
    )


def _told_once(findings: list[Finding]) -> list[Finding]:
    """The findings without those of general policies on texts of which others tell.

    What several general policies deny is told where it stands.
    """
    told: dict[object, list[Finding]] = {}
    for finding in findings:
        told.setdefault(_text_at_fault(finding), []).append(finding)
    return [finding for finding in findings if not _is_repeated(finding, told[_text_at_fault(finding)])]


def _text_at_fault(finding: Finding) -> object:
    """The category, and the place at which the chain of the value begins."""
    span = finding.place.origin[-1].span if finding.place.origin else finding.place.span
    return finding.policy.category, span.path, span.start, span.end


def _is_repeated(finding: Finding, others: Iterable[Finding]) -> bool:
    if not finding.policy.general or finding.outcome is not Outcome.DENY:
        return False
    denied = (other for other in others if other.outcome is Outcome.DENY and other is not finding)
    return any(_makes_superfluous(other, finding) for other in denied)


def _makes_superfluous(other: Finding, finding: Finding) -> bool:
    """Whether another finding on the same text is enough: a special one, the one at the text, one of two at a place."""
    if not other.policy.general:
        return True
    if other.place.span == finding.place.span:
        return other.policy.id > finding.policy.id
    return bool(finding.place.origin) and not other.place.origin


def _details(policy: Policy, verdict: Verdict) -> Iterator[str]:
    """What is the matter, with each `{name}` in the words of its own place."""
    for item in (verdict, *verdict.besides):
        if item.detail:
            place, hidden = _place(policy, item)
            # the detail tells the value
            detail = _SENSITIVE if hidden and policy.category is not Category.SECRETS else item.detail
            yield detail.replace("{name}", place.words)


def _place(policy: Policy, verdict: Verdict) -> tuple[Place, bool]:
    """Where a verdict stands, and whether the value there may not be shown."""
    place = verdict.spot.resource.locate(verdict.spot.path)
    hidden = policy.category is Category.SECRETS or is_concealed(place)
    return (conceal(place) if hidden else place), hidden


def _chains(policy: Policy, verdicts: list[Verdict]) -> Iterator[Chain]:
    """One for each instance of the module."""
    seen: set[str] = set()
    for verdict in verdicts:
        calls = tuple(Step(step.span, told(step.text)) for step in verdict.spot.resource.calls())
        if calls and calls[-1].text not in seen and len(seen) < MOST_CHAINS:
            seen.add(calls[-1].text)
            yield Chain(calls, _place(policy, verdict)[0].origin)


def _calls(verdicts: list[Verdict]) -> Iterator[Step]:
    """The module calls on the way to the instances, each block once."""
    seen: set[tuple[str, int, str]] = set()
    for verdict in verdicts:
        for step in verdict.spot.resource.calls():
            address = without_keys(step.text)
            key = (step.span.path, step.span.start, address)
            if key not in seen:
                seen.add(key)
                yield Step(step.span, told(address))


def _fingerprint(policy: Policy, root: str, address: str, verdict: Verdict) -> str:
    """The identity of a finding: policy, root (as the repository names it), address and attribute path.

    No value enters it: a short password could be found again by trying. A key of an instance or an attribute's name
    that has the shape of a secret enters it masked.
    """
    path = ".".join(str(step) for step in verdict.spot.path)
    return _digest(policy.id, root, told(address), told(path))


def without_keys(key: str) -> str:
    """An address without its instance keys: `module.a["x"].b.c[0]` → `module.a.b.c`."""
    pieces: list[str] = []
    rest = key
    while "[" in rest:
        head, _, tail = rest.partition("[")
        pieces.append(head)
        if tail.startswith('"'):
            end = tail.find('"]', 1)
            rest = tail[end + 2 :] if end >= 0 else ""
        else:
            rest = tail.partition("]")[2]
    return "".join(pieces) + rest


def _order(finding: Finding) -> tuple[str, int, int, str]:
    span = finding.place.span
    return (span.path, span.start, span.end, finding.policy.id)
