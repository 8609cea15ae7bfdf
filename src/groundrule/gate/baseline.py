"""A baseline: the findings that were there when it was written. It only ever shrinks."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final, NamedTuple

from groundrule.errors import UsageError
from groundrule.finding import Finding, Instance, Run, Waiver, order
from groundrule.gate.parts import waive
from groundrule.policy import Severity
from groundrule.tree import DISK, Tree, repository_path, repository_root
from groundrule.verdict import Outcome

VERSION: Final = 1
NAME: Final = "groundrule-baseline.json"


class Known(NamedTuple):
    """One instance of a finding that was there.

    Attributes:
        policy: the policy's id.
        root: the root that it was found in, from the repository's root.
        address: the instance's, for people: the identity is the fingerprint.
        verdict: `deny` or `unknown`.
        severity: the severity's word.
    """

    policy: str
    root: str
    address: str
    verdict: str
    severity: str

    def outweighs(self, finding: Finding) -> bool:
        """Whether a finding is no worse than this one: what was unknown and is denied now is worse."""
        if self.verdict != Outcome.DENY.value and finding.outcome is Outcome.DENY:
            return False
        return Severity[self.severity.upper()] >= finding.severity


Baseline = Mapping[str, Known]


def known(findings: Iterable[Finding]) -> dict[str, Known]:
    """The findings' instances by their fingerprints; of two with the same the weightier one."""
    found: dict[str, Known] = {}
    for finding in findings:
        for instance in finding.instances:
            there = found.get(instance.fingerprint)
            if there is None or not there.outweighs(finding):
                found[instance.fingerprint] = Known(
                    finding.policy.id,
                    repository_path(finding.root),
                    instance.address,
                    finding.outcome.value,
                    finding.severity.word,
                )
    return found


def render(baseline: Baseline) -> str:
    """The file's text; the same for the same findings in whatever order."""
    entries = [{"fingerprint": fingerprint, **item._asdict()} for fingerprint, item in baseline.items()]
    entries.sort(key=lambda entry: (entry["root"], entry["policy"], entry["address"], entry["fingerprint"]))
    return json.dumps({"version": VERSION, "findings": entries}, ensure_ascii=False, indent=1) + "\n"


def read(path: str, tree: Tree = DISK) -> Baseline:
    """The baseline of a file.

    Raises:
        UsageError: it can't be read, is no baseline, or one of another version.
    """
    try:
        data = json.loads(tree.content(path).decode("utf-8-sig"))
    except OSError as error:
        hint = ": write it with `groundrule baseline`" if isinstance(error, FileNotFoundError) else ""
        raise UsageError(f"--baseline {path}: can't be read: {error.strerror}{hint}") from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"--baseline {path}: is not JSON") from error
    if not isinstance(data, dict) or "version" not in data:
        raise UsageError(f"--baseline {path}: is no baseline of Groundrule's")
    if data["version"] != VERSION:
        raise UsageError(
            f"--baseline {path}: has the version {data['version']!r}, expected {VERSION}:"
            " write it anew with `groundrule baseline`"
        )
    return _entries(data.get("findings"), path)


def _entries(listed: Any, path: str) -> dict[str, Known]:
    try:
        found = {str(entry["fingerprint"]): Known(*(str(entry[field]) for field in Known._fields)) for entry in listed}
        for item in found.values():
            _ = Severity[item.severity.upper()], Outcome(item.verdict)
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(f"--baseline {path}: its findings can't be read: write it anew") from error
    return found


def apply(run: Run, baseline: Baseline, unwaivable: Collection[str], reason: str = "") -> Run:
    """A run with the findings waived that were there before; an instance that is new or worse counts.

    Args:
        run: the outcome so far.
        baseline: what was there.
        unwaivable: the policies whose findings count all the same.
        reason: for the waiver.
    """
    waiver = Waiver("baseline", reason)

    def parts(finding: Finding) -> Iterable[Finding]:
        def covers(instance: Instance) -> bool:
            there = baseline.get(instance.fingerprint)
            return there is not None and there.outweighs(finding)

        if finding.waived is not None or finding.policy.id in unwaivable:
            return (finding,)
        return waive(finding, waiver, covers)

    findings = [part for finding in run.findings for part in parts(finding)]
    return run._replace(findings=tuple(sorted(findings, key=order)))


def shrunk(baseline: Baseline, run: Run, policies: Collection[str]) -> dict[str, Known]:
    """The baseline without what is no longer found; nothing is ever added, nor made worse.

    Args:
        baseline: as it is.
        run: a complete run.
        policies: the ids of those that were asked.
    """
    now = known(run.findings)
    judged = {repository_path(root) for root in run.roots}
    tops = {repository_root(root) or "." for root in run.roots}
    return {
        fingerprint: _milder(item, now.get(fingerprint))
        for fingerprint, item in baseline.items()
        if fingerprint in now or item.policy not in policies or _is_elsewhere(item.root, judged, tops)
    }


def _is_elsewhere(root: str, judged: Collection[str], tops: Iterable[str]) -> bool:
    """Whether a root is there, below one of the repositories' roots, but was not judged."""
    return root not in judged and any(os.path.exists(os.path.join(top, root)) for top in tops)


def _milder(before: Known, now: Known | None) -> Known:
    if now is None:
        return before
    severity = min(Severity[before.severity.upper()], Severity[now.severity.upper()])
    verdict = before.verdict if before.verdict == now.verdict else Outcome.UNKNOWN.value
    return before._replace(severity=severity.word, verdict=verdict)
