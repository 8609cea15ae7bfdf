"""Catalogues of requirements: what a campus demands, row by row, in words of our own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from groundrule.errors import UsageError
from groundrule.profile.model import Profile
from groundrule.tree import DISK, Tree

if TYPE_CHECKING:
    from groundrule.schemas.yamlfile import Checked

_BUNDLED: Final = Path(__file__).parent / "catalogues"


class Kind(Enum):
    """How a requirement is decided."""

    CHECKED = "checked"
    """Templates decide it."""
    PARTLY = "partly"
    """Templates show some of it; the rest is attested."""
    ATTESTED = "attested"
    """No template can show it."""

    @property
    def words(self) -> str:
        """The kind for people."""
        return "partly checked" if self is Kind.PARTLY else self.value


class Requirement(NamedTuple):
    """A row of a catalogue.

    Attributes:
        id: as policies name it.
        title: at most 60 characters.
        text: what is demanded.
        source: the document, and the place in it where that is known.
        kind: how it is decided.
        shows: what of it a template shows; empty where it shows nothing.
        attest: the statement to be signed for what no template can show; empty for a checked one.
        own_policies: whether every policy of the organisation's own serves it.
    """

    id: str
    title: str
    text: str
    source: str
    kind: Kind
    shows: str = ""
    attest: str = ""
    own_policies: bool = False


class Catalogue(NamedTuple):
    """The requirements of one document.

    Attributes:
        name: `cuimc`.
        title: for people.
        source: the document.
        edition: tells it from earlier and later ones.
        requirements: in the document's order, each id once.
    """

    name: str
    title: str
    source: str
    edition: str
    requirements: tuple[Requirement, ...]


def bundled() -> tuple[str, ...]:
    """The names of the catalogues that ship with the linter."""
    return tuple(sorted(path.stem for path in _BUNDLED.glob("*.yaml")))


def read(name: str) -> Catalogue:
    """A bundled catalogue.

    Raises:
        UsageError: there is none of this name.
    """
    if name not in bundled():
        raise UsageError(f"there is no catalogue `{name}`, only {', '.join(bundled())}")
    return read_file(str(_BUNDLED / f"{name}.yaml"))


def read_file(path: str, tree: Tree = DISK) -> Catalogue:
    """An organisation's own catalogue.

    Args:
        path: the file.
        tree: where it lies.

    Raises:
        UsageError: it can't be read, is not what its schema asks for, or contradicts itself; with file and line.
    """
    from groundrule.schemas import shipped, yamlfile

    checked = yamlfile.read(path, shipped("catalogue"), tree)
    data = checked.data
    requirements = tuple(_requirements(checked))
    return Catalogue(data["name"], data["title"], data["source"], data["edition"], requirements)


def of_profile(profile: Profile, tree: Tree = DISK) -> tuple[Catalogue, ...]:
    """The catalogues that a profile answers, the bundled ones first.

    Args:
        profile: the organisation's choice.
        tree: where its own catalogues lie.

    Raises:
        UsageError: one of them can't be read, or a requirement stands in two.
    """
    own = [read_file(path, tree) for path in profile.requirements]
    catalogues = (*map(read, profile.catalogues), *own)
    seen: dict[str, str] = {}
    for catalogue in catalogues:
        for row in catalogue.requirements:
            if row.id in seen:
                raise UsageError(f"`{row.id}` stands in {seen[row.id]} and in {catalogue.name}: rename one")
            seen[row.id] = catalogue.name
    return catalogues


def titles(catalogues: Iterable[Catalogue]) -> Mapping[str, str]:
    """Every requirement's title by its id."""
    return {row.id: row.title for catalogue in catalogues for row in catalogue.requirements}


def _requirements(checked: Checked) -> Iterator[Requirement]:
    seen: set[str] = set()
    for position, row in enumerate(checked.data["requirements"]):
        requirement = _requirement(row, checked.data["source"])
        if requirement.id in seen:
            raise checked.complain(("requirements", position, "id"), f"`{requirement.id}` stands here twice")
        seen.add(requirement.id)
        _check_attest(requirement, checked, position)
        yield requirement


def _requirement(row: Mapping[str, Any], source: str) -> Requirement:
    return Requirement(
        id=row["id"],
        title=row["title"],
        text=row["text"],
        source=row.get("source", source),
        kind=Kind(row["kind"]),
        shows=row.get("shows", ""),
        attest=row.get("attest", ""),
        own_policies=row.get("own-policies", False),
    )


def _check_attest(requirement: Requirement, checked: Checked, position: int) -> None:
    where = ("requirements", position, "kind")
    if requirement.kind is Kind.CHECKED and requirement.attest:
        raise checked.complain(where, "templates decide it: leave out `attest`, or make it partly checked")
    if requirement.kind is not Kind.CHECKED and not requirement.attest:
        raise checked.complain(where, "no template can show all of it: say in `attest` what has to be signed")
