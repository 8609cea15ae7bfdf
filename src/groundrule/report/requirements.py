"""The matrix of requirements and the policies that serve them: for a terminal, as JSON, as Markdown."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from groundrule.policy import Policy
from groundrule.profile.catalogue import Catalogue, Requirement
from groundrule.profile.service import serving
from groundrule.report.words import plural

_WIDTH: Final = 100
_MARK: Final = " ○"


class Matrix(NamedTuple):
    """Requirements × policies.

    Attributes:
        catalogues: the requirements.
        policies: all that there are.
        chosen: the ids of those that run.
    """

    catalogues: Sequence[Catalogue]
    policies: Sequence[Policy]
    chosen: Collection[str]

    def serving(self, row: Requirement) -> tuple[Policy, ...]:
        """The policies that check some of a requirement."""
        return serving(row, self.policies)

    @property
    def rows(self) -> Sequence[Requirement]:
        """The requirements of all catalogues."""
        return [row for catalogue in self.catalogues for row in catalogue.requirements]

    def name(self, policy: Policy) -> str:
        """A policy's id, marked where it does not run."""
        return policy.id if policy.id in self.chosen else f"{policy.id}{_MARK}"


def text(matrix: Matrix) -> str:
    """For a terminal."""
    lines: list[str] = []
    for catalogue in matrix.catalogues:
        lines += [f"{catalogue.title} ({catalogue.edition})", ""]
        for row in catalogue.requirements:
            lines += [*_row(row, matrix), ""]
    lines += [_summary(matrix), f"Policies marked with{_MARK} run only when they are selected."]
    return "\n".join(lines) + "\n"


def _row(row: Requirement, matrix: Matrix) -> Iterator[str]:
    from textwrap import wrap

    policies = matrix.serving(row)
    yield f"{row.id}  {row.title} [{row.kind.words}; {plural(len(policies), 'policy', 'policies')}]"
    # a mark stays with its name
    names = " ".join(matrix.name(policy).replace(_MARK, "\0") for policy in policies)
    lines = wrap(
        names, _WIDTH, initial_indent="  ", subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )
    yield from (line.replace("\0", _MARK) for line in lines)


def _summary(matrix: Matrix) -> str:
    served = {policy.id for row in matrix.rows for policy in matrix.serving(row)}
    without = sum(not matrix.serving(row) for row in matrix.rows)
    parts = [f"{plural(len(matrix.rows), 'requirement')}, {plural(len(served), 'policy', 'policies')}"]
    if without:
        parts.append(f"{without} without any policy")
    return "; ".join(parts) + "."


def as_json(matrix: Matrix) -> str:
    """One object: the catalogues with their requirements, each with the policies that serve it."""
    listed = [_catalogue(catalogue, matrix) for catalogue in matrix.catalogues]
    return json.dumps({"version": 1, "catalogues": listed}, ensure_ascii=False, indent=2) + "\n"


def _catalogue(catalogue: Catalogue, matrix: Matrix) -> dict[str, object]:
    return {
        "name": catalogue.name,
        "title": catalogue.title,
        "source": catalogue.source,
        "edition": catalogue.edition,
        "requirements": [_object(row, matrix) for row in catalogue.requirements],
    }


def _object(row: Requirement, matrix: Matrix) -> dict[str, object]:
    return {
        "id": row.id,
        "title": row.title,
        "text": row.text,
        "source": row.source,
        "kind": row.kind.value,
        "shows": row.shows,
        "attest": row.attest,
        "policies": [
            {"id": policy.id, "severity": policy.severity.word, "runs": policy.id in matrix.chosen}
            for policy in matrix.serving(row)
        ],
    }


def markdown(matrix: Matrix, pages: str = "") -> str:
    """A page.

    Args:
        matrix: what to show.
        pages: the directory of the policies' pages, relative to this one; empty where there are none to link to.
    """
    intro = (
        "What the requirements demand, how each is decided, and the policies that serve it. A requirement is checked"
        " (templates decide it), partly checked (templates show some of it, the rest is attested) or attested (no"
        f" template can show it). A policy marked with{_MARK} runs only when it is selected."
    )
    lines = ["# Requirements", "", intro]
    for catalogue in matrix.catalogues:
        lines += ["", f"## {catalogue.title}", "", f"{catalogue.source}; {catalogue.edition}.", ""]
        lines += ["| id | requirement | kind | policies |", "| --- | --- | --- | --- |"]
        for row in catalogue.requirements:
            lines.append(f"| {row.id} | {row.title} | {row.kind.words} | {len(matrix.serving(row))} |")
        for row in catalogue.requirements:
            lines += _section(row, matrix, pages)
    return "\n".join(lines) + "\n"


def _section(row: Requirement, matrix: Matrix, pages: str) -> Iterator[str]:
    yield from ("", f"### {row.id}: {row.title}", "", row.text)
    if row.shows:
        yield from ("", f"A template shows: {row.shows}")
    if row.attest:
        yield from ("", f"To be attested: {row.attest}")
    policies = matrix.serving(row)
    if policies:
        yield from ("", ", ".join(_link(policy, pages) + matrix.name(policy)[len(policy.id) :] for policy in policies))


def _link(policy: Policy, pages: str) -> str:
    # rules about ignores judge no resource, and have no page
    return f"[{policy.id}]({pages}/{policy.id}.md)" if pages and policy.resources else f"`{policy.id}`"


RENDERERS: Final[Mapping[str, Callable[[Matrix], str]]] = {"text": text, "json": as_json, "markdown": markdown}
