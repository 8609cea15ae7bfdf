"""`groundrule init`."""

import tomllib
from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import Command
from tests.cli.repository import commit, write
from tests.reports import ROOT


def test_an_empty_repository(groundrule: Command) -> None:
    commit(main_tf="", prod_tfvars="", terraform_tfvars="")
    result = groundrule("init")
    assert result.out == "wrote groundrule.toml\nwrote .pre-commit-config.yaml\nwrote .gitlab-ci.yml\n"
    settings = Path("groundrule.toml").read_text()
    assert '# env = ["prod=prod.tfvars"]' in settings
    assert groundrule("check").code == 0, "it reads what it wrote"
    uncommented = "\n".join(line.removeprefix("# ") for line in settings.splitlines() if "=" in line or "[" in line)
    assert "governance" in tomllib.loads(uncommented)
    write("groundrule.toml", uncommented)
    assert groundrule("check").code == 0, "and everything that it proposes"
    hooks = yaml.safe_load(Path(".pre-commit-config.yaml").read_text())
    (hook,) = hooks["repos"][0]["hooks"]
    shipped = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))[0]
    same = ("id", "entry", "language", "files", "exclude", "require_serial")
    assert {key: hook[key] for key in same} == {key: shipped[key] for key in same}
    assert "groundrule" in yaml.safe_load(Path(".gitlab-ci.yml").read_text())


def test_nothing_is_overwritten(groundrule: Command) -> None:
    mine = {
        ".pre-commit-config.yaml": "repos: []\n",
        ".gitlab-ci.yml": "a: b\n",
        "pyproject.toml": "[tool.groundrule]\n",
    }
    for name, text in mine.items():
        write(name, text)
    result = groundrule("init")
    assert {name: Path(name).read_text() for name in mine} == mine
    assert not Path("groundrule.toml").exists()
    assert "left .pre-commit-config.yaml as it is; add to it:" in result.out
    assert "- id: groundrule" in result.out
    again = groundrule("init")
    assert again.out == result.out


def test_a_repository_on_github(groundrule: Command) -> None:
    commit(_github__dependabot_yml="version: 2\n")
    Path(".github").mkdir(exist_ok=True)
    assert "wrote .github/workflows/groundrule.yml" in groundrule("init").out
    workflow = yaml.safe_load(Path(".github/workflows/groundrule.yml").read_text())
    steps = workflow["jobs"]["groundrule"]["steps"]
    assert steps[2]["run"] == 'groundrule check --diff "${{ github.event.pull_request.base.sha }}..."'


def test_from_a_directory_inside(groundrule: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(sub__main_tf="")
    monkeypatch.chdir("sub")
    groundrule("init")
    assert Path("../groundrule.toml").exists()
    assert not Path("groundrule.toml").exists()
