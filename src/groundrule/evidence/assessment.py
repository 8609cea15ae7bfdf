"""Findings and attestations → how each requirement stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import NamedTuple

from groundrule.evidence.attestations import Attestation
from groundrule.finding import Finding, Run
from groundrule.policy import Policy
from groundrule.profile.catalogue import Kind, Requirement
from groundrule.profile.service import serving
from groundrule.verdict import Outcome


class Standing(Enum):
    """How a requirement stands."""

    NOT_SATISFIED = "not-satisfied"
    """Something is denied, and nobody has permitted to keep it."""
    UNDETERMINED = "undetermined"
    """An answer is unknown, or not everything could be inspected, or no policy of it was asked."""
    TO_BE_ATTESTED = "to-be-attested"
    """What no template shows has not been attested."""
    WITH_EXCEPTIONS = "satisfied-with-exceptions"
    """What is denied or unknown has been waived."""
    ATTESTED = "attested"
    """It rests on a signed statement alone."""
    SATISFIED = "satisfied"
    """Something was inspected for it, and nothing is denied or unknown."""
    NOT_APPLICABLE = "not-applicable"
    """Nothing was found that any policy of it applies to."""

    @property
    def words(self) -> str:
        """The standing for people."""
        return self.value.replace("-", " ")


class Counts(NamedTuple):
    """What the policies of one requirement said.

    Attributes:
        checks: how often one of them was asked of a resource that it applies to.
        denied: findings that count, denials.
        unknown: findings that count, unknown verdicts.
        waived: findings that somebody has permitted to keep.
        known: those among the denied and unknown that a baseline knows.
    """

    checks: int
    denied: int
    unknown: int
    waived: int
    known: int


class Assessment(NamedTuple):
    """How one requirement stands, and why.

    Attributes:
        requirement: the row.
        standing: on the whole.
        by_templates: as far as templates show it; None where they show nothing.
        reasons: why it stands so, for people.
        counts: what its policies said.
        asked: its policies that were selected.
        applied: those of them that applied to anything, with the number of resources.
        left_out: its policies that were not.
        findings: of its policies, in the order of their places.
        attestation: the statement, whether or not it holds.
        attested: whether it holds.
    """

    requirement: Requirement
    standing: Standing
    by_templates: Standing | None
    reasons: tuple[str, ...]
    counts: Counts
    asked: tuple[Policy, ...]
    applied: Mapping[str, int]
    left_out: tuple[Policy, ...]
    findings: tuple[Finding, ...]
    attestation: Attestation | None
    attested: bool


class Judged(NamedTuple):
    """What an assessment rests on.

    Attributes:
        run: with what ignores, waivers and a baseline keep marked as waived.
        selected: the policies that were asked, rules about ignores included.
        known: all policies that there are.
        attestations: by requirement.
        day: on which they have to hold.
    """

    run: Run
    selected: Sequence[Policy]
    known: Sequence[Policy]
    attestations: Mapping[str, Attestation]
    day: date


def is_accepted(finding: Finding) -> bool:
    """Whether somebody has permitted to keep a finding. A baseline is no permission: it only tells what is not new."""
    return finding.waived is not None and finding.waived.by != "baseline"


def assess(requirement: Requirement, judged: Judged) -> Assessment:
    """How a requirement stands.

    Args:
        requirement: the row.
        judged: what was found.
    """
    policies = serving(requirement, judged.known)
    chosen = {policy.id for policy in judged.selected}
    asked = tuple(policy for policy in policies if policy.id in chosen)
    names = {policy.id for policy in asked}
    findings = tuple(finding for finding in judged.run.findings if finding.policy.id in names)
    applied = {policy.id: judged.run.inspected[policy.id] for policy in asked if policy.id in judged.run.inspected}
    counts = _counts(findings, sum(applied.values()))
    shown = None
    if requirement.kind is not Kind.ATTESTED:
        shown = _by_templates(counts, is_asked=bool(asked), is_complete=judged.run.coverage.complete)
    attestation = judged.attestations.get(requirement.id)
    attested = attestation is not None and not attestation.fault(judged.day)
    reasons = [] if shown is None else [*_basis(policies, asked, counts), *_told(counts)]
    if shown is Standing.UNDETERMINED and not judged.run.coverage.complete:
        reasons.append("the run is incomplete: what could not be inspected may break it")
    if requirement.kind is not Kind.CHECKED:
        reasons.append(_of_attestation(requirement.kind, attestation, judged.day))
    return Assessment(
        requirement=requirement,
        standing=_standing(requirement.kind, shown, attested=attested),
        by_templates=shown,
        reasons=tuple(reasons),
        counts=counts,
        asked=asked,
        applied=applied,
        left_out=tuple(policy for policy in policies if policy.id not in chosen),
        findings=findings,
        attestation=attestation,
        attested=attested,
    )


def _counts(findings: Sequence[Finding], checks: int) -> Counts:
    open_ = [finding for finding in findings if not is_accepted(finding)]
    denied = sum(finding.outcome is Outcome.DENY for finding in open_)
    known = sum(finding.waived is not None for finding in open_)
    return Counts(checks, denied, len(open_) - denied, len(findings) - len(open_), known)


def _by_templates(counts: Counts, *, is_asked: bool, is_complete: bool) -> Standing:
    if counts.denied:
        return Standing.NOT_SATISFIED
    if counts.unknown or not is_asked or not is_complete:
        return Standing.UNDETERMINED
    if counts.waived:
        return Standing.WITH_EXCEPTIONS
    return Standing.SATISFIED if counts.checks else Standing.NOT_APPLICABLE


def _standing(kind: Kind, shown: Standing | None, *, attested: bool) -> Standing:
    if shown is None:
        return Standing.ATTESTED if attested else Standing.TO_BE_ATTESTED
    if kind is Kind.CHECKED or shown in {Standing.NOT_SATISFIED, Standing.UNDETERMINED}:
        return shown
    if not attested:
        return Standing.TO_BE_ATTESTED
    return Standing.ATTESTED if shown is Standing.NOT_APPLICABLE else shown


def _basis(policies: Sequence[Policy], asked: Sequence[Policy], counts: Counts) -> Iterator[str]:
    """Why there is nothing to go by."""
    if not policies:
        yield "there is no policy that checks it"
    elif not asked:
        yield "none of its policies was selected"
    elif not counts.checks:
        yield "nothing in scope: none of its policies applies to anything that was found"


def _told(counts: Counts) -> Iterator[str]:
    if counts.denied:
        yield f"{counts.denied} denied"
    if counts.unknown:
        yield f"{counts.unknown} unknown: an input is missing"
    if counts.known:
        yield f"{counts.known} of them known from the baseline, which permits nothing"
    if counts.waived:
        yield f"{counts.waived} waived"


def _of_attestation(kind: Kind, attestation: Attestation | None, day: date) -> str:
    what = "what no template shows" if kind is Kind.PARTLY else "all of it"
    if attestation is None:
        return f"{what} has still to be attested"
    return attestation.fault(day) or f"{what} is attested by {attestation.by} until {attestation.expires}"
