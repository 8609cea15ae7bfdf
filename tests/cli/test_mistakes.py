"""Configurations that Terraform refuses: told, located, and the rest is judged."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command

ROOT = """\
locals {
  nothing = var.nope
  arity   = upper("a", "b")
  zero    = 1 / 0
  outside = file("../../../etc/passwd")
  element = [1, 2][7]
  strange = nofunction(1)
  here    = local.there
  there   = local.here
}
variable "number" {
  type    = number
  default = "abc"
}
resource "aws_ebs_volume" "none" {
  count = -1
  size  = 1
}
resource "aws_ebs_volume" "list" {
  for_each = ["a"]
  size     = 1
}
module "called" {
  source = "./called"
  extra  = 1
}
"""
CALLED = """\
variable "needed" {}
resource "aws_ebs_volume" "a" {
  size = nonsense.of.mine
}
module "again" {
  source = "../called"
}
"""


@pytest.fixture(autouse=True)
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "called").mkdir()
    (tmp_path / "main.tf").write_text(ROOT)
    (tmp_path / "called" / "main.tf").write_text(CALLED)
    (tmp_path / "terraform.tfvars").write_text("undeclared = 1\n")
    return tmp_path


def test_every_mistake_is_told_once_where_it_stands(groundrule: Command) -> None:
    report = json.loads(groundrule("check", "--format", "json", "--var", "foo=1").out)
    told = [
        (item["path"], item["line"], item["reason"])
        for item in report["coverage"]["skipped"] + report["coverage"]["notes"]
    ]
    assert told == [
        ("called/main.tf", 5, "the modules call each other in a cycle: called → called"),
        ("main.tf", 8, "cycle: local.here → local.there → local.here"),
        ("main.tf", 16, "`count` must be a whole number from 0 up, but it is `-1`"),
        ("main.tf", 20, "`for_each` needs a map or a set of strings, not a list: `toset` makes one"),
        ("--var foo", 0, "no root module declares this variable"),
        ("called/main.tf", 3, "there is nothing of the name `nonsense` here"),
        ("main.tf", 2, "there is no variable `nope` in this module"),
        ("main.tf", 3, "`upper` takes 1 argument, not 2"),
        ("main.tf", 4, "division by zero"),
        ("main.tf", 5, "`file`: `../../../etc/passwd` leaves the scanned directory"),
        ("main.tf", 6, "there is no element 7 in a list of 2"),
        ("main.tf", 7, "there is no function `nofunction`"),
        ("main.tf", 9, "cycle: local.here → local.there → local.here"),
        ("main.tf", 11, "`var.number`: a number is needed, not this string"),
        ("main.tf", 23, "the call `module.called` gives no value for `needed`"),
        ("main.tf", 25, "the module that is called declares no variable `extra`"),
        ("terraform.tfvars", 1, "`undeclared` is set here, but the module declares no such variable"),
    ]
    assert report["coverage"]["complete"] is False
    assert {finding["resource"]["address"] for finding in report["findings"]} == {
        "aws_ebs_volume.none[*]",
        "aws_ebs_volume.list[*]",
        "module.called.aws_ebs_volume.a",
    }
