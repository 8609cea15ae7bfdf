"""Findings: what reports print, and what a run amounts to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal, NamedTuple

from groundrule.graph import Place, Skipped, Step
from groundrule.policy import Policy
from groundrule.source import Source, Span
from groundrule.verdict import Outcome, Severity

MOST_CHAINS: Final = 25


class Instance(NamedTuple):
    """One resource instance that a finding is about."""

    address: str
    fingerprint: str


class Chain(NamedTuple):
    """One of the ways by which a module that is at fault is called.

    Attributes:
        calls: the calls from the root to the module, outermost first.
        origin: the way of the value in this instance of the module.
    """

    calls: tuple[Step, ...]
    origin: tuple[Step, ...]


class Waiver(NamedTuple):
    """Why a finding is kept and does not fail the run.

    Attributes:
        by: `inline` (a comment or metadata in the file), `waiver` (the security office's file) or `baseline`.
        reason: in its author's words; may be empty for a baseline.
        approver: who allowed it; empty where nobody is named.
        expires: the last day on which it holds, as `2027-01-31`; empty for ever.
    """

    by: Literal["inline", "waiver", "baseline"]
    reason: str = ""
    approver: str = ""
    expires: str = ""


class Change(NamedTuple):
    """What a change of the sources did to bring a finding in.

    Attributes:
        kind: `new` where what is at fault was written or altered itself, `input` where it stands as it stood and a
            value that it depends on is another, `worse` where a known finding has become one of more weight.
        steps: the links of the value's chain, or the calls, that the change touched; may be empty for an `input`
            that nothing on the chain tells of (a setting that was removed).
    """

    kind: Literal["new", "input", "worse"]
    steps: tuple[Step, ...] = ()


class Neighbour(NamedTuple):
    """A reference between the resource of a finding and another one.

    Attributes:
        address: of the other resource.
        attribute: the attribute that refers.
        outgoing: whether it is the finding's resource that refers to the other.
    """

    address: str
    attribute: str
    outgoing: bool


class Finding(NamedTuple):
    """A denial or an unknown verdict at one place.

    Attributes:
        policy: what it violates (or may violate).
        outcome: `DENY` or `UNKNOWN`.
        severity: the policy's, or the verdict's own where the consequence differs.
        message: what is the matter, in the file's own words; holds no sensitive value.
        remedy: what would mend it; may be empty.
        reason: for an unknown verdict, the missing input.
        place: where, and along which chain the value came.
        address: the first instance's address.
        type: the resource type in the dialect's words.
        dialect: `terraform`, `cloudformation`, or `files` for what stands in another file.
        root: the root module's directory or the template.
        fingerprint: the identity: stable over moved lines and over instances coming and going.
        instances: every instance for which the place is at fault, at least one.
        chains: the ways by which the module is called that it stands in, one for each instance of the module,
            though not more than `MOST_CHAINS`; none in a root.
        environments: those in which it is at fault, where several are judged.
        waived: the permission to keep it; None where it counts.
        header: where the resource as a whole stands.
        calls: the module calls on the way to any of the instances, each block once; its text is the call's address
            without instance keys.
        change: where a change is judged, what it did; None elsewhere and for what was there before.
        neighbours: what the resource is tied to; only for reports that show it.
        known_as: what the program calls the resource that wrote the template (a construct's path); often empty.
        is_notice: whether the profile only tells of it: it does not fail the run.
    """

    policy: Policy
    outcome: Outcome
    severity: Severity
    message: str
    remedy: str
    reason: str
    place: Place
    address: str
    type: str
    dialect: str
    root: str
    fingerprint: str
    instances: tuple[Instance, ...]
    chains: tuple[Chain, ...] = ()
    environments: tuple[str, ...] = ()
    waived: Waiver | None = None
    header: Span | None = None
    calls: tuple[Step, ...] = ()
    change: Change | None = None
    neighbours: tuple[Neighbour, ...] = ()
    known_as: str = ""
    is_notice: bool = False


def order(finding: Finding) -> tuple[str, int, int, str, str]:
    """How the findings of a run are sorted: by their places."""
    span = finding.place.span
    return (span.path, span.start, span.end, finding.policy.id, finding.root)


def spans_of(findings: Iterable[Finding]) -> Iterator[Span]:
    """Every place in the sources that findings tell of."""
    for finding in findings:
        yield finding.place.span
        if finding.header is not None:
            yield finding.header
        chained = (step for chain in finding.chains for step in (*chain.calls, *chain.origin))
        yield from (step.span for step in (*finding.place.origin, *finding.calls, *chained))


class Coverage(NamedTuple):
    """What was inspected.

    Attributes:
        files: documents that were read as Terraform or CloudFormation.
        resources: instances judged.
        policies: policies that were selected.
        skipped: what makes the run incomplete.
        notes: what was not looked at without making it incomplete (a module that is not on disk).
        crashed: whether the linter itself failed on something; what is among the skipped.
    """

    files: int
    resources: int
    policies: int
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[Skipped, ...] = ()
    crashed: bool = False

    @property
    def complete(self) -> bool:
        """Whether everything could be inspected."""
        return not self.skipped


class Run(NamedTuple):
    """The outcome of one run.

    Attributes:
        findings: in the order of their places.
        coverage: what was inspected.
        marked: the sources that hold the word `groundrule`, and so may hold ignores of ours.
        roots: the roots that were judged.
        fixed: where a change is judged, what it mends.
        policies: those that were selected.
        aside: of the marked sources, the paths of those that were only read along: nothing is reported of them.
        partly: of the marked sources, the paths of those of which not everything that is found may be reported: that an
            ignore there keeps nothing says nothing.
        inspected: by policy, the number of resources that it applied to.
    """

    findings: tuple[Finding, ...]
    coverage: Coverage
    marked: tuple[Source, ...] = ()
    roots: frozenset[str] = frozenset()
    fixed: tuple[Finding, ...] = ()
    policies: tuple[Policy, ...] = ()
    aside: frozenset[str] = frozenset()
    partly: frozenset[str] = frozenset()
    inspected: Mapping[str, int] = {}
