"""Templates that CloudFormation would refuse: what is wrong is located and named, and the rest is judged."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command

GOOD = "  Good: {Type: AWS::EC2::Volume, Properties: {Size: 1, Encrypted: false}}\n"
CIRCLE = """\
  P: {Type: AWS::SNS::Topic, DependsOn: Q}
  Q: {Type: AWS::SNS::Topic, Properties: {DisplayName: !Ref P}}
"""


@pytest.fixture(autouse=True)
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(groundrule: Command) -> tuple[int, dict[str, Any]]:
    result = groundrule("check", "--select", "ebs-volume-unencrypted", "--format", "json")
    assert result.err == ""
    return result.code, json.loads(result.out)


def volume(encrypted: str) -> str:
    return f"Resources:\n{GOOD}  Bad:\n    Type: AWS::EC2::Volume\n    Properties:\n      Size: 1\n      Encrypted: {encrypted}\n"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (volume("!Ref Nothing"), 7, "`Ref`: there is no parameter or resource `Nothing`"),
        (volume("!GetAtt Nothing.Arn"), 7, "`Fn::GetAtt`: there is no resource `Nothing`"),
        (volume("!Sub '${Nothing}'"), 7, "`Fn::Sub`: there is no parameter or resource `Nothing`"),
        (volume("!If [Nowhere, true, false]"), 7, "`Fn::If`: there is no condition `Nowhere`"),
        (volume("!FindInMap [A, b, c]"), 7, "`Fn::FindInMap`: there is no `A.b.c` in `Mappings`"),
        (volume("!Equals [1]"), 7, "`Fn::Equals`: it takes a list of 2"),
        (volume("!Select [3, [true]]"), 7, "`Fn::Select`: the list of 1 has no element 3"),
        (volume("!Join [',']"), 7, "`Fn::Join`: it takes a list of 2"),
        (volume("!Cidr [x, 1]"), 7, "`Fn::Cidr`: there are no such parts of the block"),
        (
            f"Conditions: {{A: !Not [!Condition B], B: !Not [!Condition A]}}\nResources:\n{GOOD}",
            1,
            "the condition `A` depends on itself",
        ),
        (
            f"Resources:\n{GOOD}{CIRCLE}",
            3,
            "resources need each other in a circle: `P` → `Q` → `P`",
        ),
        (
            f"Resources:\n{GOOD}  X: {{Type: Custom::X}}\n",
            3,
            "what a `Custom::X` makes is not known here: it is not looked at",
        ),
        (
            f"Resources:\n{GOOD}  X: {{Type: A::B::C}}\n",
            3,
            "what a `A::B::C` makes is not known here: it is not looked at",
        ),
    ],
)
def test_what_is_wrong_is_noted(groundrule: Command, directory: Path, text: str, line: int, reason: str) -> None:
    (directory / "stack.yaml").write_text(text)
    code, report = check(groundrule)
    assert (line, reason) in {(item["line"], item["reason"]) for item in report["coverage"]["notes"]}
    assert report["coverage"]["complete"]
    denied = [item["resource"]["address"] for item in report["findings"] if item["verdict"] == "deny"]
    assert denied == ["Good"]
    assert code == 1


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (f"Resources:\n{GOOD}  L: [a]\n", 3, "the resource `L` needs a mapping with a `Type`"),
        (f"Resources:\n{GOOD}  N: {{Properties: {{}}}}\n", 3, "the resource `N` needs a mapping with a `Type`"),
        (
            f"Resources:\n{GOOD}  L: {{Type: AWS::EC2::Volume, Properties: [1]}}\n",
            3,
            "the `Properties` of `L` must be a mapping",
        ),
        (f"Parameters: [a]\nResources:\n{GOOD}", 1, "`Parameters` must be a mapping"),
        (f"Conditions: a\nResources:\n{GOOD}", 1, "`Conditions` must be a mapping"),
    ],
)
def test_what_can_not_be_judged_makes_the_run_incomplete(
    groundrule: Command, directory: Path, text: str, line: int, reason: str
) -> None:
    (directory / "stack.yaml").write_text(text)
    _, report = check(groundrule)
    assert [(item["line"], item["reason"]) for item in report["coverage"]["skipped"]] == [(line, reason)]
    assert [item["resource"]["address"] for item in report["findings"] if item["verdict"] == "deny"] == ["Good"]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("AWSTemplateFormatVersion: 2010-09-09\nDescription: x\n", 1, "the template has no `Resources`"),
        ("AWSTemplateFormatVersion: 2010-09-09\nResources: [a]\n", 2, "`Resources` must be a mapping"),
        (f"Resources:\n{GOOD}---\nResources: {{}}\n", 3, "a template is one document, and here begins another"),
        (f"Resources:\n{GOOD}{GOOD}", 3, "the key `Good` stands twice in a mapping; first in line 2"),
        (f"Resources:\n{GOOD}   Bad: 1\n", 3, "broken YAML: did not find expected key"),
    ],
)
def test_a_template_that_is_none_is_told_and_the_others_are_judged(
    groundrule: Command, directory: Path, text: str, line: int, reason: str
) -> None:
    (directory / "bad.yaml").write_text(text)
    (directory / "good.yaml").write_text(f"Resources:\n{GOOD}")
    _, report = check(groundrule)
    assert [(item["path"], item["line"], item["reason"]) for item in report["coverage"]["skipped"]] == [
        ("bad.yaml", line, reason)
    ]
    assert [item["location"]["path"] for item in report["findings"]] == ["good.yaml"]
