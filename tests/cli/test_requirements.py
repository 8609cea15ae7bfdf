"""`groundrule requirements`."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command


def test_the_matrix_tells_which_policies_serve_a_row(groundrule: Command) -> None:
    result = groundrule("requirements", "--profile", "cuimc", "--format", "json")
    (catalogue,) = json.loads(result.out)["catalogues"]
    assert (result.code, catalogue["name"], len(catalogue["requirements"])) == (0, "cuimc", 29)
    row = next(row for row in catalogue["requirements"] if row["id"] == "CUIMC-13")
    assert row["kind"] == "checked"
    assert {"id": "ebs-volume-unencrypted", "severity": "high", "runs": True} in row["policies"]


def test_the_default_profile_has_the_rows_of_both_campuses(groundrule: Command) -> None:
    names = [catalogue["name"] for catalogue in json.loads(groundrule("requirements", "-f", "json").out)["catalogues"]]
    assert names == ["cuimc", "stanford"]


@pytest.mark.parametrize("format_", ["text", "markdown"])
def test_people_can_read_it(groundrule: Command, format_: str) -> None:
    out = groundrule("requirements", "--profile", "cuimc", "--format", format_).out
    assert "Stored data is secured and encrypted" in out
    assert "ebs-volume-unencrypted" in out
    assert "partly checked" in out
    assert "STAN-01" not in out


def test_own_policies_are_in_the_matrix(groundrule: Command) -> None:
    Path("own").mkdir()
    Path("own/ward.py").write_text(
        "from groundrule.policy import LOW, Category, Resource, Verdict, policy\n\n\n"
        '@policy(id="ward-door-open", severity=LOW, category=Category.HYGIENE, resources=("aws_ebs_volume",))\n'
        "def ward_door_open(volume: Resource) -> Verdict:\n"
        '    """Door is open."""\n'
        "    return volume.allow()\n"
    )
    out = groundrule("requirements", "--profile", "cuimc", "--policies", "own", "--format", "json").out
    rows = json.loads(out)["catalogues"][0]["requirements"]
    assert [row["id"] for row in rows if "ward-door-open" in str(row["policies"])] == ["CUIMC-07"]


def test_a_profile_that_there_is_not_is_wrong_usage(groundrule: Command) -> None:
    result = groundrule("requirements", "--profile", "none")
    assert result.code == 2
    assert "there is no profile `none`" in result.err
