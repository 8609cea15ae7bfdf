"""Whose words mean which policy."""

import json

import pytest

from groundrule.gate.grammar import Tool
from groundrule.gate.names import means
from groundrule.gate.outline import outline
from groundrule.policy import LOW, Category, Policy, policy
from groundrule.source import Source

UUID = "cc997676-481b-4e93-aa81-d19f8c5e9b12"


def made(id_: str, *aliases: str) -> Policy:
    return policy(id=id_, severity=LOW, category=Category.HYGIENE, resources=(), aliases=aliases)(lambda _: None)


@pytest.mark.parametrize(
    ("tool", "name", "expected"),
    [
        ("groundrule", "volume-small", True),
        ("groundrule", "CKV_AWS_3", True),
        ("groundrule", "volume-large", False),
        ("checkov", "ckv_aws_3", True),
        ("checkov", "volume-small", False),
        ("trivy", "AVD-AWS-0026", True),
        ("trivy", "aws-0026", True),
        ("kics", UUID, True),
        ("cfn_nag", "W9", True),
        ("cfn_nag", "W8", False),
        ("cfn-lint", "volume", False),
    ],
)
def test_a_name_means_a_policy(tool: Tool, name: str, expected: bool) -> None:
    assert means(tool, name, made("volume-small", "CKV_AWS_3", "AWS-0026", UUID, "W9")) is expected


def test_everything_is_what_that_tool_knows() -> None:
    for tool, alias in (("checkov", "CKV2_AWS_3"), ("trivy", "GCP-0026"), ("kics", UUID)):
        every: tuple[Tool, ...] = ("checkov", "trivy", "kics")
        assert [other for other in every if means(other, "*", made("a-b", alias))] == [tool]


def test_rules_of_cfn_lint_are_named_by_their_beginnings() -> None:
    rule = made("cfn-lint:E3012")
    assert [means("cfn-lint", name, rule) for name in ("E3012", "E30", "E", "W")] == [True, True, True, False]


def test_metadata_of_every_tool() -> None:
    metadata = {
        "cfn_nag": {"rules_to_suppress": [{"id": "W9", "reason": "r"}]},
        "cfn-lint": {"config": {"ignore_checks": ["E3012", "W"]}},
        "checkov": {"skip": [{"id": "CKV_AWS_3", "comment": "c"}]},
        "groundrule": {"ignore": [{"policy": "a-b", "reasn": "x"}]},
        "other": {"skip": []},
    }
    text = json.dumps({"Metadata": metadata, "Resources": {}})
    found = {written.request.tool: written.request for written in outline(Source("t.json", text)).metadata}
    assert found["cfn_nag"][1:4] == (("W9",), "around", "r")
    assert found["cfn-lint"].names == ("E3012", "W")
    assert found["checkov"][1:4] == (("CKV_AWS_3",), "around", "c")
    assert found["groundrule"].flaw == "there is no `reasn`, only reason, until, approved-by: did you mean `reason`?"
    assert len(found) == 4


@pytest.mark.parametrize("value", ["x", [], {}, {"ignore": {}}, {"ignore": []}, {"ignore": ["a"]}, {"ignored": []}])
def test_malformed_metadata_of_ours_is_told(value: object) -> None:
    text = json.dumps({"Metadata": {"groundrule": value}, "Resources": {}})
    (written,) = outline(Source("t.json", text)).metadata
    assert written.request.flaw
