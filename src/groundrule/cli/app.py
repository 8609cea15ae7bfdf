"""The command line for people, by typer: help, mistakes, and everything that is not a plain `check`."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal

import typer

from groundrule import __version__
from groundrule.cli import commands
from groundrule.cli.options import (
    BASELINE,
    CHECK,
    EVAL,
    EVIDENCE,
    GRAPH,
    INPUTS,
    REQUIREMENTS,
    VARIABLES,
    WAIVERS,
    Option,
)
from groundrule.cli.session import inputs_of, settled

app = typer.Typer(
    name="groundrule",
    help="Judge Terraform and CloudFormation before they are deployed.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
)


def _annotation(option: Option) -> Any:
    base: Any = Literal[option.choices] if option.choices else str
    by_kind = {"flag": bool, "value": base | None, "list": list[str]}
    flags = [flag for flag in (option.flag, option.short) if flag]
    metavar = None if option.choices or option.kind == "flag" else option.metavar
    shown: Any = option.default or False if option.kind == "value" else True
    return Annotated[by_kind[option.kind], typer.Option(*flags, help=option.help, metavar=metavar, show_default=shown)]


def command_for(
    run: Callable[[dict[str, Any]], int], options: Sequence[Option], arguments: tuple[str, str, str] | None
) -> Callable[..., None]:
    """A function with the signature that a table of options describes, for typer to look at.

    Args:
        run: given the values by name, returns the exit code.
        options: the table.
        arguments: the arguments' name, their help, and what is meant where there are none.
    """

    def command(**values: Any) -> None:
        raise typer.Exit(run(values))

    parameters = []
    if arguments is not None:
        name, text, default_text = arguments
        listed: Any = Annotated[list[str], typer.Argument(help=text, show_default=default_text)]
        parameters.append(_parameter(name, listed, []))
    for option in options:
        # what is not said is told apart from what is said to be the default: settings may say it
        default: Any = {"flag": False, "value": None, "list": []}[option.kind]
        parameters.append(_parameter(option.name, _annotation(option), default))
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # typer reads it
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return command


def _parameter(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


def _evaluate(values: dict[str, Any]) -> int:
    from groundrule.cli import inspection

    options = settled(values, VARIABLES, EVAL)
    return inspection.evaluate(options["expressions"], options["root"], options["format"], inputs_of(options))


def _graph(values: dict[str, Any]) -> int:
    from groundrule.cli import inspection

    options = settled(values, INPUTS, GRAPH)
    return inspection.graph(options["root"], options["format"], inputs_of(options))


def _baseline(values: dict[str, Any]) -> int:
    from groundrule.cli import gating

    return gating.write_baseline(values)


def _waivers(values: dict[str, Any]) -> int:
    from groundrule.cli import gating

    return gating.report_waivers(values)


def _requirements(values: dict[str, Any]) -> int:
    from groundrule.cli import requirements

    return requirements.requirements(values)


def _evidence(values: dict[str, Any]) -> int:
    from groundrule.cli import evidence

    return evidence.evidence(values)


PATHS = ("paths", "Files or directories.", "the current directory")
_EXPRESSIONS = ("expressions", "Terraform expressions.", 'one {"expr": …} a line of standard input')
app.command("check", help="Judge files and directories.")(command_for(commands.check, CHECK, PATHS))
app.command("baseline", help="Write what is found now to a file that keeps it out of later runs.")(
    command_for(_baseline, BASELINE, PATHS)
)
app.command("waivers", help="Tell what is the matter with the waivers.")(command_for(_waivers, WAIVERS, PATHS))
app.command("requirements", help="Tell what is demanded, and which policies check it.")(
    command_for(_requirements, REQUIREMENTS, None)
)
app.command("evidence", help="Write what the templates show of each requirement, to be filed.")(
    command_for(_evidence, EVIDENCE, PATHS)
)
app.command("eval", help="Evaluate expressions as if they stood in a root module.")(
    command_for(_evaluate, EVAL, _EXPRESSIONS)
)
app.command("graph", help="Print the resources and their references.")(command_for(_graph, GRAPH, None))


@app.command()
def policies(
    format_: Annotated[Literal["text", "json"], typer.Option("--format", "-f", help="How to print the list.")] = "text",
    directory: Annotated[
        list[str], typer.Option("--policies", help="Also list the policies in this directory.", metavar="DIRECTORY")
    ] = [],  # noqa: B006 - typer copies it
) -> None:
    """List every policy."""
    raise typer.Exit(commands.policies(format_, directory))


@app.command()
def explain(
    policy: Annotated[str, typer.Argument(help="A policy's id, or another linter's id.", metavar="POLICY")],
    directory: Annotated[
        list[str], typer.Option("--policies", help="Also look in this directory.", metavar="DIRECTORY")
    ] = [],  # noqa: B006 - typer copies it
) -> None:
    """Tell one policy's reasons and how to mend what it finds."""
    raise typer.Exit(commands.explain(policy, directory))


@app.command("test")
def hold(
    fixtures: Annotated[str, typer.Argument(help="A directory of examples.", metavar="DIRECTORY")] = "fixtures",
    directory: Annotated[
        list[str], typer.Option("--policies", help="Also take the policies in this directory.", metavar="DIRECTORY")
    ] = [],  # noqa: B006 - typer copies it
) -> None:
    """Hold policies against their examples, such as `<policy-id>/deny.tf` and `<policy-id>/allow.yaml`."""
    from groundrule.cli import examples

    raise typer.Exit(examples.hold(fixtures, directory))


@app.command()
def init() -> None:
    """Write settings, a hook and a CI job for this repository; what is there is left as it is."""
    from groundrule.cli import initial

    raise typer.Exit(initial.init())


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"groundrule {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Judge Terraform and CloudFormation before they are deployed."""
