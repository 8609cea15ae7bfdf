"""The patterns of `fileset`: `*`, `**`, `?`, `{a,b}`, `[a-z]`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

_MOST = 10_000


def matching(directory: Path, pattern: str) -> Iterator[str]:
    """Paths below a directory, relative to it, that match."""
    wanted = re.compile(_translated(pattern))
    seen = 0
    for base, directories, names in os.walk(directory):
        directories.sort()
        for name in sorted(names):
            seen += 1
            if seen > _MOST:
                return
            path = Path(base, name).relative_to(directory).as_posix()
            if wanted.fullmatch(path):
                yield path


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
