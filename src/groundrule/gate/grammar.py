"""What a comment asks for: our own ignores and those of other linters.

Sources of the foreign forms:
    https://www.checkov.io/2.Concepts/Suppressing%20and%20Skipping%20Policies.html
    https://trivy.dev/latest/docs/configuration/filtering/
    https://docs.kics.io/latest/running-kics/
    https://github.com/stelligent/cfn_nag
    https://github.com/aws-cloudformation/cfn-lint/blob/main/docs/getting_started/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, Literal, NamedTuple, TypeAlias

Tool: TypeAlias = Literal["groundrule", "checkov", "trivy", "kics", "cfn_nag", "cfn-lint"]
Reach: TypeAlias = Literal["here", "around", "next-line", "next-block", "file"]

EVERYTHING: Final = "*"
_KEYS: Final = ("reason", "until", "approved-by")


class Request(NamedTuple):
    """One ignore as it is written.

    Attributes:
        tool: whose words it is in.
        names: the policies in that tool's ids; `EVERYTHING` for all that the tool knows.
        reach: `here` the line or what begins below the comment, `around` the block that the comment stands in,
            `next-line`, `next-block` what follows, `file` all of it where nothing but comments stands above.
        reason: in its author's words.
        approver: who allowed it.
        until: the last day, as `2027-01-31`; empty for ever.
        flaw: what is wrong with the way it is written, or why it is not honoured.
        but: of everything, the policies that are not meant, in that tool's ids.
        workspace: the one that it holds in, `*` for any characters; empty for every one.
    """

    tool: Tool
    names: tuple[str, ...]
    reach: Reach
    reason: str = ""
    approver: str = ""
    until: str = ""
    flaw: str = ""
    but: tuple[str, ...] = ()
    workspace: str = ""


def requests(text: str, *, foreign: bool = True) -> Iterator[Request]:
    """What a comment's text asks for.

    Args:
        text: without the comment's mark.
        foreign: whether other linters' words count.
    """
    own = _own().search(text)
    if own is not None:
        yield _parsed(text[own.end() :])
    if foreign:
        yield from _checkov(text)
        yield from _trivy(text)
        yield from _kics(text)


# -- our own ---------------------------------------------------------------------------------------------


@cache
def _own() -> re.Pattern[str]:
    return re.compile(r"^[*\s]*groundrule:", re.MULTILINE)


@cache
def _names() -> re.Pattern[str]:
    return re.compile(r"\s*ignore\s*\[([^\]\n]*)\]")


@cache
def _pair() -> re.Pattern[str]:
    return re.compile(r"""\s+([a-z-]+)=(?:"((?:[^"\\\n]|\\.)*)"|([^\s"]+))(?=\s|$)""")


def _parsed(text: str) -> Request:
    line = text.split("\n", 1)[0].rstrip()
    head = _names().match(line)
    if head is None:
        return _flawed("expected `ignore[policy-id]` behind `groundrule:`")
    names = tuple(name.strip() for name in head[1].split(","))
    if not all(names):
        return _flawed("`ignore[…]` names no policy")
    values, flaw = _values(line, head.end())
    return made(names, values, flaw, reach="here")


def _flawed(flaw: str) -> Request:
    return Request("groundrule", (), "here", flaw=flaw)


def _values(line: str, offset: int) -> tuple[dict[str, str], str]:
    values: dict[str, str] = {}
    while line[offset:].strip():
        match = _pair().match(line, offset)
        if match is None:
            return values, f'expected name=value or name="value", found `{line[offset:].strip()[:20]}`'
        if match[1] in values:
            return values, f"`{match[1]}` is given twice"
        values[match[1]] = match[3] or re.sub(r"\\(.)", r"\1", match[2] or "")
        offset = match.end()
    return values, ""


def made(names: tuple[str, ...], values: dict[str, str], flaw: str, reach: Reach) -> Request:
    """Our own ignore of its parts.

    Args:
        names: the policies.
        values: of `reason`, `until` and `approved-by`.
        flaw: what is wrong with it so far.
        reach: what it covers.
    """
    for name in values:
        if name not in _KEYS:
            flaw = flaw or f"there is no `{name}`, only {', '.join(_KEYS)}{_meant(name)}"
    until = values.get("until", "")
    if until and not is_day(until):
        flaw = flaw or f"`until={until}` is no day: write it as 2027-01-31"
    return Request("groundrule", names, reach, values.get("reason", ""), values.get("approved-by", ""), until, flaw)


def _meant(name: str) -> str:
    import difflib

    close = difflib.get_close_matches(name, _KEYS, n=1)
    return f": did you mean `{close[0]}`?" if close else ""


def is_day(text: str) -> bool:
    """Whether a text is a day as `2027-01-31`."""
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


# -- other linters ---------------------------------------------------------------------------------------


@cache
def _checkov_pattern() -> re.Pattern[str]:
    return re.compile(r"\b(?:checkov|bridgecrew):\s*skip\s*=\s*([A-Za-z0-9_]+(?:\s*,\s*[A-Za-z0-9_]+)*)(?::([^\n]*))?")


def _checkov(text: str) -> Iterator[Request]:
    for match in _checkov_pattern().finditer(text):
        names = tuple(name.strip() for name in match[1].split(","))
        yield Request("checkov", names, "around", (match[2] or "").strip())


@cache
def _trivy_pattern() -> re.Pattern[str]:
    return re.compile(r"\b(?:tfsec|trivy):ignore:([A-Za-z0-9*_-]+)((?:\[[^\]\n]*\])?)((?::[a-z]+:[^\s:]+)*)")


def _trivy(text: str) -> Iterator[Request]:
    for match in _trivy_pattern().finditer(text):
        settings = dict(re.findall(r":([a-z]+):([^\s:]+)", match[3]))
        until = settings.pop("exp", "")
        workspace = settings.pop("ws", "")
        flaw = ""
        if match[2]:
            flaw = f"it holds for some values only (`{match[2]}`), and those are not looked at"
        elif settings:
            flaw = f"`:{next(iter(settings))}:` is not known"
        elif until and not is_day(until):
            flaw, until = f"`exp:{until}` is no day: write it as 2027-01-31", ""
        yield Request("trivy", (match[1],), "here", until=until, flaw=flaw, workspace=workspace)


@cache
def _kics_pattern() -> re.Pattern[str]:
    return re.compile(
        r"^kics-scan\s+(?:(ignore-line|ignore-block|ignore)\s*$|(enable|disable)\s*=\s*([\w,\s-]+))", re.MULTILINE
    )


_KICS_REACH: Final[dict[str, Reach]] = {"ignore": "file", "ignore-line": "next-line", "ignore-block": "next-block"}


def _kics(text: str) -> Iterator[Request]:
    for match in _kics_pattern().finditer(text):
        if match[1]:
            yield Request("kics", (EVERYTHING,), _KICS_REACH[match[1]])
            continue
        names = tuple(name.strip() for name in match[3].split(",") if name.strip())
        yield (
            Request("kics", names, "file")
            if match[2] == "disable"
            else Request("kics", (EVERYTHING,), "file", but=names)
        )
