"""What the commands do; each returns its exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from groundrule import registry, selection
from groundrule.cli.options import CHECK
from groundrule.cli.session import Session, pair
from groundrule.errors import UsageError
from groundrule.finding import Run
from groundrule.gate import exitcode
from groundrule.gate.rules import RULES
from groundrule.policy import Policy, Severity
from groundrule.report import formats
from groundrule.verdict import Outcome


def check(given: Mapping[str, Any]) -> int:
    """`groundrule check`."""
    with Session(given, CHECK) as session:
        options = session.values
        outputs = [_output(text) for text in options["output"]]
        outcome = judged(session)
        if options["update_baseline"]:
            from groundrule.cli import gating

            gating.shrink_baseline(session, outcome)
        outcome = _kept(outcome, options["unknown"])
        # all of them are made before the first is written
        titles = session.titles
        files = [(path, formats.render(outcome, format_, titles=titles)) for format_, path in outputs]
        shown = formats.render(outcome, options["format"], colour=_wants_colour(options["color"]), titles=titles)
        for path, text in files:
            write(path, text)
        sys.stdout.write(shown)
        return exitcode.of(
            outcome,
            fail_on=Severity[options["fail_on"].upper()],
            unknown_fails=options["unknown"] == "fail",
            exit_zero=options["exit_zero"],
        )


def judged(session: Session) -> Run:
    """What a session finds, with what ignores, waivers, a baseline and a revision keep out of it."""
    options = session.values
    outcome = session.with_ignores(session.judge())
    desk = session.desk()
    if desk is not None:
        outcome = desk.apply(outcome)
    if options["baseline"] or options["diff"]:
        from groundrule.cli import gating

        outcome = gating.against_the_past(session, outcome)
    return session.with_notices(outcome)


def policies(format_: str, directories: Sequence[str]) -> int:
    """`groundrule policies`."""
    found = _policies(directories)
    if format_ == "json":
        from groundrule.report.jsonreport import render_policies

        sys.stdout.write(render_policies(found))
        return exitcode.CLEAN
    width = max((len(policy.id) for policy in found), default=0)
    for policy in found:
        mark = " " if policy.default else "-"
        sys.stdout.write(f"{mark} {policy.severity.word:<8}  {policy.id:<{width}}  {policy.title}\n")
    sys.stdout.write(f"\n{len(found)} policies; those marked with - run only when they are selected.\n")
    return exitcode.CLEAN


def explain(name: str, directories: Sequence[str]) -> int:
    """`groundrule explain`."""
    from groundrule.profile import catalogue
    from groundrule.profile.model import DEFAULT
    from groundrule.report.pages import explanation

    policy = selection.find(_policies(directories), name)
    sys.stdout.write(explanation(policy, catalogue.titles(catalogue.of_profile(DEFAULT))))
    return exitcode.CLEAN


def _policies(directories: Sequence[str]) -> tuple[Policy, ...]:
    for directory in directories:
        if not os.path.isdir(directory):
            raise UsageError(f"--policies {directory}: there is no such directory")
    return (*registry.load([registry.bundled(), *map(Path, directories)]), *RULES)


def _output(text: str) -> tuple[str, str]:
    format_, path = pair("--output", text)
    if format_ not in formats.MODULES:
        raise UsageError(f"--output {text}: there is no format `{format_}`, only {', '.join(formats.MODULES)}")
    if not os.path.isdir(os.path.dirname(path) or "."):
        raise UsageError(f"--output {text}: there is no directory `{os.path.dirname(path)}`")
    return format_, path


def write(path: str, text: str) -> None:
    """Write a file whole or not at all."""
    part = f"{path}.{os.getpid()}.part"
    try:
        with open(part, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(text)
        os.replace(part, path)
    except OSError as error:
        raise UsageError(f"{path}: can't be written: {error.strerror}") from error


def _kept(outcome: Run, unknown: str) -> Run:
    if unknown != "ignore":
        return outcome
    return outcome._replace(findings=tuple(f for f in outcome.findings if f.outcome is Outcome.DENY))


def _wants_colour(wanted: str) -> bool:
    if wanted != "auto":
        return wanted == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()
