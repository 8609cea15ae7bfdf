"""The security office's file of waivers: which findings it keeps, and what is the matter with it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from groundrule.errors import UsageError
from groundrule.finding import Finding, Run, Waiver, order
from groundrule.gate import addresses
from groundrule.gate.governance import Governance, is_expired
from groundrule.gate.names import means, suggestion
from groundrule.gate.parts import by_turns, waive
from groundrule.graph import Gap
from groundrule.policy import Policy
from groundrule.schemas import shipped, yamlfile
from groundrule.secrecy import told
from groundrule.tree import DISK, Tree

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

NAME: Final = "groundrule-waivers.yaml"


class Entry:
    """One waiver of the file.

    Args:
        number: its place in the file, from 0.
        line: where it stands.
        data: as the schema has it.
        directory: the file's, which paths count from.
    """

    def __init__(self, number: int, line: int, data: dict[str, Any], directory: str) -> None:
        self.number = number
        self.line = line
        self.policies: tuple[str, ...] = tuple([data["policy"]] if isinstance(data["policy"], str) else data["policy"])
        self.address: str = data.get("address", "")
        self.paths: tuple[str, ...] = tuple(data.get("paths", ()))
        self.environments: tuple[str, ...] = tuple(data.get("environments", ()))
        self.ticket: str = data.get("ticket", "")
        self.waiver = Waiver("waiver", told(data["reason"]), told(data.get("approver", "")), data.get("expires", ""))
        self._directory = directory

    @cached_property
    def _spec(self) -> GitIgnoreSpec:
        from pathspec import GitIgnoreSpec

        return GitIgnoreSpec.from_lines(self.paths)

    def concerns(self, finding: Finding) -> bool:
        """Whether a finding's policy and file are meant."""
        if not any(means("groundrule", name, finding.policy) for name in self.policies):
            return False
        if not self.paths:
            return True
        inside = os.path.relpath(finding.place.span.path, self._directory).replace(os.sep, "/")
        return not inside.startswith("../") and self._spec.match_file(inside)

    def means_address(self, address: str) -> bool:
        """Whether an instance's address is meant."""
        return not self.address or addresses.matches(self.address, address)

    @property
    def breadth(self) -> str:
        """Why it is over-broad; empty where it is not."""
        if self.address and not addresses.is_anything(self.address):
            return ""
        if any(pattern.strip("/*") for pattern in self.paths):
            return ""
        return "it narrows neither the address nor the paths down: it keeps every finding of its policy"


class Waivers(NamedTuple):
    """The file.

    Attributes:
        path: where it lies.
        entries: in order.
    """

    path: str
    entries: tuple[Entry, ...]


class Problem(NamedTuple):
    """What is the matter with a waiver.

    Attributes:
        kind: `expired`, `expiring`, `over-broad`, `refused`, `unknown-policy` or `unused`.
        line: the waiver's.
        policies: the waiver's.
        detail: for people.
    """

    kind: str
    line: int
    policies: tuple[str, ...]
    detail: str


def read(path: str, tree: Tree = DISK) -> Waivers:
    """The waivers of a file.

    Raises:
        UsageError: it can't be read, or is not what the schema asks for.
    """
    checked = yamlfile.read(path, shipped("waivers"), tree)
    directory = os.path.dirname(path) or "."
    entries = []
    for position, item in enumerate(checked.data["waivers"]):
        line = checked.line(("waivers", position))
        _check_day(item.get("expires", ""), path, checked.line(("waivers", position, "expires")))
        entries.append(Entry(position, line, item, directory))
    return Waivers(path, tuple(entries))


def _check_day(expires: str, path: str, line: int) -> None:
    from groundrule.gate.grammar import is_day

    if expires and not is_day(expires):
        raise UsageError(f"{path}:{line}: `expires`: there is no day `{expires}`")


