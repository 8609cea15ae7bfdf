"""Names that an organisation lists with wildcards."""

from __future__ import annotations

from collections.abc import Iterable


def fits(name: str, patterns: Iterable[str]) -> bool:
    """Whether a name is one of those that are listed; `*` stands for anything, case and spaces do not count."""
    from fnmatch import fnmatchcase

    plain = name.replace(" ", "").lower()
    return any(fnmatchcase(plain, pattern.replace(" ", "").lower()) for pattern in patterns)
