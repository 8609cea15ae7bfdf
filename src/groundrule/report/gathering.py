"""Unknown findings that one missing input explains: people are told once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from groundrule.finding import Finding
from groundrule.report.words import plural
from groundrule.verdict import Outcome


def gathered(findings: Iterable[Finding]) -> list[list[Finding]]:
    """The findings in order, those together that are unknown at one place for one reason.

    A policy document that can't be read leaves every policy about it undecided, and that is one thing to mend. Reports
    for programs keep them apart: each has an identity of its own.
    """
    groups: dict[Hashable, list[Finding]] = {}
    for number, finding in enumerate(findings):
        span = finding.place.span
        apart = number if finding.outcome is not Outcome.UNKNOWN else None
        place = (span.path, span.start, span.end, finding.address)
        key = (apart, *place, finding.reason, finding.environments, finding.is_notice)
        groups.setdefault(key, []).append(finding)
    return list(groups.values())


def policies(findings: Iterable[Finding]) -> list[str]:
    """The policies of gathered findings, each once."""
    return list(dict.fromkeys(finding.policy.id for finding in findings))


def undecided(findings: Iterable[Finding]) -> str:
    """What gathered findings have in common: `3 policies can't be decided here`."""
    return f"{plural(len(policies(findings)), 'policy', 'policies')} can't be decided here"
