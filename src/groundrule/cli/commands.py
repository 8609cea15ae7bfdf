"""What the commands do; each returns its exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from groundrule import registry, selection
from groundrule.cli.progress import Progress
from groundrule.discovery import discover
from groundrule.errors import InputError, UsageError
from groundrule.finding import Run
from groundrule.policy import Policy, Severity
from groundrule.run import Inputs, run
from groundrule.verdict import Outcome

CLEAN: Final = 0
FINDINGS: Final = 1
USAGE: Final = 2
INCOMPLETE: Final = 3
FAILED: Final = 4


def check(options: Mapping[str, Any]) -> int:
    """`groundrule check`."""
    outputs = [_output(text) for text in options["output"]]
    chosen = selection.select(_policies(options["policies"]), options["select"], options["ignore"])
    found = discover(options["paths"] or ["."])
    inputs = inputs_of(options)
    with Progress() as progress:
        if options["env"]:
            from groundrule.environments import run_environments

            outcome = run_environments(found, chosen, _environments(options["env"], inputs), progress)
        else:
            outcome = run(found, chosen, inputs, progress)
    outcome = _kept(outcome, options["unknown"])
    for format_, path in outputs:
        _write(path, _rendered(outcome, format_, colour=False))
    coloured = _wants_colour(options["color"])
    sys.stdout.write(_rendered(outcome, options["format"], colour=coloured))
    sys.stdout.flush()
    return _exit_code(outcome, options)


def policies(format_: str, directories: Sequence[str]) -> int:
    """`groundrule policies`."""
    found = _policies(directories)
    if format_ == "json":
        from groundrule.report.jsonreport import render_policies

        sys.stdout.write(render_policies(found))
        return CLEAN
    width = max((len(policy.id) for policy in found), default=0)
    for policy in found:
        mark = " " if policy.default else "-"
        sys.stdout.write(f"{mark} {policy.severity.word:<8}  {policy.id:<{width}}  {policy.title}\n")
    sys.stdout.write(f"\n{len(found)} policies; those marked with - run only when they are selected.\n")
    return CLEAN


def explain(name: str, directories: Sequence[str]) -> int:
    """`groundrule explain`."""
    from groundrule.report.pages import explanation

    sys.stdout.write(explanation(selection.find(_policies(directories), name)))
    return CLEAN


def _policies(directories: Sequence[str]) -> tuple[Policy, ...]:
    for directory in directories:
        if not os.path.isdir(directory):
            raise UsageError(f"--policies {directory}: there is no such directory")
    return registry.load([registry.bundled(), *map(Path, directories)])


def inputs_of(options: Mapping[str, Any]) -> Inputs:
    """The values from outside that a command line names; not every command has the options of templates.

    Raises:
        UsageError: a file that is not there, or no NAME=VALUE.
    """
    for path in options["var_file"]:
        _require("--var-file", path)
    parameters: dict[str, str] = {}
    for path in options.get("parameter_file", ()):
        parameters |= _parameters("--parameter-file", path)
    return Inputs(
        var_files=tuple(options["var_file"]),
        variables=dict(_pair("--var", text) for text in options["var"]),
        workspace=options["workspace"],
        environment=os.environ if options["tf_env"] else {},
        parameters=parameters | dict(_pair("--parameter", text) for text in options.get("parameter", ())),
        region=options.get("region", ""),
        account=options.get("account", ""),
    )


def _environments(texts: Sequence[str], base: Inputs) -> dict[str, Inputs]:
    """Each environment's inputs: what the command line gives for all, and its own files."""
    found: dict[str, Inputs] = {}
    for text in texts:
        name, path = _pair("--env", text)
        inputs = found.get(name, base)
        _require(f"--env {name}", path)
        if path.endswith((".tfvars", ".tfvars.json")):
            found[name] = inputs._replace(var_files=(*inputs.var_files, path))
        else:
            parameters = {**_parameters(f"--env {name}", path), **base.parameters}
            found[name] = inputs._replace(parameters={**inputs.parameters, **parameters})
    return found


def _require(flag: str, path: str) -> None:
    if not os.path.isfile(path):
        raise UsageError(f"{flag} {path}: there is no such file")


def _parameters(flag: str, path: str) -> dict[str, str]:
    from groundrule.cloudformation.parameters import read

    _require(flag, path)
    try:
        return read(path)
    except InputError as error:
        raise UsageError(f"{flag} {path}: {error}") from error


def _pair(flag: str, text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise UsageError(f"{flag} {text}: expected NAME=VALUE")
    return name, value


def _output(text: str) -> tuple[str, str]:
    from groundrule.cli.options import FORMATS

    format_, path = _pair("--output", text)
    if format_ not in FORMATS:
        raise UsageError(f"--output {text}: there is no format `{format_}`, only {', '.join(FORMATS)}")
    if not os.path.isdir(os.path.dirname(path) or "."):
        raise UsageError(f"--output {text}: there is no directory `{os.path.dirname(path)}`")
    return format_, path


def _write(path: str, text: str) -> None:
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


def _rendered(outcome: Run, format_: str, *, colour: bool) -> str:
    if format_ == "json":
        from groundrule.report import jsonreport

        return jsonreport.render(outcome)
    if format_ == "concise":
        from groundrule.report import concise

        return concise.render(outcome)
    from groundrule.report import text

    return text.render(outcome, colour=colour)


def _wants_colour(wanted: str) -> bool:
    if wanted != "auto":
        return wanted == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def _exit_code(outcome: Run, options: Mapping[str, Any]) -> int:
    if outcome.coverage.crashed:
        return FAILED
    least = Severity[options["fail_on"].upper()]
    counted = {Outcome.DENY, Outcome.UNKNOWN} if options["unknown"] == "fail" else {Outcome.DENY}
    failing = any(f.waived is None and f.outcome in counted and f.severity >= least for f in outcome.findings)
    if failing and not options["exit_zero"]:
        return FINDINGS
    return CLEAN if outcome.coverage.complete else INCOMPLETE
