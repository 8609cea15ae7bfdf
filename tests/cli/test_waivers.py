"""The security office's file of waivers."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command
from tests.cli.repository import write

POLICY = "ebs-volume-unencrypted"
ONLY = ("--select", POLICY)
VOLUME = 'resource "aws_ebs_volume" "{}" {{\n  size = 1\n}}\n'
STACK = "Resources:\n  Volume:\n    Type: AWS::EC2::Volume\n    Properties:\n      Size: 1\n"
NOW = "1798761600"  # 2027-01-01


@pytest.fixture
def groundrule(groundrule: Command, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command on the first day of 2027."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOW)
    return groundrule


def waivers(*entries: str) -> None:
    write("groundrule-waivers.yaml", "version: 1\nwaivers:\n" + "".join(f"  - {{{entry}}}\n" for entry in entries))


def waived(groundrule: Command, *arguments: str) -> dict[str, bool]:
    """Whether each instance is waived."""
    report = json.loads(groundrule("check", *ONLY, "--format", "json", *arguments).out)
    return {
        instance["address"] + "".join(f" {name}" for name in finding["environments"]): finding["waived"] is not None
        for finding in report["findings"]
        for instance in finding["instances"]
    }


def test_what_a_waiver_says_stands_in_the_report(groundrule: Command) -> None:
    write("main.tf", VOLUME.format("v"))
    waivers(
        f"policy: {POLICY}, address: aws_ebs_volume.v, reason: scratch, approver: sec, ticket: S-1, expires: 2027-01-01"
    )
    report = json.loads(groundrule("check", *ONLY, "--format", "json").out)
    assert report["findings"][0]["waived"] == {
        "by": "waiver",
        "reason": "scratch",
        "approver": "sec",
        "expires": "2027-01-01",
    }
    assert groundrule("check", *ONLY).code == 0


def test_addresses_are_the_same_in_both_dialects_and_through_modules(groundrule: Command) -> None:
    write("m/main.tf", VOLUME.format("v"))
    write("main.tf", 'module "a" {\n  source = "./m"\n  count = 2\n}\nmodule "b" {\n  source = "./m"\n}\n')
    write("stack.yaml", STACK)
    waivers(
        f"policy: {POLICY}, address: 'module.a[1].**', reason: r",
        "policy: CKV_AWS_3, address: Vol*, reason: r",
    )
    assert waived(groundrule) == {
        "module.a[0].aws_ebs_volume.v": False,
        "module.a[1].aws_ebs_volume.v": True,
        "module.b.aws_ebs_volume.v": False,
        "Volume": True,
    }


def test_paths_count_from_the_files_directory(groundrule: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".git").mkdir()
    write("dev/main.tf", VOLUME.format("v"))
    write("prod/main.tf", VOLUME.format("w"))
    waivers(f"policy: [{POLICY}, s3-acl-public], paths: [dev/], reason: r")
    assert waived(groundrule) == {"aws_ebs_volume.v": True, "aws_ebs_volume.w": False}
    monkeypatch.chdir("dev")
    assert waived(groundrule) == {"aws_ebs_volume.v": True}
    assert waived(groundrule, "--isolated") == {"aws_ebs_volume.v": False}
    assert waived(groundrule, "--waivers", "../groundrule-waivers.yaml", "--isolated") == {"aws_ebs_volume.v": True}


def test_environments(groundrule: Command) -> None:
    write("main.tf", VOLUME.format("v"))
    write("dev.tfvars", "")
    write("prod.tfvars", "")
    waivers(f"policy: {POLICY}, environments: [dev], reason: r")
    both = ("--env", "dev=dev.tfvars", "--env", "prod=prod.tfvars")
    assert waived(groundrule, *both) == {"aws_ebs_volume.v dev": True, "aws_ebs_volume.v prod": False}
    assert groundrule("check", *ONLY, *both).code == 1
    assert groundrule("check", *ONLY, *both[:2]).code == 0
    assert waived(groundrule) == {"aws_ebs_volume.v": False}


def test_what_does_not_hold_is_told(groundrule: Command) -> None:
    write("main.tf", VOLUME.format("v") + VOLUME.format("w"))
    write("groundrule.toml", '[governance]\nrequire-approver = "high"\n')
    waivers(
        f"policy: {POLICY}, address: aws_ebs_volume.v, reason: r, approver: a, expires: 2026-12-31",
        f"policy: {POLICY}, address: aws_ebs_volume.w, reason: r",
    )
    result = groundrule("check", *ONLY)
    assert result.code == 1
    assert "groundrule-waivers.yaml:3: the waiver has expired on 2026-12-31" in result.out
    assert (
        "groundrule-waivers.yaml:4: the waiver is refused: a finding of severity high needs an approver" in result.out
    )


def test_the_report_about_waivers(groundrule: Command) -> None:
    write("main.tf", VOLUME.format("v") + VOLUME.format("w"))
    waivers(
        f"policy: {POLICY}, address: aws_ebs_volume.v, reason: r, expires: 2027-01-15",
        f"policy: {POLICY}, address: aws_ebs_volume.gone, reason: r",
        f"policy: {POLICY}, address: aws_ebs_volume.w, reason: r, expires: 2026-01-15",
        f"policy: {POLICY}, address: '**', reason: r",
        "policy: no-such-policy, address: x, reason: r",
    )
    result = groundrule("waivers")
    assert result.code == 1
    assert result.out == (
        f"groundrule-waivers.yaml:3: expiring ({POLICY}): it holds until 2027-01-15, 14 more days\n"
        f"groundrule-waivers.yaml:4: unused ({POLICY}): nothing that it would keep is found\n"
        f"groundrule-waivers.yaml:5: expired ({POLICY}): it held until 2026-01-15\n"
        f"groundrule-waivers.yaml:6: over-broad ({POLICY}): it narrows neither the address nor the paths down:"
        " it keeps every finding of its policy\n"
        "groundrule-waivers.yaml:7: unknown-policy (no-such-policy): there is no policy `no-such-policy`\n"
        "5 problems with the waivers.\n"
    )
    listed: dict[str, Any] = json.loads(groundrule("waivers", "--format", "json").out)
    assert [problem["line"] for problem in listed["problems"]] == [3, 4, 5, 6, 7]
    assert listed["problems"][0] == {
        "kind": "expiring",
        "line": 3,
        "policies": [POLICY],
        "detail": "it holds until 2027-01-15, 14 more days",
    }


def test_an_expiry_that_is_soon_is_no_failure(groundrule: Command) -> None:
    write("main.tf", VOLUME.format("v"))
    waivers(f"policy: {POLICY}, address: aws_ebs_volume.v, reason: r, expires: 2027-01-15")
    assert groundrule("waivers").code == 0
    assert groundrule("waivers", "--within", "5").out == "0 problems with the waivers.\n"
    assert groundrule("waivers", "--within", "soon").code == 2
    Path("groundrule-waivers.yaml").unlink()
    assert groundrule("waivers").code == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "version: 1\nwaivers:\n  - {policy: a, reason: r, expires: 31.01.2027}\n",
            ":3: `expires`: expected a day as 2027-01-31",
        ),
        ("version: 1\nwaivers:\n  - {policy: a, reason: r, expires: 2027-02-30}\n", ":3: `expires`: there is no day"),
        (
            "version: 1\nwaivers:\n  - {policy: a, reason: r, expire: x}\n",
            ":3: there is no `expire` here: did you mean `expires`?",
        ),
        ("version: 1\nwaivers:\n  - {policy: a}\n", ":3: `reason` is missing"),
        ("version: 1\nwaivers:\n  - {policy: [], reason: r}\n", ":3: `policy`: "),
        ("version: 1\nwaivers:\n  - {policy: a, reason: r, paths: x}\n", ":3: `paths`: expected a list of patterns"),
        ("version: 2\nwaivers: []\n", ":1: `version`: expected the number 1"),
        ("waivers: []\n", ":1: `version` is missing"),
        ("- a\n", ":1: "),
        ("version: 1\nwaivers: [\n", "broken YAML"),
        ("", ":1: the file holds no document"),
    ],
)
def test_malformed_files_get_one_message(groundrule: Command, text: str, message: str) -> None:
    write("main.tf", VOLUME.format("v"))
    write("groundrule-waivers.yaml", text)
    result = groundrule("check", "--output", "json=out.json")
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert result.err.count("\n") == 1
    assert not Path("out.json").exists()


def test_a_file_that_is_not_there(groundrule: Command) -> None:
    write("main.tf", VOLUME.format("v"))
    result = groundrule("check", "--waivers", "none.yaml")
    assert (result.code, result.err) == (2, "groundrule: error: none.yaml: can't be read: No such file or directory\n")
