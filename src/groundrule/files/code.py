"""Secrets as programs and configurations hand them over.

Besides what `secretshape` sees in any text, in the files around Terraform and templates a secret is the argument of a
call, the default of a look-up, or the value of a variable that has a type.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain
from re import Pattern
from typing import Final, NamedTuple

from groundrule import secretshape
from groundrule.secretvalues import is_literal, is_random

_LITERAL: Final = r"[\"'](?P<value>[^\"'\\\n]{3,200})[\"']"
_TYPE: Final = r"[\w.&<>?\[\]|][\w.&<>?\[\]| ]{1,60}"


class Form(NamedTuple):
    """One way of handing a literal over.

    Attributes:
        mark: a text that stands in whatever the pattern matches.
        pattern: has the groups `name` and `value`.
        words: whether a value may be a word, which elsewhere is a label or a message more often than a secret.
    """

    mark: str
    pattern: str
    words: bool = True


_FORMS: Final = (
    # the arguments of a call: a constant's definition, a look-up with a default, a map's entry
    Form(",", rf"\(\s*[\"'](?P<name>[\w.-]{{2,60}})[\"']\s*,\s*{_LITERAL}\s*[,)]", words=False),
    # a name with its type, as in TypeScript, Rust, Kotlin
    Form(":", rf"(?<![\w.-])(?P<name>\w{{2,60}})\s*:\s*{_TYPE}=\s*{_LITERAL}"),
    # a setter's argument
    Form("(", rf"(?:set|with)_?(?P<name>[A-Za-z]\w{{2,60}})\(\s*{_LITERAL}\s*\)"),
    # a Dockerfile's other ENV
    Form("ENV ", r"(?m)^[ \t]*ENV[ \t]+(?P<name>\w{2,60})[ \t]+[\"']?(?P<value>[^\s\"'=]{4,200})"),
)
# an AWS secret key has no mark of its own: it is looked for where it is the whole of a value
_WHOLE: Final = r"(?:[\"'=]|:[ ])(?P<value>[A-Za-z0-9/+]{40})(?![\w/+=-])"
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
    return found or next((item.name for item in chain(given(text), whole(text))), "")


def given(text: str) -> Iterator[Given]:
    """The literals that a program gives to a telling name."""
    for form in _FORMS:
        if form.mark in text:
            for match in _compiled(form.pattern).finditer(text):
                name, value = match["name"], match["value"]
                if (form.words or not value.isalpha()) and secretshape.is_secret(name, value):
                    yield Given(name, value, *match.span("value"))


def whole(text: str) -> Iterator[Given]:
    """What is a secret by itself where it is the whole of a value; its name is what it is."""
    for match in _compiled(_WHOLE).finditer(text):
        what = secretshape.known_shape(match["value"])
        if what and is_random(match["value"]):
            yield Given(what, match["value"], *match.span("value"))


def in_pgpass(text: str) -> Iterator[Given]:
    """The passwords of a `.pgpass` file."""
    for match in _compiled(_PGPASS).finditer(text):
        if is_literal(match["value"]):
            yield Given("password", match["value"], match.start("value"), match.end("value"))


@cache
def _compiled(pattern: str) -> Pattern[str]:
    import re

    return re.compile(pattern)
