"""`groundrule evidence`: what an office can file. It reports and does not judge, so that findings are no failure."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from typing import Any, Final

from groundrule.cli import commands
from groundrule.cli.options import EVIDENCE, EVIDENCE_TERMS
from groundrule.cli.session import Session
from groundrule.errors import UsageError
from groundrule.evidence.assessment import Judged, assess
from groundrule.evidence.attestations import Attestation
from groundrule.evidence.attestations import read as read_attestations
from groundrule.evidence.scope import Evidence, Scope, now
from groundrule.finding import Run
from groundrule.gate import baseline, exitcode
from groundrule.git import checkouts
from groundrule.profile.catalogue import Catalogue, of_profile
from groundrule.report.evidence import render
from groundrule.report.words import cut

_LONGEST: Final = 300

# the options that bear on what is found, and what the report calls them
_TERMS: Final = {
    "select": "Policies selected",
    "ignore": "Policies left out",
    "policies": "Own policies",
    "exclude": "Files left out",
    "env": "Environments",
    "region": "Region",
    "account": "Account",
    "var_file": "Variables from",
    "parameter_file": "Parameters from",
    "baseline": "Baseline",
    "attestations": "Attestations",
    "trusted_ref": "Settings and waivers from",
}
_SWITCHES: Final = {
    "tf_env": ("Variables from the environment", "taken"),
    "secrets_in_all_files": ("Secrets", "searched for in every text file"),
    "with_cfn_lint": ("cfn-lint", "asked as well"),
    "no_ignores": ("Ignores in the files", "not honoured"),
    "no_foreign_ignores": ("Other linters' ignores", "not honoured"),
}


def evidence(given: Mapping[str, Any]) -> int:
    """`groundrule evidence`."""
    own = [option for option in EVIDENCE if option not in EVIDENCE_TERMS]
    with Session(given, EVIDENCE_TERMS, own) as session:
        options = session.values
        _check_output(options["output"])
        catalogues = of_profile(session.profile, session.tree)
        attestations = _attestations(session, catalogues)
        moment = now()
        outcome = _kept(session)
        judged = Judged(outcome, session.chosen, session.known, attestations, moment.date())
        paths = tuple(options["paths"]) or (".",)
        scope = Scope(
            paths=paths,
            checkouts=checkouts(paths, options["output"]),
            moment=moment,
            profile=session.profile,
            catalogues=catalogues,
            terms=dict(_terms(session)),
        )
        assessments = tuple(assess(row, judged) for catalogue in catalogues for row in catalogue.requirements)
        _write(options["output"], render(Evidence(scope, outcome.coverage, assessments), options["format"]))
        return exitcode.of_coverage(outcome)


def _attestations(session: Session, catalogues: tuple[Catalogue, ...]) -> Mapping[str, Attestation]:
    path = session.values["attestations"]
    return read_attestations(path, catalogues, session.tree) if path else {}


def _kept(session: Session) -> Run:
    """What is found, with what ignores, waivers and a baseline keep marked as waived."""
    outcome = session.with_ignores(session.judge())
    desk = session.desk()
    outcome = desk.apply(outcome) if desk is not None else outcome
    path = session.values["baseline"]
    if path:
        outcome = baseline.apply(outcome, baseline.read(path, session.tree), session.governance.unwaivable)
    return session.with_notices(outcome)


def _terms(session: Session) -> Iterator[tuple[str, str]]:
    options = session.values
    for name, label in _TERMS.items():
        value = options[name]
        if value:
            yield label, value if isinstance(value, str) else ", ".join(value)
    for name, (label, words) in _SWITCHES.items():
        if options[name]:
            yield label, words
    # the values may be secret
    given = [text.partition("=")[0] for text in (*options["var"], *options["parameter"])]
    if given:
        yield "Variables and parameters set", ", ".join(given)
    if options["workspace"] != "default":
        yield "Workspace", options["workspace"]
    for name, value in sorted(session.profile.parameters.items()):
        yield f"Parameter {name}", cut(json.dumps(value, ensure_ascii=False), _LONGEST)
    if session.added:
        yield "Settings change the profile's", ", ".join(session.added)
    if session.waivers_path is not None:
        yield "Waivers", session.waivers_path


def _check_output(path: str) -> None:
    if path and not os.path.isdir(os.path.dirname(path) or "."):
        raise UsageError(f"--output {path}: there is no directory `{os.path.dirname(path)}`")


def _write(path: str, text: str) -> None:
    if path:
        commands.write(path, text)
    else:
        sys.stdout.write(text)
        sys.stdout.flush()
