"""Where comments stand in a file. A comment's mark inside a string, a heredoc or a block scalar is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple


class Comment(NamedTuple):
    """A comment's stretch with its mark, `end` exclusive, and its text without the mark."""

    start: int
    end: int
    text: str


@cache
def _code() -> re.Pattern[str]:
    return re.compile(r'"|[{}]|#|//|/\*|<<-?([\w-]+)[ \t]*\r?$', re.MULTILINE)


@cache
def _quoted() -> re.Pattern[str]:
    return re.compile(r'\\.|"|\n|\$\$\{|%%\{|[$%]\{')


@cache
def _heredoc(word: str) -> re.Pattern[str]:
    return re.compile(rf"\$\$\{{|%%\{{|[$%]\{{|^[ \t]*{re.escape(word)}(?=\s|$)", re.MULTILINE)


def in_hcl(text: str) -> Iterator[Comment]:
    """The comments of HCL's native syntax: `#`, `//`, `/* */`."""
    # what is open around the place: "{" a brace of code, `"` a string, any other word a heredoc; an interpolation
    # is a "{" on top of a string or heredoc
    inside: list[str] = []
    offset = 0
    while True:
        around = inside[-1] if inside else "{"
        pattern = _code() if around == "{" else _quoted() if around == '"' else _heredoc(around)
        match = pattern.search(text, offset)
        if match is None:
            return
        offset = match.end()
        token = match[0]
        if around == "{" and token in {"#", "//", "/*"}:
            comment = _comment(text, match.start(), token)
            offset = comment.end
            yield comment
        elif around == "{":
            _enter_code(inside, match)
        else:
            _enter_text(inside, token)


def _enter_code(inside: list[str], match: re.Match[str]) -> None:
    """A token of code that is no comment."""
    if match[0] == "}":
        if inside:
            inside.pop()
    else:
        inside.append(match[1] or match[0])


def _enter_text(inside: list[str], token: str) -> None:
    """A token inside a string or heredoc."""
    if token in {"${", "%{"}:
        inside.append("{")
    elif token[:1] not in {"\\", "$", "%"}:
        # the closing quote, the heredoc's last line, or a string that is not closed on its line
        inside.pop()


def _comment(text: str, start: int, mark: str) -> Comment:
    end = text.find("*/" if mark == "/*" else "\n", start + len(mark))
    if mark == "/*":
        stop = len(text) if end < 0 else end + 2
        return Comment(start, stop, text[start + 2 : stop].removesuffix("*/").strip())
    stop = len(text) if end < 0 else end
    return Comment(start, stop, text[start + len(mark) : stop].strip())


def in_yaml(text: str, scalars: Iterable[tuple[int, int]]) -> Iterator[Comment]:
    """The comments of YAML.

    Args:
        text: the file.
        scalars: the stretches of its keys and values, which a `#` inside belongs to.
    """
    taken = sorted(set(scalars))
    position = 0
    offset = text.find("#")
    while offset >= 0:
        while position < len(taken) and taken[position][1] <= offset:
            position += 1
        within = position < len(taken) and taken[position][0] <= offset
        if within:
            offset = text.find("#", taken[position][1])
            continue
        if offset == 0 or text[offset - 1] in " \t\r\n":
            comment = _comment(text, offset, "#")
            yield comment
            offset = comment.end
        offset = text.find("#", offset + 1)


@cache
def _any_language() -> re.Pattern[str]:
    return re.compile(r"(?:^|(?<=[ \t]))(?P<mark>#+|//+|--|;+|%|<!--|/\*+|[Rr][Ee][Mm]\b)(?P<text>.*)$", re.MULTILINE)


def in_lines(text: str) -> Iterator[Comment]:
    """What may be a comment in a file of any language: from a comment's mark to the end of the line."""
    for match in _any_language().finditer(text):
        words = match["text"].rstrip().removesuffix("-->").removesuffix("*/").strip()
        yield Comment(match.start(), match.start() + len(match[0].rstrip()), words)
