"""One tree under several inputs, and modules that are called several times."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command

ROOT = """
variable "encrypted" { default = false }
variable "unset" {}
resource "aws_ebs_volume" "a" {
  size      = 1
  encrypted = var.encrypted
}
resource "aws_ebs_volume" "b" {
  size      = 1
  encrypted = var.unset
}
"""
STACK = """
Parameters:
  Encrypted:
    Type: String
    Default: "false"
Resources:
  Volume:
    Type: AWS::EC2::Volume
    Properties:
      Size: 1
      AvailabilityZone: eu-west-1a
      Encrypted: !Ref Encrypted
"""


@pytest.fixture(autouse=True)
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def findings(groundrule: Command, *arguments: str) -> list[tuple[str, str, list[str]]]:
    result = groundrule("check", "--select", "ebs-volume-unencrypted", "--format", "json", *arguments)
    return [
        (finding["resource"]["address"], finding["verdict"], finding["environments"])
        for finding in json.loads(result.out)["findings"]
    ]


def test_a_finding_says_for_which_environments(groundrule: Command, directory: Path) -> None:
    (directory / "main.tf").write_text(ROOT)
    (directory / "prod.tfvars").write_text("encrypted = true\nunset = true\n")
    (directory / "dev.tfvars").write_text("unset = false\n")
    both = ("--env", "prod=prod.tfvars", "--env", "dev=dev.tfvars")
    assert findings(groundrule, *both) == [
        ("aws_ebs_volume.a", "deny", ["dev"]),
        ("aws_ebs_volume.b", "deny", ["dev"]),
    ]
    assert findings(groundrule) == [("aws_ebs_volume.a", "deny", []), ("aws_ebs_volume.b", "unknown", [])]
    text = groundrule("check", "--select", "ebs-volume-unencrypted", *both)
    assert "   in: dev\n" in text.out
    assert text.code == 1
    only_prod = groundrule("check", "--select", "ebs-volume-unencrypted", "--env", "prod=prod.tfvars")
    assert only_prod.code == 0


def test_a_template_under_parameter_files(groundrule: Command, directory: Path) -> None:
    (directory / "stack.yaml").write_text(STACK)
    (directory / "prod.json").write_text('[{"ParameterKey": "Encrypted", "ParameterValue": "true"}]')
    (directory / "dev.json").write_text('{"Parameters": {"Encrypted": "false"}}')
    assert findings(groundrule, "--env", "prod=prod.json", "--env", "dev=dev.json") == [("Volume", "deny", ["dev"])]
    assert findings(groundrule, "--parameter-file", "prod.json") == []


def test_what_goes_wrong_in_one_environment_only(groundrule: Command, directory: Path) -> None:
    (directory / "main.tf").write_text(ROOT)
    (directory / "prod.tfvars").write_text("encrypted = \nunset = true\n")
    (directory / "dev.tfvars").write_text("unset = true\n")
    result = groundrule("check", "--env", "prod=prod.tfvars", "--env", "dev=dev.tfvars", "--format", "json")
    (skipped,) = json.loads(result.out)["coverage"]["skipped"]
    assert skipped["path"] == "prod.tfvars"
    assert skipped["reason"].startswith("in prod: expected an expression")


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ("prod=nowhere.tfvars", "--env prod nowhere.tfvars: there is no such file"),
        ("prod", "--env: expected NAME=VALUE"),
        ("prod=broken.json", "--env prod broken.json: broken.json:1: these are no parameters: expected"),
    ],
)
def test_mistakes(groundrule: Command, directory: Path, argument: str, message: str) -> None:
    (directory / "broken.json").write_text("[[1]]")
    result = groundrule("check", "--env", argument)
    assert result.code == 2
    assert message in result.err


def test_one_finding_with_five_call_chains(groundrule: Command, directory: Path) -> None:
    module = directory / "volume"
    module.mkdir()
    (module / "main.tf").write_text(
        'variable "encrypted" {}\nresource "aws_ebs_volume" "this" {\n  size = 1\n  encrypted = var.encrypted\n}\n'
    )
    calls = "".join(
        f'module "m{number}" {{\n  source = "./volume"\n  encrypted = local.no{number}\n}}\nlocals {{\n  no{number} = false\n}}\n'
        for number in range(5)
    )
    (directory / "main.tf").write_text(calls)
    result = groundrule("check", "--select", "ebs-volume-unencrypted", "--format", "json")
    (finding,) = json.loads(result.out)["findings"]
    assert [instance["address"] for instance in finding["instances"]] == [
        f"module.m{number}.aws_ebs_volume.this" for number in range(5)
    ]
    assert [[step["text"] for step in chain["calls"]] for chain in finding["chains"]] == [
        [f"module.m{number}"] for number in range(5)
    ]
    assert [chain["calls"][0]["line"] for chain in finding["chains"]] == [1, 8, 15, 22, 29]
    origins = [chain["origin"][-1] for chain in finding["chains"]]
    assert [step["text"] for step in origins] == [f"local.no{number} = false" for number in range(5)]
    assert [step["line"] for step in origins] == [6, 13, 20, 27, 34]
    text = groundrule("check", "--select", "ebs-volume-unencrypted").out
    assert "called by: module.m4 (main.tf:29)\n" in text
