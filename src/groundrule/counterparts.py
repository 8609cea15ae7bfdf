"""What other linters' names mean that are no policy's alias: Trivy's and tfsec's long names, cfn_nag's ids.

The table is read where such a name is met. A name of Trivy's stands for an id of Trivy's, which policies have as an
alias.

Sources:
    https://trivy.dev/latest/docs/scanner/misconfiguration/config/config/ (how a name is made; wildcards)
    https://aquasecurity.github.io/tfsec/latest/ (the list of checks)
    https://github.com/stelligent/cfn_nag/issues/480 (what `cfn_nag_rules` prints)
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

PATH: Final = Path(__file__).with_suffix(".csv")


class Counterpart(NamedTuple):
    """One row of the table.

    Attributes:
        linter: `trivy` or `cfn_nag`.
        service: what a long name begins with, as `aws-s3`; empty for cfn_nag.
        code: the short code or id.
        means: policies' ids and aliases.
    """

    linter: str
    service: str
    code: str
    means: tuple[str, ...]


@cache
def table() -> tuple[Counterpart, ...]:
    """Every row, in the file's order."""
    lines = PATH.read_text("utf-8").splitlines()[1:]
    fields = (line.split(",") for line in lines)
    return tuple(Counterpart(linter, service, code, tuple(means.split())) for linter, service, code, means in fields)


@cache
def counterparts(name: str) -> frozenset[str]:
    """The policies' ids and aliases that a long name of Trivy's or an id of cfn_nag's stands for.

    Args:
        name: in lower case.
    """
    if not name.startswith("aws-") and not (name[:1] in {"f", "w"} and name[1:].isdigit()):
        return frozenset()
    return frozenset(item for row in table() if name == _long_name(row) for item in row.means)


@cache
def in_trivy(pattern: str) -> frozenset[str]:
    """The ids that Trivy's own comments may mean: besides long names it takes short codes, and `*` for any characters.

    Args:
        pattern: in lower case.
    """
    rows = (row for row in table() if row.linter == "trivy")
    return frozenset(
        item for row in rows if matches(pattern, row.code) or matches(pattern, _long_name(row)) for item in row.means
    )


def _long_name(row: Counterpart) -> str:
    return f"{row.service}-{row.code}" if row.service else row.code.lower()


def matches(pattern: str, name: str) -> bool:
    """Whether a pattern with `*` means a name; nothing else in it has a meaning of its own."""
    if "*" not in pattern:
        return pattern == name
    first, *middle, last = pattern.split("*")
    if not name.startswith(first) or not name.endswith(last):
        return False
    offset, end = len(first), len(name) - len(last)
    for part in middle:
        found = name.find(part, offset, end)
        if found < 0:
            return False
        offset = found + len(part)
    return offset <= end
