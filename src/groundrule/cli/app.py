"""The command line for people, by typer: help, mistakes, and everything that is not a plain `check`."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Annotated, Any, Literal

import typer

from groundrule import __version__
from groundrule.cli import commands
from groundrule.cli.options import CHECK, Option

app = typer.Typer(
    name="groundrule",
    help="Judge Terraform and CloudFormation before they are deployed.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
)


def _annotation(option: Option) -> Any:
    base: Any = Literal[option.choices] if option.choices else str
    by_kind = {"flag": bool, "value": base, "list": list[str]}
    flags = [flag for flag in (option.flag, option.short) if flag]
    metavar = None if option.choices or option.kind == "flag" else option.metavar
    return Annotated[by_kind[option.kind], typer.Option(*flags, help=option.help, metavar=metavar)]


def command_for(run: Callable[[dict[str, Any]], int]) -> Callable[..., None]:
    """A function with the signature that the table of options describes, for typer to look at."""

    def command(**values: Any) -> None:
        raise typer.Exit(run(values))

    paths: Any = Annotated[
        list[str], typer.Argument(help="Files or directories.", show_default="the current directory")
    ]
    parameters = [_parameter("paths", paths, [])]
    for option in CHECK:
        default: Any = {"flag": False, "value": option.default, "list": []}[option.kind]
        parameters.append(_parameter(option.name, _annotation(option), default))
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # typer reads it
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return command


def _parameter(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


app.command("check", help="Judge files and directories.")(command_for(commands.check))


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
