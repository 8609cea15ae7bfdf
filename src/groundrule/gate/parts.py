"""Takes a finding apart where only some of its instances may be kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from groundrule.finding import Finding, Instance, Waiver


def waive(finding: Finding, waiver: Waiver, covers: Callable[[Instance], bool]) -> Iterator[Finding]:
    """The finding with its waiver; where some of the instances are not covered, two findings.

    Args:
        finding: one that counts.
        waiver: the permission.
        covers: whether it holds for an instance.
    """
    kept = tuple(instance for instance in finding.instances if covers(instance))
    if len(kept) == len(finding.instances):
        yield finding._replace(waived=waiver)
        return
    if kept:
        yield narrowed(finding, kept)._replace(waived=waiver)
    yield narrowed(finding, tuple(instance for instance in finding.instances if instance not in kept))


def by_turns(finding: Finding, keepers: Iterable[Callable[[Finding], Iterable[Finding]]]) -> Iterator[Finding]:
    """What becomes of a finding by one keeper after the other: each is asked of what those before it did not keep.

    Args:
        finding: one that counts.
        keepers: each gives the parts of a finding, some of them waived.
    """
    pending = [finding]
    for keep in keepers:
        parts = [part for left in pending for part in keep(left)]
        yield from (part for part in parts if part.waived is not None)
        pending = [part for part in parts if part.waived is None]
        if not pending:
            return
    yield from pending


def narrowed(finding: Finding, instances: tuple[Instance, ...]) -> Finding:
    """The finding for some of its instances only."""
    chains = tuple(
        chain
        for chain in finding.chains
        if any(instance.address.startswith(f"{chain.calls[-1].text}.") for instance in instances)
    )
    place = finding.place
    if chains and chains[0] not in finding.chains[:1]:
        # the chain that is shown must be one of theirs
        place = place._replace(origin=chains[0].origin)
    return finding._replace(instances=instances, address=instances[0].address, chains=chains, place=place)
