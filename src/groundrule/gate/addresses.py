"""Patterns of resource addresses, alike for HCL, plans and CloudFormation."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple


class Part(NamedTuple):
    """One part between dots: a name and, where an instance is meant, its key with the brackets."""

    name: str
    key: str


def parts(address: str) -> tuple[Part, ...]:
    """The parts of an address or pattern; dots inside of a quoted key separate nothing."""
    found: list[Part] = []
    rest = address
    while rest:
        name, key, rest = _first(rest)
        found.append(Part(name, key))
    return tuple(found)


def _first(text: str) -> tuple[str, str, str]:
    """The first part's name and key, and what follows it."""
    dot, bracket = text.find("."), text.find("[")
    if bracket < 0 or 0 <= dot < bracket:
        name, _, rest = text.partition(".")
        return name, "", rest
    end = text.find('"]', bracket + 2) + 1 if text[bracket + 1 : bracket + 2] == '"' else text.find("]", bracket)
    if end <= 0:
        return text, "", ""
    return text[:bracket], text[bracket : end + 1], text[end + 1 :].removeprefix(".")


def matches(pattern: str, address: str) -> bool:
    """Whether a pattern means an address.

    `*` and `?` stand for characters of one part, `**` for any number of parts. A part without an instance key means
    every instance, `[*]` too; a part with one means that instance.
    """
    return _match(parts(pattern), parts(address))


def _match(pattern: Sequence[Part], address: Sequence[Part]) -> bool:
    if not pattern:
        return not address
    if pattern[0].name == "**":
        return any(_match(pattern[1:], address[skipped:]) for skipped in range(len(address) + 1))
    return bool(address) and _part_matches(pattern[0], address[0]) and _match(pattern[1:], address[1:])


def _part_matches(pattern: Part, part: Part) -> bool:
    return fnmatchcase(part.name, pattern.name) and (pattern.key in {"", "[*]"} or pattern.key == part.key)


def is_anything(pattern: str) -> bool:
    """Whether a pattern narrows nothing down: it holds no name at all."""
    return all(not part.name.strip("*?") for part in parts(pattern))
