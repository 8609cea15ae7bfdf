"""A policy's docstring by its sections."""

from __future__ import annotations

from typing import NamedTuple

from groundrule.policy import Policy


class Text(NamedTuple):
    """The parts of a policy's docstring behind its first line."""

    why: str
    fix: str
    never_unknown: str
    sources: tuple[str, ...]


def sections(policy: Policy) -> Text:
    """The parts of a policy's docstring behind its first line."""
    body = policy.text.partition("\n")[2]
    why, _, rest = body.partition("\nFix:\n")
    middle, _, sources = rest.partition("\nSources:\n")
    fix, _, never_unknown = middle.partition("\nNever unknown:\n")
    return Text(why.strip(), _flush(fix), _flush(never_unknown), tuple(_flush(sources).splitlines()))


def _flush(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())
