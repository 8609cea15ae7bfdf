"""Signed statements for what no template can show, in a file of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from groundrule.gate.grammar import is_day
from groundrule.profile.catalogue import Catalogue, Kind, Requirement
from groundrule.secrecy import told
from groundrule.tree import DISK, Tree

if TYPE_CHECKING:
    from groundrule.schemas.yamlfile import Checked


class Attestation(NamedTuple):
    """A signed statement.

    Attributes:
        requirement: the id of the row that it is for.
        statement: in its author's words.
        by: who signed it.
        signed: the day on which it was signed, as `2026-11-25`.
        expires: the last day on which it holds, as `2027-11-25`.
    """

    requirement: str
    statement: str
    by: str
    signed: str
    expires: str

    def fault(self, day: date) -> str:
        """Why it does not hold on a day; empty where it does."""
        if date.fromisoformat(self.signed) > day:
            return f"the attestation of {self.by} is dated {self.signed}, after the day of this report"
        if date.fromisoformat(self.expires) < day:
            return f"the attestation of {self.by} has expired on {self.expires}"
        return ""


def read(path: str, catalogues: Sequence[Catalogue], tree: Tree = DISK) -> Mapping[str, Attestation]:
    """The attestations of a file by the requirements that they are for.

    Args:
        path: the file.
        catalogues: the requirements that there are.
        tree: where the file lies.

    Raises:
        UsageError: it can't be read, is not what its schema asks for, or attests what can't be; with file and line.
    """
    from groundrule.schemas import shipped, yamlfile

    checked = yamlfile.read(path, shipped("attestations"), tree)
    rows = {row.id: row for catalogue in catalogues for row in catalogue.requirements}
    found: dict[str, Attestation] = {}
    for position, item in enumerate(checked.data["attestations"]):
        _check(item, rows, checked, position)
        if item["requirement"] in found:
            raise checked.complain(("attestations", position, "requirement"), "it is attested twice: leave one")
        values = (told(item[name]) for name in ("requirement", "statement", "by", "date", "expires"))
        found[item["requirement"]] = Attestation(*values)
    return found


def _check(item: Mapping[str, Any], rows: Mapping[str, Requirement], checked: Checked, position: int) -> None:
    where = ("attestations", position, "requirement")
    row = rows.get(item["requirement"])
    if row is None:
        known = "`groundrule requirements` lists them"
        raise checked.complain(where, f"the profile has no requirement `{item['requirement']}`: {known}")
    if row.kind is Kind.CHECKED:
        raise checked.complain(
            where,
            f"templates decide {row.id}, a statement can't: take it out, and waive what may be kept",
        )
    for name in ("date", "expires"):
        if not is_day(item[name]):
            raise checked.complain(("attestations", position, name), f"`{name}`: there is no day `{item[name]}`")
    if item["expires"] < item["date"]:
        raise checked.complain(("attestations", position, "expires"), "it expires before it is signed")
