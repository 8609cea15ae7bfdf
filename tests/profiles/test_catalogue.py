"""The catalogues that ship, and an organisation's own."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from groundrule.errors import UsageError
from groundrule.gate.rules import RULES
from groundrule.profile import catalogue
from groundrule.profile.catalogue import Kind, read_file
from groundrule.profile.service import serving
from groundrule.registry import bundled, load
from groundrule.schemas import shipped

POLICIES = (*load([bundled()]), *RULES)
ROWS = {row.id: row for name in catalogue.bundled() for row in catalogue.read(name).requirements}
OWN = """\
version: 1
name: ward
title: The ward's rules
source: Ward handbook
edition: "2026"
requirements:
  - id: WARD-01
    title: Doors are closed
    text: Every door is closed at night.
    kind: attested
    attest: Somebody has looked.
"""


def own(directory: Path, text: str) -> str:
    path = directory / "ward.yaml"
    path.write_text(text, "utf-8")
    return str(path)


@pytest.mark.parametrize("name", catalogue.bundled())
def test_a_bundled_catalogue_keeps_to_its_schema(name: str) -> None:
    path = Path(catalogue.__file__).parent / "catalogues" / f"{name}.yaml"
    data = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    jsonschema.Draft202012Validator(json.loads(json.dumps(shipped("catalogue")))).validate(data)
    assert catalogue.read(name).name == name


@pytest.mark.parametrize("name", catalogue.bundled())
def test_every_row_says_what_a_template_shows_of_it(name: str) -> None:
    for row in catalogue.read(name).requirements:
        assert bool(row.shows) is (row.kind is not Kind.ATTESTED), row.id


def test_the_rows_are_those_of_the_two_documents() -> None:
    assert list(ROWS) == [*(f"CUIMC-{n:02}" for n in range(1, 30)), *(f"STAN-{n:02}" for n in range(1, 10))]


def test_every_checked_row_has_a_policy() -> None:
    unserved = {id_ for id_, row in ROWS.items() if row.kind is not Kind.ATTESTED and not serving(row, POLICIES)}
    assert not unserved


def test_the_organisations_own_policies_serve_the_row_about_them(tmp_path: Path) -> None:
    source = next(path for path in bundled().rglob("*.py") if "ebs-volume-unencrypted" in path.read_text("utf-8"))
    (tmp_path / "own.py").write_text(source.read_text("utf-8").replace('id="ebs-', 'id="our-'), "utf-8")
    policies = load([tmp_path])
    assert policies
    assert serving(ROWS["CUIMC-07"], policies) == policies
    assert not serving(ROWS["CUIMC-07"], load([bundled()]))


def test_an_own_catalogue_is_read(tmp_path: Path) -> None:
    found = read_file(own(tmp_path, OWN))
    assert (found.name, found.edition) == ("ward", "2026")
    (row,) = found.requirements
    assert (row.id, row.kind, row.source, row.attest) == (
        "WARD-01",
        Kind.ATTESTED,
        "Ward handbook",
        "Somebody has looked.",
    )


SECOND = OWN[OWN.index("  - id") :]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (OWN + SECOND, 12, "`WARD-01` stands here twice"),
        (OWN.replace("attested", "checked"), 10, "templates decide it: leave out `attest`"),
        (OWN.replace("    attest: Somebody has looked.\n", ""), 10, "no template can show all of it"),
        (OWN.replace("attested", "guessed"), 10, "`kind`: `guessed` is none of `checked`, `partly`, `attested`"),
        (OWN.replace("WARD-01", "ward 1"), 7, "`id`: expected an id in capitals"),
        (OWN.replace("Doors are closed", "x" * 61), 8, "`title`: expected a text of at most 60 characters"),
        (OWN.replace("    kind", "    colour: red\n    kind"), 7, "there is no `colour` here"),
        (OWN.replace("name: ward\n", ""), 1, "`name` is missing"),
        ("requirements: [", 1, "broken YAML"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_own_catalogue_is_told_with_its_line(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    path = own(tmp_path, text)
    with pytest.raises(UsageError) as caught:
        read_file(path)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert message in str(caught.value)


def test_a_catalogue_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can't be read"):
        read_file(str(tmp_path / "none.yaml"))
    with pytest.raises(UsageError, match="there is no catalogue `none`, only cuimc, stanford"):
        catalogue.read("none")
