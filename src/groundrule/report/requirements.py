"""The matrix of requirements and the policies that serve them: for a terminal, as JSON, as Markdown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from groundrule.policy import Policy
from groundrule.profile.catalogue import Catalogue, Requirement
from groundrule.profile.service import serving
from groundrule.report.words import plural

_WIDTH: Final = 100


def text(catalogues: Sequence[Catalogue], policies: Sequence[Policy]) -> str:
    """For a terminal."""
    lines: list[str] = []
    for catalogue in catalogues:
        lines += [f"{catalogue.title} ({catalogue.edition})", ""]
        for row in catalogue.requirements:
            lines += [*_row(row, serving(row, policies)), ""]
    lines.append(_summary(catalogues, policies))
    return "\n".join(lines) + "\n"


def _row(row: Requirement, policies: Sequence[Policy]) -> Iterator[str]:
    from textwrap import wrap

    yield f"{row.id}  {row.title} [{row.kind.words}; {plural(len(policies), 'policy', 'policies')}]"
    names = " ".join(policy.id for policy in policies)
    yield from wrap(
        names, _WIDTH, initial_indent="  ", subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )


def _summary(catalogues: Sequence[Catalogue], policies: Sequence[Policy]) -> str:
    rows = [row for catalogue in catalogues for row in catalogue.requirements]
    served = {policy.id for row in rows for policy in serving(row, policies)}
    without = sum(not serving(row, policies) for row in rows)
    parts = [f"{plural(len(rows), 'requirement')}, {plural(len(served), 'policy', 'policies')}"]
    if without:
        parts.append(f"{without} without any policy")
    return "; ".join(parts) + "."


def as_json(catalogues: Sequence[Catalogue], policies: Sequence[Policy]) -> str:
    """One object: the catalogues with their requirements, each with the policies that serve it."""
    listed = [_catalogue(catalogue, policies) for catalogue in catalogues]
    return json.dumps({"version": 1, "catalogues": listed}, ensure_ascii=False, indent=2) + "\n"


def _catalogue(catalogue: Catalogue, policies: Sequence[Policy]) -> dict[str, object]:
    return {
        "name": catalogue.name,
        "title": catalogue.title,
        "source": catalogue.source,
        "edition": catalogue.edition,
        "requirements": [_object(row, serving(row, policies)) for row in catalogue.requirements],
    }


def _object(row: Requirement, policies: Iterable[Policy]) -> dict[str, object]:
    return {
        "id": row.id,
        "title": row.title,
        "text": row.text,
        "source": row.source,
        "kind": row.kind.value,
        "shows": row.shows,
        "attest": row.attest,
        "policies": [
            {"id": policy.id, "severity": policy.severity.word, "default": policy.default} for policy in policies
        ],
    }


def markdown(catalogues: Sequence[Catalogue], policies: Sequence[Policy], pages: str = "") -> str:
    """A page.

    Args:
        catalogues: the requirements.
        policies: all that there are.
        pages: the directory of the policies' pages, relative to this one; empty where there are none to link to.
    """
    intro = (
        "What the requirements demand, how each is decided, and the policies that serve it. A requirement is checked"
        " (templates decide it), partly checked (templates show some of it, the rest is attested) or attested (no"
        " template can show it). A policy marked with ○ runs only when it is selected."
    )
    lines = ["# Requirements", "", intro]
    for catalogue in catalogues:
        lines += ["", f"## {catalogue.title}", "", f"{catalogue.source}; {catalogue.edition}.", ""]
        lines += ["| id | requirement | kind | policies |", "| --- | --- | --- | --- |"]
        for row in catalogue.requirements:
            lines.append(f"| {row.id} | {row.title} | {row.kind.words} | {len(serving(row, policies))} |")
        for row in catalogue.requirements:
            lines += _section(row, serving(row, policies), pages)
    return "\n".join(lines) + "\n"


def _section(row: Requirement, policies: Sequence[Policy], pages: str) -> Iterator[str]:
    yield from ("", f"### {row.id}: {row.title}", "", row.text)
    if row.shows:
        yield from ("", f"A template shows: {row.shows}")
    if row.attest:
        yield from ("", f"To be attested: {row.attest}")
    if policies:
        yield from ("", ", ".join(_link(policy, pages) for policy in policies))


def _link(policy: Policy, pages: str) -> str:
    # rules about ignores judge no resource, and have no page
    name = f"[{policy.id}]({pages}/{policy.id}.md)" if pages and policy.resources else f"`{policy.id}`"
    return name if policy.default else f"{name} ○"


RENDERERS: Final[Mapping[str, Callable[[Sequence[Catalogue], Sequence[Policy]], str]]] = {
    "text": text,
    "json": as_json,
    "markdown": markdown,
}
