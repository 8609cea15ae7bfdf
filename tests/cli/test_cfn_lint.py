"""`check --with-cfn-lint`: another linter's matches in the same report."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command

TEMPLATE = """\
Parameters:
  Unused: {Type: String, Default: a}
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      TopicName: [1]
      Nonsense: true
  Volume:
    Type: AWS::EC2::Volume
    Properties:
      Size: 1
      Password: hunter2hunter2
"""


@pytest.fixture(autouse=True)
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "stack.yaml").write_text(TEMPLATE)
    return tmp_path


def found(groundrule: Command, *arguments: str) -> list[dict[str, Any]]:
    result = groundrule("check", "--with-cfn-lint", "--format", "json", *arguments)
    findings: list[dict[str, Any]] = json.loads(result.out)["findings"]
    return [finding for finding in findings if finding["policy"].startswith("cfn-lint:")]


def test_matches_are_findings_with_place_and_severity(groundrule: Command) -> None:
    findings = found(groundrule)
    by_rule = {finding["policy"]: finding for finding in reversed(findings)}
    nonsense = by_rule["cfn-lint:E3002"]
    assert nonsense["severity"] == "high"
    assert nonsense["location"]["path"] == "stack.yaml"
    assert nonsense["location"]["start"] == {"line": 8, "column": 7}
    assert nonsense["resource"]["address"] == "Topic"
    assert nonsense["resource"]["type"] == "AWS::SNS::Topic"
    assert "Nonsense" in nonsense["message"]
    assert by_rule["cfn-lint:W2001"]["severity"] == "medium"


def test_each_match_is_told_once(groundrule: Command, directory: Path) -> None:
    (directory / "a.json").write_text('{"Unused": "b"}')
    (directory / "b.json").write_text('{"Unused": "c"}')
    once = found(groundrule)
    assert len({finding["fingerprint"] for finding in once}) == len(once)
    several = found(groundrule, "--env", "a=a.json", "--env", "b=b.json", "stack.yaml", "stack.yaml")
    assert [finding["fingerprint"] for finding in several] == [finding["fingerprint"] for finding in once]


def test_rules_can_be_left_out(groundrule: Command) -> None:
    rules = {finding["policy"] for finding in found(groundrule, "--ignore", "cfn-lint:E3002,cfn-lint:W")}
    assert rules
    assert not any(rule.startswith(("cfn-lint:E3002", "cfn-lint:W")) for rule in rules)


def test_values_that_may_be_secret_are_not_repeated(groundrule: Command) -> None:
    result = groundrule("check", "--with-cfn-lint")
    assert "cfn-lint:E3017" in result.out
    assert "hunter2" not in result.out


def test_configuration_in_the_tree_is_not_read(groundrule: Command, directory: Path) -> None:
    rules = directory / "rules"
    rules.mkdir()
    (rules / "Evil.py").write_text(f"open({str(directory / 'executed')!r}, 'w').close()\n")
    (directory / ".cfnlintrc").write_text("append_rules: [rules]\nignore_checks: [E3002]\n")
    metadata = "Metadata:\n  cfn-lint: {config: {append_rules: [rules]}}\n"
    (directory / "stack.yaml").write_text(metadata + TEMPLATE)
    assert any(finding["policy"] == "cfn-lint:E3002" for finding in found(groundrule))
    assert not (directory / "executed").exists()


def test_without_the_flag_cfn_lint_is_never_imported() -> None:
    code = """
import sys
from groundrule.cli import main
try:
    main(["check", *sys.argv[1:], "--select", "all", "--exit-zero"])
finally:
    print("cfnlint" in sys.modules, file=sys.stderr)
"""
    for arguments, expected in ((["stack.yaml"], "False"), (["stack.yaml", "--with-cfn-lint"], "True")):
        result = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
        assert result.stderr.split()[-1] == expected, result.stderr
