"""Baselines, revisions and waivers, for the runs that ask for them."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from groundrule.cli import commands
from groundrule.cli.options import BASELINE, JUDGING, WAIVERS
from groundrule.cli.session import Session
from groundrule.errors import UsageError
from groundrule.finding import Run
from groundrule.gate import baseline, exitcode
from groundrule.gate.waivers import Problem


def against_the_past(session: Session, outcome: Run) -> Run:
    """The run with the findings waived that a baseline knows or that were there at a revision."""
    options = session.values
    if options["baseline"]:
        known = baseline.read(options["baseline"], session.tree)
        outcome = baseline.apply(outcome, known, session.governance.unwaivable)
    if options["diff"]:
        from groundrule.gate import diff
        from groundrule.gate.moves import moved_roots

        before = session.revision(options["diff"], "--diff")
        renamed = before.renamed()
        past = session.with_ignores(session.judge(before, moved_roots(renamed, outcome.roots, before)))
        outcome = diff.judged(outcome, past, diff.Changes(before, renamed), options["diff"])
    return outcome


def shrink_baseline(session: Session, outcome: Run) -> None:
    """Take what is no longer found out of the baseline.

    Raises:
        UsageError: there is none, or the run does not tell what is no longer there.
    """
    path = session.values["baseline"]
    if not path:
        raise UsageError("--update-baseline needs --baseline")
    if session.is_trusting:
        raise UsageError("--update-baseline can't write a baseline that is read from --trusted-ref")
    if any(os.path.isfile(name) for name in session.values["paths"]):
        raise UsageError("--update-baseline needs whole directories: a single file does not tell what is gone")
    if not outcome.coverage.complete:
        sys.stderr.write(f"groundrule: {path} is left as it is: the run is incomplete\n")
        return
    before = baseline.read(path)
    after = baseline.shrunk(before, outcome, {policy.id for policy in session.chosen})
    if after != before:
        commands.write(path, baseline.render(after))


def write_baseline(given: Mapping[str, Any]) -> int:
    """`groundrule baseline`."""
    with Session(given, JUDGING, BASELINE[:1]) as session:
        path = session.values["output"]
        if os.path.lexists(path):
            raise UsageError(
                f"{path} is there already: shrink it with `groundrule check --baseline {path} --update-baseline`,"
                " or remove it to begin anew"
            )
        outcome = session.with_ignores(session.judge())
        desk = session.desk()
        outcome = desk.apply(outcome) if desk is not None else outcome
        unwaivable = session.governance.unwaivable
        counting = [item for item in outcome.findings if item.waived is None and item.policy.id not in unwaivable]
        known = baseline.known(counting)
        commands.write(path, baseline.render(known))
        sys.stdout.write(f"Wrote {path} with {len(known)} known findings.\n")
        if not outcome.coverage.complete:
            sys.stderr.write("groundrule: the run is incomplete: what could not be inspected is not in the baseline\n")
        return exitcode.CLEAN if outcome.coverage.complete else exitcode.INCOMPLETE


def report_waivers(given: Mapping[str, Any]) -> int:
    """`groundrule waivers`."""
    with Session(given, JUDGING, WAIVERS[:2]) as session:
        options = session.values
        if not options["within"].isdigit():
            raise UsageError(f"--within {options['within']}: expected a number of days")
        desk = session.desk()
        if desk is None or session.waivers_path is None:
            raise UsageError("there is no groundrule-waivers.yaml here or above: name one with --waivers")
        outcome = desk.apply(session.with_ignores(session.judge()))
        problems = desk.problems(session.known, session.chosen, int(options["within"]))
        render = _json if options["format"] == "json" else _text
        sys.stdout.write(render(session.waivers_path, problems))
        if any(problem.kind != "expiring" for problem in problems):
            return exitcode.FINDINGS
        return exitcode.CLEAN if outcome.coverage.complete else exitcode.INCOMPLETE


def _json(path: str, problems: Sequence[Problem]) -> str:
    import json

    listed = [{**problem._asdict(), "policies": list(problem.policies)} for problem in problems]
    return json.dumps({"version": 1, "path": path, "problems": listed}, ensure_ascii=False, indent=2) + "\n"


def _text(path: str, problems: Sequence[Problem]) -> str:
    from groundrule.report.words import plural, safe

    lines = [
        safe(f"{path}:{problem.line}: {problem.kind} ({', '.join(problem.policies)}): {problem.detail}")
        for problem in problems
    ]
    return "\n".join([*lines, f"{plural(len(problems), 'problem')} with the waivers."]) + "\n"
