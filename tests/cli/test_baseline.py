"""`groundrule baseline` and `--baseline`."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.cli.repository import commit, write

POLICY = "ebs-volume-unencrypted"
ONLY = ("--select", POLICY)
FILE = "groundrule-baseline.json"
WITH = (*ONLY, "--baseline", FILE)
VOLUME = 'resource "aws_ebs_volume" "{}" {{\n  size = 1\n}}\n'


def addresses(file: str = FILE) -> list[str]:
    return [item["address"] for item in json.loads(Path(file).read_text())["findings"]]


def test_what_was_there_is_kept_out_and_what_is_new_is_not(groundrule: Command) -> None:
    write("main.tf", VOLUME.format("v"))
    written = groundrule("baseline", *ONLY)
    assert (written.code, written.out) == (0, f"Wrote {FILE} with 1 known findings.\n")
    assert groundrule("check", *WITH).code == 0
    assert "No findings; 1 known before." in groundrule("check", *WITH).out
    write("main.tf", "\n\n" + VOLUME.format("w") + VOLUME.format("v"))
    result = groundrule("check", *WITH, "--format", "concise")
    assert result.code == 1
    assert result.out.startswith("main.tf:3:1: high")
    assert "main.tf:6" not in result.out


def test_a_new_instance_is_new_though_its_block_is_known(groundrule: Command) -> None:
    text = 'resource "aws_ebs_volume" "v" {{\n  for_each = toset({})\n  size = 1\n}}\n'
    write("main.tf", text.format('["a"]'))
    groundrule("baseline", *ONLY)
    write("main.tf", text.format('["a", "b"]'))
    report = json.loads(groundrule("check", *WITH, "--format", "json").out)
    assert [
        ([instance["address"] for instance in finding["instances"]], finding["waived"] and finding["waived"]["by"])
        for finding in report["findings"]
    ] == [(['aws_ebs_volume.v["a"]'], "baseline"), (['aws_ebs_volume.v["b"]'], None)]
    assert groundrule("check", *WITH).code == 1


def test_what_has_become_worse_is_new(groundrule: Command) -> None:
    write("main.tf", 'variable "e" {}\nresource "aws_ebs_volume" "v" {\n  encrypted = var.e\n}\n')
    groundrule("baseline", *ONLY)
    assert groundrule("check", *WITH, "--unknown", "fail").code == 0
    assert groundrule("check", *WITH, "--var", "e=false").code == 1


def test_it_holds_wherever_in_the_repository_it_is_used(groundrule: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(infra__a__main_tf=VOLUME.format("v"), infra__s_yaml="Resources:\n  V:\n    Type: AWS::EC2::Volume\n")
    groundrule("baseline", *ONLY)
    written = Path(FILE).read_bytes()
    monkeypatch.chdir("infra")
    with_it = ("--baseline", f"../{FILE}", "--update-baseline")
    assert groundrule("check", *ONLY, *with_it).code == 0
    assert groundrule("check", *ONLY, *with_it, "a").code == 0
    assert Path("..", FILE).read_bytes() == written, "what was not judged stays"


def test_it_only_shrinks(groundrule: Command) -> None:
    write("main.tf", VOLUME.format("v") + VOLUME.format("w"))
    write("gone/main.tf", VOLUME.format("x"))
    write("elsewhere/main.tf", VOLUME.format("y"))
    groundrule("baseline", *ONLY)
    before = Path(FILE).read_bytes()
    assert groundrule("check", *WITH, "--update-baseline").code == 0
    assert Path(FILE).read_bytes() == before
    write("main.tf", VOLUME.format("v") + VOLUME.format("fresh"))
    Path("gone/main.tf").unlink()
    Path("gone").rmdir()
    assert groundrule("check", *WITH, "--update-baseline").code == 1
    assert addresses() == ["aws_ebs_volume.v", "aws_ebs_volume.y"]
    write("elsewhere/main.tf", "")
    groundrule("check", "main.tf", *WITH)
    groundrule("check", "--select", "secrets", "--baseline", FILE, "--update-baseline")
    assert addresses() == ["aws_ebs_volume.v", "aws_ebs_volume.y"], "what was not asked is not called gone"
    groundrule("check", *WITH, "--update-baseline")
    assert addresses() == ["aws_ebs_volume.v"]


def test_an_incomplete_run_takes_nothing_out(groundrule: Command) -> None:
    write("main.tf", VOLUME.format("v"))
    groundrule("baseline", *ONLY)
    write("main.tf", "locals {\n")
    result = groundrule("check", *WITH, "--update-baseline")
    assert result.code == 3
    assert f"{FILE} is left as it is: the run is incomplete" in result.err
    assert addresses() == ["aws_ebs_volume.v"]


def test_what_may_not_be_waived_is_not_in_a_baseline(groundrule: Command) -> None:
    write("main.tf", VOLUME.format("v"))
    groundrule("baseline", *ONLY, "--output", "old.json")
    write("groundrule.toml", f'[governance]\nunwaivable = ["{POLICY}"]\n')
    assert groundrule("check", *ONLY, "--baseline", "old.json").code == 1
    groundrule("baseline", *ONLY)
    assert addresses() == []


def test_it_is_never_overwritten(groundrule: Command) -> None:
    write(FILE, "mine")
    result = groundrule("baseline")
    assert result.code == 2
    assert "is there already" in result.err
    assert Path(FILE).read_text() == "mine"
    assert [path.name for path in Path().iterdir()] == [FILE]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"version": 2, "findings": []}', "has the version 2, expected 1"),
        ('{"version": 1, "findings": [{}]}', "its findings can't be read"),
        ('{"version": 1}', "its findings can't be read"),
        ("[]", "is no baseline"),
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        (None, "can't be read: No such file or directory: write it with `groundrule baseline`"),
    ],
)
def test_bad_files_get_one_message(groundrule: Command, text: str | None, message: str) -> None:
    write("main.tf", VOLUME.format("v"))
    if text is not None:
        write(FILE, text)
    result = groundrule("check", *WITH, "--update-baseline", "--output", "json=out.json")
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert result.err.count("\n") == 1
    assert not Path("out.json").exists()
    assert text is None or Path(FILE).read_text() == text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--update-baseline",), "needs --baseline"),
        ((*WITH, "--update-baseline", "main.tf"), "needs whole directories"),
    ],
)
def test_mistakes(groundrule: Command, arguments: tuple[str, ...], message: str) -> None:
    write("main.tf", VOLUME.format("v"))
    groundrule("baseline", *ONLY)
    result = groundrule("check", *arguments)
    assert (result.code, result.out) == (2, "")
    assert message in result.err


def test_a_plan_has_the_identity_of_its_sources(groundrule: Command) -> None:
    values = {"address": "aws_ebs_volume.v[0]", "mode": "managed", "type": "aws_ebs_volume", "name": "v", "index": 0}
    plan = {
        "format_version": "1.2",
        "terraform_version": "1.9.0",
        "planned_values": {"root_module": {"resources": [{**values, "values": {"size": 1, "encrypted": False}}]}},
        "resource_changes": [{**values, "change": {"actions": ["create"]}}],
        "configuration": {"root_module": {"resources": [{**values, "address": "aws_ebs_volume.v"}]}},
    }
    write("main.tf", 'resource "aws_ebs_volume" "v" {\n  count     = 1\n  size      = 1\n  encrypted = false\n}\n')
    groundrule("baseline", *ONLY)
    Path("main.tf").unlink()
    write("plan.json", json.dumps(plan))
    result = groundrule("check", "plan.json", *WITH)
    assert result.code == 0
    assert "1 known before" in result.out
    waiver = "version: 1\nwaivers:\n  - {policy: CKV_AWS_3, address: aws_ebs_volume.*, reason: r}\n"
    write("groundrule-waivers.yaml", waiver)
    assert "1 waived" in groundrule("check", "plan.json", *ONLY).out
