"""Secrets as programs and configurations hand them over.

Besides what `secretshape` sees in any text, in the files around Terraform and templates a secret is the argument of a
call, the default of a look-up, or the value of a variable that has a type.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from re import Pattern
from typing import Final, NamedTuple

from groundrule import secretshape
from groundrule.secretvalues import is_literal

_LITERAL: Final = r"[\"'](?P<value>[^\"'\\\n]{3,200})[\"']"
# each with a text that stands in whatever it matches
_FORMS: Final = (
    # the arguments of a call: a constant's definition, a look-up with a default, a map's entry
    (",", rf"\(\s*[\"'](?P<name>[\w.-]{{2,60}})[\"']\s*,\s*{_LITERAL}\s*[,)]"),
    # a name with its type, as in TypeScript, Rust, Kotlin
    (":", rf"(?<![\w.-])(?P<name>\w{{2,60}})\s*:\s*[\w.&<>?\[\]|][\w.&<>?\[\]| ]{{1,60}}=\s*{_LITERAL}"),
    # a setter's argument
    ("(", rf"(?:set|with)_?(?P<name>[A-Za-z]\w{{2,60}})\(\s*{_LITERAL}\s*\)"),
    # a Dockerfile's other ENV
    ("ENV ", r"(?m)^[ \t]*ENV[ \t]+(?P<name>\w{2,60})[ \t]+[\"']?(?P<value>[^\s\"'=]{4,200})"),
)
# host:port:database:user:password, https://www.postgresql.org/docs/current/libpq-pgpass.html
_PGPASS: Final = r"(?m)^[^:#\s]+:(?:\d+|\*):[^:\n]+:(?P<name>[^:\n]+):(?P<value>[^:\s]{3,200})[ \t]*$"


class Given(NamedTuple):
    """A literal that is given to a name, and the offsets at which it stands."""

    name: str
    value: str
    start: int
    end: int


def sees(text: str) -> str:
    """What a text holds, as `secretshape.in_script` tells, or as a program would write it; empty for nothing."""
    # what stands below a name is a part of it, and not its value
    found = secretshape.in_script(text.replace(":\n", ":;\n").replace(":\r\n", ":;\r\n"))
    return found or next((item.name for item in given(text)), "")


def given(text: str) -> Iterator[Given]:
    """The literals that a program gives to a telling name."""
    for mark, pattern in _FORMS:
        if mark in text:
            for match in _compiled(pattern).finditer(text):
                # words are labels and messages more often than secrets
                if not match["value"].isalpha() and secretshape.is_secret(match["name"], match["value"]):
                    yield Given(match["name"], match["value"], match.start("value"), match.end("value"))


def in_pgpass(text: str) -> Iterator[Given]:
    """The passwords of a `.pgpass` file."""
    for match in _compiled(_PGPASS).finditer(text):
        if is_literal(match["value"]):
            yield Given("password", match["value"], match.start("value"), match.end("value"))


@cache
def _compiled(pattern: str) -> Pattern[str]:
    import re

    return re.compile(pattern)