class Desk:
    """Holds findings against a file of waivers, and remembers which of them were of use.

    Args:
        waivers: the file.
        governance: the organisation's rules.
        today: the day that expiries are held against.
    """

    def __init__(self, waivers: Waivers, governance: Governance, today: date) -> None:
        self._waivers = waivers
        self._governance = governance
        self._today = today
        self._used: set[int] = set()
        self._refused: dict[int, str] = {}

    def apply(self, run: Run) -> Run:
        """The run with the findings waived that the file keeps; expired and refused waivers are told in the notes."""
        findings = [part for finding in run.findings for part in self._parts(finding)]
        notes = sorted({*run.coverage.notes, *self._notes()})
        coverage = run.coverage._replace(notes=tuple(notes))
        return run._replace(findings=tuple(sorted(findings, key=order)), coverage=coverage)

    def _notes(self) -> Iterator[Gap]:
        for entry in self._waivers.entries:
            if is_expired(entry.waiver.expires, self._today):
                yield Gap(self._waivers.path, entry.line, f"the waiver has expired on {entry.waiver.expires}")
            if entry.number in self._refused:
                yield Gap(self._waivers.path, entry.line, f"the waiver is refused: {self._refused[entry.number]}")

    def _parts(self, finding: Finding) -> Iterator[Finding]:
        if finding.waived is not None:
            return iter((finding,))
        entries = (entry for entry in self._waivers.entries if entry.concerns(finding))
        return by_turns(finding, (partial(self._by, entry) for entry in entries))

    def _by(self, entry: Entry, finding: Finding) -> Iterator[Finding]:
        """What becomes of a finding by one waiver."""
        meant = [instance for instance in finding.instances if entry.means_address(instance.address)]
        inside, outside = _environments(entry, finding)
        if not meant or inside is None:
            yield finding
            return
        self._used.add(entry.number)
        if is_expired(entry.waiver.expires, self._today):
            yield finding
            return
        refusal = self._governance.refusal(finding, entry.waiver, self._today)
        if refusal:
            self._refused[entry.number] = refusal
            yield finding
            return
        if outside is not None:
            yield outside
        yield from waive(inside, entry.waiver, meant.__contains__)

    def problems(self, known: Sequence[Policy], ran: Sequence[Policy], soon: int) -> list[Problem]:
        """What is the matter with the waivers, after they were applied.

        Args:
            known: all policies that there are.
            ran: those that were asked: a waiver of others is not called unused.
            soon: the days within which an expiry is soon.
        """
        found: list[Problem] = []
        for entry in self._waivers.entries:
            for kind, detail in self._complaints(entry, known, ran, soon):
                found.append(Problem(kind, entry.line, entry.policies, told(detail)))
        return found

    def _complaints(
        self, entry: Entry, known: Sequence[Policy], ran: Sequence[Policy], soon: int
    ) -> Iterator[tuple[str, str]]:
        for name in entry.policies:
            if not any(means("groundrule", name, policy) for policy in known):
                yield "unknown-policy", f"there is no policy `{name}`{suggestion(name, known)}"
        expires = entry.waiver.expires
        if is_expired(expires, self._today):
            yield "expired", f"it held until {expires}"
        elif expires and (left := (date.fromisoformat(expires) - self._today).days) <= soon:
            yield "expiring", f"it holds until {expires}, {left} more days"
        if entry.breadth:
            yield "over-broad", entry.breadth
        if entry.number in self._refused:
            yield "refused", self._refused[entry.number]
        asked = any(means("groundrule", name, policy) for name in entry.policies for policy in ran)
        if asked and entry.number not in self._used:
            yield "unused", "nothing that it would keep is found"


def _environments(entry: Entry, finding: Finding) -> tuple[Finding | None, Finding | None]:
    """The finding as far as it stands in the waiver's environments, and as far as it does not."""
    if not entry.environments:
        return finding, None
    inside = tuple(name for name in finding.environments if name in entry.environments)
    outside = tuple(name for name in finding.environments if name not in entry.environments)
    if not inside:
        return None, finding
    return finding._replace(environments=inside), finding._replace(environments=outside) if outside else None
