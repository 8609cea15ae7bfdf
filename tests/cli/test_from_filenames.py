"""`--from-filenames`: changed files are judged with their modules and callers, and only what they touch is told."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command

OPEN = 'resource "aws_ebs_volume" "{name}" {{\n  encrypted = false\n}}\n'
MODULE = 'variable "on" {}\nresource "aws_ebs_volume" "inner" {\n  encrypted = var.on\n}\n'


@pytest.fixture(autouse=True)
def repository(groundrule: Command) -> None:  # noqa: ARG001 - it changes into an empty directory
    """Two roots that call one module; a stranger that is wrong by itself."""
    write(".git/HEAD", "ref: refs/heads/main\n")
    write("modules/volume/main.tf", MODULE.replace("variable", "#\nvariable"))
    write("modules/volume/other.tf", OPEN.format(name="fixed"))
    write("modules/wrap/main.tf", 'variable "on" {}\nmodule "v" {\n  source = "../volume"\n  on     = var.on\n}\n')
    write("envs/prod/main.tf", 'module "v" {\n  source = "../../modules/wrap"\n  on     = true\n}\n')
    write("envs/dev/main.tf", 'variable "on" {}\nmodule "v" {\n  source = "../../modules/wrap"\n  on     = var.on\n}\n')
    write("envs/dev/volumes.tf", OPEN.format(name="dev"))
    write("envs/dev/terraform.tfvars", "on = false\n")
    write("stranger/main.tf", OPEN.format(name="stranger"))
    write("stack.yaml", "Resources:\n  V:\n    Type: AWS::EC2::Volume\n    Properties: {Encrypted: false}\n")
    write("k8s.yaml", "kind: Pod\nResources: [\n")


def write(name: str, text: str) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def told(groundrule: Command, *names: str) -> set[str]:
    result = groundrule("check", "--from-filenames", "--format", "json", *names)
    assert result.err == ""
    findings = json.loads(result.out)["findings"]
    assert result.code == (1 if findings else 0)
    return {f"{item['location']['path']}:{item['location']['start']['line']}" for item in findings}


INNER, FIXED, DEV = "modules/volume/main.tf:4", "modules/volume/other.tf:2", "envs/dev/volumes.tf:2"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(["modules/volume/main.tf"], {INNER, FIXED}, id="a module is judged as its callers call it"),
        pytest.param(["envs/dev/terraform.tfvars"], {INNER, DEV}, id="a value reaches two modules away"),
        pytest.param(["envs/dev/volumes.tf"], {DEV}, id="what a root calls is not touched by another file"),
        pytest.param(["envs/prod/main.tf"], {FIXED}, id="a changed call answers for what it brings in"),
        pytest.param(["modules/wrap/main.tf"], {INNER, FIXED}, id="a module between"),
        pytest.param(["stack.yaml"], {"stack.yaml:4"}, id="a template"),
        pytest.param(["k8s.yaml", "package.json"], set(), id="neither"),
        pytest.param(["modules/volume/gone.tf"], {INNER, FIXED}, id="a deleted file touches its module"),
        pytest.param(["gone/main.tf", "gone.yaml"], set(), id="a deleted module"),
        pytest.param([".terraform/modules/x/main.tf"], set(), id="what terraform init fetched"),
        pytest.param([], set(), id="no names"),
    ],
)
def test_what_a_change_touches(groundrule: Command, names: list[str], expected: set[str]) -> None:
    assert told(groundrule, *names) == expected


def test_batches_tell_together_what_one_call_tells(groundrule: Command) -> None:
    names = ["modules/volume/main.tf", "stranger/main.tf", "envs/dev/volumes.tf", "stack.yaml"]
    assert set.union(*(told(groundrule, name) for name in names)) == told(groundrule, *names)


def test_callers_are_found_from_a_directory_below(groundrule: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("modules/volume")
    assert told(groundrule, "main.tf") == {"main.tf:4", "other.tf:2"}


def test_a_directory_is_wrong_usage(groundrule: Command) -> None:
    result = groundrule("check", "--from-filenames", "modules")
    assert (result.code, result.out) == (2, "")
    assert "modules: is a directory, expected the names of files" in result.err
