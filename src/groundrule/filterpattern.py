"""Filter patterns of CloudWatch Logs for JSON events, and which events they match.

The syntax is that of
https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Final, TypeAlias, Union

Event: TypeAlias = Mapping[str, Union[str, "Event"]]
Matcher: TypeAlias = Callable[[Event], bool]
Field: TypeAlias = "str | Event | None"

_DEPTH: Final = 50
_TOKENS: Final = r"""
    \s*(?:
      (?P<sign>\|\||&&|!=|<=|>=|[=<>()])
    | (?P<field>\$(?:\.[\w:-]+|\[[^\]]*\])+)
    | "(?P<text>(?:[^"\\]|\\.)*)"
    | (?P<word>[^\s()=!<>&|"%$]+)
    )
"""
_STEP: Final = r"\.([\w:-]+)|\[['\"]?([^\]'\"]*)['\"]?\]"


class _UnreadableError(Exception):
    """The pattern is not one for JSON events, or holds something that is not judged here."""


@lru_cache(maxsize=256)
def matcher(pattern: str) -> Matcher | None:
    """What tells whether a pattern matches an event.

    Args:
        pattern: such as `{ ($.eventName = "DeleteTrail") || ($.errorCode = "AccessDenied*") }`; an empty one
            matches every event.

    Returns:
        the question, or None where the pattern is not one for JSON events, is not valid, or has regular
        expressions: those of a template are not run.
    """
    text = pattern.strip()
    if not text:
        return lambda _: True
    if not (text.startswith("{") and text.endswith("}")):
        return None
    try:
        return _Parser(list(_tokens(text[1:-1]))).whole()
    except _UnreadableError:
        return None


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """Kind and text of each token; the kinds are the groups of the expression."""
    scan = re.compile(_TOKENS, re.VERBOSE)
    at, end = 0, len(text.rstrip())
    while at < end:
        found = scan.match(text, at)
        if found is None or found.lastgroup is None:
            raise _UnreadableError
        yield found.lastgroup, found[found.lastgroup]
        at = found.end()


class _Parser:
    """Reads tokens by descent: alternatives of conjunctions of comparisons."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    def whole(self) -> Matcher:
        """The whole pattern."""
        found = self._alternatives()
        if self._at < len(self._tokens):
            raise _UnreadableError
        return found

    def _alternatives(self) -> Matcher:
        parts = [self._conjunction()]
        while self._takes("||"):
            parts.append(self._conjunction())
        return parts[0] if len(parts) == 1 else lambda event: any(part(event) for part in parts)

    def _conjunction(self) -> Matcher:
        parts = [self._term()]
        while self._takes("&&"):
            parts.append(self._term())
        return parts[0] if len(parts) == 1 else lambda event: all(part(event) for part in parts)

    def _term(self) -> Matcher:
        if not self._takes("("):
            return self._comparison()
        self._depth += 1
        if self._depth > _DEPTH:
            raise _UnreadableError
        inner = self._alternatives()
        self._depth -= 1
        if not self._takes(")"):
            raise _UnreadableError
        return inner

    def _comparison(self) -> Matcher:
        kind, field = self._next()
        if kind != "field":
            raise _UnreadableError
        steps = [name or index for name, index in re.findall(_STEP, field)]
        kind, sign = self._next()
        if kind == "word":
            return _presence(steps, sign.upper(), self._next()[1].upper())
        kind, value = self._next()
        if kind not in {"text", "word"} or sign not in {"=", "!="}:
            raise _UnreadableError
        return _equality(steps, value, equal=sign == "=")

    def _next(self) -> tuple[str, str]:
        if self._at == len(self._tokens):
            raise _UnreadableError
        self._at += 1
        return self._tokens[self._at - 1]

    def _takes(self, sign: str) -> bool:
        found = self._tokens[self._at : self._at + 1] == [("sign", sign)]
        self._at += found
        return found


def _field(event: Event, steps: list[str]) -> Field:
    found: Field = event
    for step in steps:
        found = found.get(step) if isinstance(found, Mapping) else None
    return found


def _presence(steps: list[str], first: str, second: str) -> Matcher:
    match first, second:
        case "NOT", "EXISTS":
            return lambda event: _field(event, steps) is None
        case "IS", "NULL" | "TRUE" | "FALSE":
            # the events that are asked about hold texts and objects only
            return lambda _: False
        case _:
            raise _UnreadableError


def _equality(steps: list[str], value: str, *, equal: bool) -> Matcher:
    """Whether a field is there and equals (or differs from) a value, in which `*` stands for anything."""
    wildcard = value.replace("[", "[[]").replace("?", "[?]")

    def matches(event: Event) -> bool:
        found = _field(event, steps)
        return isinstance(found, str) and fnmatchcase(found, wildcard) is equal

    return matches
