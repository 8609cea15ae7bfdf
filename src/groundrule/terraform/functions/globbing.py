"""The patterns of `fileset`: `*`, `**`, `?`, `{a,b}`, `[a-z]`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from groundrule.terraform.reading import SourceReader, join

_MOST = 10_000


def matching(sources: SourceReader, directory: str, pattern: str) -> Iterator[str]:
    """Paths below a directory, relative to it, that match; at most so many files are looked at."""
    wanted = re.compile(_translated(pattern))
    for path in islice(_files(sources, directory), _MOST):
        if wanted.fullmatch(path):
            yield path


def _files(sources: SourceReader, top: str) -> Iterator[str]:
    """The files below a directory, relative to it; those of a directory before those below it."""
    pending = [""]
    while pending:
        inside = pending.pop()
        below = []
        for name, is_directory in sources.entries(join(top, inside)):
            path = f"{inside}{name}"
            if not is_directory:
                yield path
            elif not sources.is_link(join(top, path)):
                below.append(f"{path}/")
        pending += reversed(below)


def _translated(pattern: str) -> str:
    result = []
    position = 0
    while position < len(pattern):
        if pattern.startswith("**/", position):
            result.append("(?:.*/)?")
            position += 3
        elif pattern.startswith("**", position):
            result.append(".*")
            position += 2
        elif pattern[position] == "[" and "]" in pattern[position:]:
            end = pattern.index("]", position)
            result.append("[" + pattern[position + 1 : end].replace("!", "^", 1) + "]")
            position = end + 1
        else:
            character = pattern[position]
            simple = {"*": "[^/]*", "?": "[^/]", "{": "(?:", "}": ")", ",": "|"}
            result.append(simple.get(character) or re.escape(character))
            position += 1
    return "".join(result)
