"""RE2's regular expressions, read by Python's."""

from __future__ import annotations

import re

from groundrule.terraform.functions.arguments import FunctionError
from groundrule.value import Data

_CLASSES = {
    "[:alnum:]": "0-9A-Za-z",
    "[:alpha:]": "A-Za-z",
    "[:ascii:]": r"\x00-\x7F",
    "[:blank:]": r"\t ",
    "[:cntrl:]": r"\x00-\x1F\x7F",
    "[:digit:]": "0-9",
    "[:lower:]": "a-z",
    "[:punct:]": r"!-/:-@\[-`{-~",
    "[:space:]": r"\t\n\v\f\r ",
    "[:upper:]": "A-Z",
    "[:word:]": "0-9A-Za-z_",
    "[:xdigit:]": "0-9A-Fa-f",
}
# RE2 has none of these, Python has
_FOREIGN = re.compile(r"(?<!\\)(?:\\\\)*(?:\(\?(?:[=!>#]|<[=!]|P=|\()|[*+?}]\+)")


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of RE2; its classes are ASCII and `$` is the very end."""
    if _FOREIGN.search(pattern):
        raise FunctionError("the pattern uses what RE2 does not have")
    translated = pattern.replace(r"\z", r"\Z").replace(r"\A", r"\A")
    for name, characters in _CLASSES.items():
        translated = translated.replace(name, characters)
    translated = re.sub(r"\(\?([imsU]+)\)", lambda match: f"(?{match[1].replace('U', '')})", translated)
    try:
        return re.compile(re.sub(r"(?<!\\)((?:\\\\)*)\$(?=\)|\||$)", r"\1\\Z", translated), re.ASCII)
    except (re.error, OverflowError, RecursionError) as error:
        raise FunctionError(f"the pattern is invalid: {error}") from error


def groups(match: re.Match[str]) -> Data:
    """A match as Terraform gives it: its text, a list of its groups, or an object of its named ones."""
    if match.re.groupindex:
        return {name: match[name] for name in match.re.groupindex}
    return list(match.groups()) if match.re.groups else match[0]


def expanded(replacement: str, match: re.Match[str]) -> str:
    """A replacement with `$1`, `${1}` and `${name}` filled in; `$$` is a dollar."""

    def fill(reference: re.Match[str]) -> str:
        name = reference[1] or reference[2]
        if name is None:
            return "$"
        if name.isdigit():
            return (match[int(name)] or "") if int(name) <= match.re.groups else ""
        return (match[name] or "") if name in match.re.groupindex else ""

    return re.sub(r"\$(?:\{(\w+)\}|(\w+)|\$)", fill, replacement)
