"""Unknown verdicts on one resource that hang on one missing input, told as one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeAlias

from groundrule.finding import Finding
from groundrule.report.words import message, safe
from groundrule.verdict import Outcome

Lot: TypeAlias = tuple[Finding, ...]
_NAMED: Final = 3


def folded(findings: Iterable[Finding]) -> list[Lot]:
    """The findings in their order, those that are told as one in one lot, where the first of them stands.

    Every denial has a lot of its own.
    """
    lots: dict[object, list[Finding]] = {}
    for finding in findings:
        lots.setdefault(_key(finding), []).append(finding)
    return [tuple(lot) for lot in lots.values()]


def _key(finding: Finding) -> object:
    if finding.outcome is not Outcome.UNKNOWN or not finding.reason:
        return finding.fingerprint, finding.root
    instances = frozenset(instance.address for instance in finding.instances)
    return finding.root, instances, finding.reason, finding.environments, finding.change


def names(lot: Lot) -> str:
    """The policies of a lot, the first few by their ids."""
    ids = list(dict.fromkeys(finding.policy.id for finding in lot))
    more = len(ids) - _NAMED
    return f"{', '.join(ids[:_NAMED])} and {more} more" if more > 0 else ", ".join(ids)


def lot_message(lot: Lot) -> str:
    """What is the matter, in one line."""
    if len(lot) == 1:
        return message(lot[0])
    return safe(f"one missing input decides {len(lot)} verdicts on `{lot[0].address}` ({lot[0].reason})")
