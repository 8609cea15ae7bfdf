"""Runs policies over annotated examples: the test harness, for the bundled policies and for users' own.

An example is a file in a directory named after its policy: `deny.tf`, `allow.yaml`, `unknown.tf`, … A line at
which the policy must find something carries a mark, or the line above it does:

    encrypted = false # deny: ebs-volume-unencrypted

Every mark must be met and every finding must be marked. Where a verdict may have a severity of its own, the mark can
tell it: `# deny: security-group-ssh-open at high`. What a profile would set stands in a comment of its own:

    # parameters: {"key-owners": 3}
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from groundrule.engine import judge
from groundrule.errors import UsageError
from groundrule.graph import Elsewhere, Gap, Graph, Skipped
from groundrule.policy import Policy

_NAME = r"[a-z0-9-]+(?: at (?:critical|high|medium|low|info))?"
_MARK = re.compile(rf"(?:#|//)\s*(deny|unknown):\s*({_NAME}(?:\s*,\s*{_NAME})*)")
_PARAMETERS = re.compile(r"^(?:#|//)\s*parameters:\s*(\{.*\})\s*$", re.MULTILINE)
_KINDS = ("deny", "allow", "unknown")
_TEMPLATES = (".yaml", ".yml", ".json", ".template")


class Mark(NamedTuple):
    """What is expected (or found) at a line.

    Attributes:
        line: its number, from 1.
        outcome: `deny` or `unknown`.
        policy: the id.
        severity: the severity's word; empty where any will do.
    """

    line: int
    outcome: str
    policy: str
    severity: str = ""


class Example(NamedTuple):
    """One annotated file (or directory of files, for examples with modules).

    Attributes:
        policy: the id that its directory is named after.
        kind: `deny`, `allow` or `unknown`, from its own name.
        path: where it lies.
    """

    policy: str
    kind: str
    path: Path

    @property
    def dialect(self) -> str:
        """`terraform` or `cloudformation`, from the file's ending; `files` for any other file."""
        if self.path.is_dir() or ".tf" in self.path.suffixes:
            return "terraform"
        return "cloudformation" if self.path.suffix in _TEMPLATES else "files"


def examples(directory: Path) -> list[Example]:
    """The examples under a directory of `<policy-id>/<kind>*.<ending>`; other names are passed over."""
    found = []
    for path in sorted(directory.glob("*/*")):
        kind = re.split(r"[-_.]", path.name)[0]
        if kind in _KINDS:
            found.append(Example(path.parent.name, kind, path))
    return found


def marks(text: str) -> list[Mark]:
    """The marks of a file; one that stands alone on its line means the next line."""
    found: list[Mark] = []
    for number, line in enumerate(text.splitlines(), 1):
        for match in _MARK.finditer(line):
            alone = not line[: match.start()].strip()
            names = (name.strip().partition(" at ") for name in match[2].split(","))
            found += (Mark(number + alone, match[1], name, severity) for name, _, severity in names)
    return found


def parameters(text: str) -> dict[str, Any]:
    """What a file says that the profile sets.

    Raises:
        UsageError: it is no JSON.
    """
    found: dict[str, Any] = {}
    for match in _PARAMETERS.finditer(text):
        try:
            found |= json.loads(match[1])
        except ValueError as error:
            raise UsageError(f"not JSON: {match[0]}") from error
    return found


def without_marks(text: str) -> str:
    """The text as documentation shows it."""
    lines = (line for line in text.splitlines() if not _MARK.match(line.strip()))
    return "\n".join(_MARK.sub("", line).rstrip() for line in lines) + "\n"


def mismatches(example: Example, policies: Iterable[Policy], load: Callable[[Path], Iterable[Graph]]) -> Iterator[str]:
    """What is wrong with an example, a line each; nothing where it holds.

    Args:
        example: the example.
        policies: all policies; only the example's own is run.
        load: reads a file (or directory) as graphs.

    Raises:
        UsageError: no policy has the example's id.
    """
    own = [policy for policy in policies if policy.id == example.policy]
    if not own:
        raise UsageError(f"{example.path}: there is no policy `{example.policy}`")
    files = {str(path.resolve()): path for path in _files(example.path)}
    expected = {(name, mark) for name, path in files.items() for mark in marks(path.read_text("utf-8", "replace"))}
    found: set[tuple[str, Mark]] = set()
    given = {
        key: value for path in files.values() for key, value in parameters(path.read_text("utf-8", "replace")).items()
    }
    for graph in load(example.path):
        judgement = judge(graph, own, parameters=given)
        yield from (f"{example.path}: {failure.reason}" for failure in judgement.failures)
        yield from (f"{example.path}: not read: {skipped.reason}" for skipped in _unread(example, own, graph))
        for finding in judgement.findings:
            span = finding.place.span
            mark = Mark(span.first.line, finding.outcome.value, finding.policy.id, finding.severity.word)
            found.add((str(Path(span.path).resolve()), mark))
    for path, mark in sorted(expected - found - _of_any_severity(found)):
        severity = f" at {mark.severity}" if mark.severity else ""
        yield f"{path}:{mark.line}: expected {mark.outcome} of `{mark.policy}`{severity}, found none"
    for path, mark in sorted(_of_any_severity(found) - _of_any_severity(expected)):
        yield f"{path}:{mark.line}: {mark.outcome} of `{mark.policy}` is not marked"
    yield from _kind_mismatches(example, {mark.outcome for _, mark in expected})


def _of_any_severity(placed: Iterable[tuple[str, Mark]]) -> set[tuple[str, Mark]]:
    return {(path, mark._replace(severity="")) for path, mark in placed}


def _unread(example: Example, own: Iterable[Policy], graph: Graph) -> Iterator[Skipped]:
    """What could not be read; a module that is not at hand may be what an unknown example, or a policy, is about."""
    about_calls = any("module" in policy.resources for policy in own)
    for skipped in graph.skipped:
        if isinstance(skipped, Elsewhere):
            continue
        if not isinstance(skipped, Gap) or not (about_calls or example.kind == "unknown"):
            yield skipped


def _kind_mismatches(example: Example, outcomes: set[str]) -> Iterator[str]:
    if example.kind == "allow" and outcomes:
        yield f"{example.path}: an allowed example has no marks"
    if example.kind != "allow" and example.kind not in outcomes:
        yield f"{example.path}: no line is marked `{example.kind}: {example.policy}`"


def _files(path: Path) -> list[Path]:
    return [path] if path.is_file() else sorted(item for item in path.rglob("*") if item.is_file())
