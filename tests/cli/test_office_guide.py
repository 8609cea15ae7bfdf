"""The security office's guide: every file that it shows is written out as it stands there, and its commands are run."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.cli.repository import write

GUIDE = (Path(__file__).parents[2] / "docs" / "office-guide.md").read_text("utf-8")
_BLOCK = re.compile(r"^```\w+\n# (?P<name>office/[\w./-]+).*?\n(?P<text>.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture
def office(groundrule: Command) -> Command:
    """The command, beside the files of the guide; of two versions of a file the first is there."""
    for match in reversed(list(_BLOCK.finditer(GUIDE))):
        write(match["name"], match["text"])
    write("infra/main.tf", Path("office/fixtures/volume-too-large/deny.tf").read_text("utf-8"))
    return groundrule


def test_its_examples_hold(office: Command) -> None:
    result = office("test", "office/fixtures", "--policies", "office/policies")
    assert (result.code, result.out) == (0, "2 examples of 1 policies: all hold.\n")


def test_its_profiles_count_and_only_tell(office: Command) -> None:
    own = ("--policies", "office/policies", "infra")
    counted = office("check", "--profile", "office/clinic.yaml", *own)
    assert counted.code == 1
    assert "low volume-too-large: Volume is larger than the office allows: `size` is `800`" in counted.out
    told = office("check", "--profile", "office/clinic-2027.yaml", *own)
    assert (told.code, "No findings; " in told.out) == (0, True)


def test_what_does_not_hold_is_told_with_its_line(office: Command) -> None:
    write("office/fixtures/volume-too-large/allow.tf", 'resource "aws_ebs_volume" "v" {\n  size = 501\n}\n')
    write("office/fixtures/volume-too-large/deny-not.tf", 'resource "aws_ebs_volume" "v" {\n  size = 5\n}\n')
    write("office/fixtures/volume-too-large/deny-broken.tf", 'resource "aws_ebs_volume" {{\n')
    result = office("test", "office/fixtures", "--policies", "office/policies")
    assert result.code == 1
    assert "office/fixtures/volume-too-large/allow.tf:2: deny of `volume-too-large` is not marked" in result.out
    assert "deny-not.tf: no line is marked `deny: volume-too-large`" in result.out
    assert "deny-broken.tf" in result.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nowhere",), "nowhere: there is no such directory"),
        (("infra",), "infra: there are no examples"),
        (("office/fixtures",), "there is no policy `volume-too-large`"),
        (("office/fixtures", "--policies", "nowhere"), "nowhere: there is no such directory"),
    ],
)
def test_what_is_given_wrongly_is_told(office: Command, arguments: tuple[str, ...], message: str) -> None:
    result = office("test", *arguments)
    assert (result.code, message in result.err) == (2, True)
