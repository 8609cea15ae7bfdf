"""Reads an ordinary `groundrule check …` without typer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from groundrule.cli.options import CHECK, Option

Values: TypeAlias = dict[str, "str | bool | list[str] | None"]

_BY_FLAG = {flag: option for option in CHECK for flag in (option.flag, option.short) if flag}


def defaults() -> Values:
    """The values of a command line that says nothing."""
    values: Values = {"paths": []}
    for option in CHECK:
        values[option.name] = False if option.kind == "flag" else [] if option.kind == "list" else None
    return values


def plain_check(arguments: Sequence[str]) -> Values | None:
    """The values of a plain `check` command line; None for anything that typer had better read."""
    if not arguments or arguments[0] != "check":
        return None
    values = defaults()
    rest = iter(arguments[1:])
    for argument in rest:
        if not argument.startswith("-"):
            _append(values, "paths", argument)
            continue
        flag, equals, value = argument.partition("=")
        option = _BY_FLAG.get(flag)
        if option is None or (equals and not flag.startswith("--")):
            return None
        if option.kind == "flag":
            if equals:
                return None
            values[option.name] = True
            continue
        text = value if equals else next(rest, None)
        if text is None or not _fits(option, text, given_apart=not equals):
            return None
        if option.kind == "list":
            _append(values, option.name, text)
        else:
            values[option.name] = text
    return values


def _fits(option: Option, text: str, *, given_apart: bool) -> bool:
    """Whether a value is one beyond doubt; what looks like another flag is typer's to judge."""
    if given_apart and text.startswith("-"):
        return False
    return not option.choices or text in option.choices


def _append(values: Values, name: str, text: str) -> None:
    there = values[name]
    if isinstance(there, list):
        there.append(text)
