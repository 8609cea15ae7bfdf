"""`groundrule eval` and `groundrule graph`."""

import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command

ROOT = """
variable "region" {}
variable "ports" { default = [80, 443] }
variable "password" {
  default   = "dummy-of-a-test"
  sensitive = true
}
variable "once" {
  default   = 1
  ephemeral = true
}
locals {
  secret = { password = var.password }
  name   = "clinic"
}
resource "aws_kms_key" "main" {}
resource "aws_s3_bucket" "main" {
  count  = 2
  bucket = "${local.name}-${count.index}"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "main" {
  bucket = aws_s3_bucket.main[0].id
  rule {
    apply_server_side_encryption_by_default {
      kms_master_key_id = aws_kms_key.main.arn
    }
  }
}
resource "aws_db_instance" "main" {
  password = var.password
  username = "clinic"
  tags     = { api_key = "dummy-of-a-tag" }
}
"""


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "main.tf").write_text(ROOT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("1 + 1", {"value": 2}),
        ("1 / 4", {"value": 0.25}),
        ("var.ports[*]", {"value": [80, 443]}),
        ('{ for p in var.ports : "p${p}" => p }', {"value": {"p80": 80, "p443": 443}}),
        ("aws_s3_bucket.main[1].bucket", {"value": "clinic-1"}),
        ("var.region", {"unknown": "`var.region` has no value: give it a default, a tfvars file or `--var`"}),
        ("[var.region]", {"value": [{"$unknown": "`var.region` has no value: give it a default, a tfvars file or `--var`"}]}),
        ("1 / 0", {"error": "division by zero"}),
        ("[1 / 0]", {"error": "division by zero"}),
        ("1 +", {"error": "expected an expression, the file ends"}),
        ("var.password", {"value": "(sensitive value)", "sensitive": True}),
        ("local.secret.password", {"value": "(sensitive value)", "sensitive": True}),
        ("[local.secret, local.secret]", {"value": "(sensitive value)", "sensitive": True}),
        ("aws_db_instance.main.password", {"value": "(sensitive value)", "sensitive": True}),
        ('upper("${var.password}!")', {"value": "(sensitive value)", "sensitive": True}),
        ("length(nonsensitive(var.password))", {"value": 15}),
        ("issensitive(local.secret)", {"value": True}),
        ("[issensitive(local.secret), issensitive(local.name)]", {"value": [True, False]}),
        ("var.once", {"value": "(ephemeral value)", "ephemeral": True}),
        ("ephemeralasnull(var.once)", {"value": None}),
        ("timestamp()", {"unknown": "`timestamp()` is the time of the deployment"}),
    ],
)  # fmt: skip
def test_answers(groundrule: Command, expression: str, expected: dict[str, object]) -> None:
    (line,) = groundrule("eval", "--format", "jsonl", expression).out.splitlines()
    assert json.loads(line) == {"expr": expression, **expected}


def test_reads_requests_from_standard_input(groundrule: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO('{"expr": "local.name"}\n\nnonsense\n{"expr": "2"}\n'))
    result = groundrule("eval", "--format", "jsonl")
    assert result.code == 0
    assert [json.loads(line) for line in result.out.splitlines()] == [
        {"expr": "local.name", "value": "clinic"},
        {"error": 'line 3 of the input is not a JSON object with an "expr" text'},
        {"expr": "2", "value": 2},
    ]


def test_for_people(groundrule: Command) -> None:
    result = groundrule("eval", "var.ports", "var.region", "nonsense.x", "--var", "region=eu-west-1")
    assert result.code == 1
    assert result.out == '[\n  80,\n  443\n]\n"eu-west-1"\n'
    assert result.err == "error: there is nothing of the name `nonsense` here\n"


def test_an_environment_counts_only_when_asked_for(groundrule: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TF_VAR_region", "eu-west-3")
    assert groundrule("eval", "var.region").out.startswith("unknown: ")
    assert groundrule("eval", "var.region", "--tf-env").out == '"eu-west-3"\n'


def test_deeply_nested_conditionals(groundrule: Command) -> None:
    depth = 200
    expression = "(true ? " * depth + "1" + " : 2)" * depth
    assert groundrule("eval", expression).out == "1\n"


def test_a_root_that_is_not_there(groundrule: Command) -> None:
    result = groundrule("eval", "1", "--root", "nowhere")
    assert (result.code, result.err) == (2, "groundrule: error: --root nowhere: there is no such directory\n")


def test_graph_as_json(groundrule: Command) -> None:
    result = groundrule("graph")
    graph = json.loads(result.out)
    assert graph["dialect"] == "terraform"
    nodes = {node["address"]: node for node in graph["resources"]}
    assert list(nodes) == [
        "aws_kms_key.main",
        "aws_s3_bucket.main[0]",
        "aws_s3_bucket.main[1]",
        "aws_s3_bucket_server_side_encryption_configuration.main",
        "aws_db_instance.main",
    ]
    assert nodes["aws_s3_bucket.main[1]"]["attributes"] == {"bucket": "clinic-1"}
    assert graph["edges"] == [
        {
            "from": "aws_s3_bucket_server_side_encryption_configuration.main",
            "to": "aws_s3_bucket.main[0]",
            "attribute": "bucket",
        },
        {
            "from": "aws_s3_bucket_server_side_encryption_configuration.main",
            "to": "aws_kms_key.main",
            "attribute": "rule",
        },
    ]


def test_graph_masks_secrets(groundrule: Command) -> None:
    result = groundrule("graph")
    assert "dummy-of" not in result.out
    nodes = {node["address"]: node for node in json.loads(result.out)["resources"]}
    assert nodes["aws_db_instance.main"]["attributes"] == {
        "password": "********",
        "username": "clinic",
        "tags": {"api_key": "********"},
    }


def test_graph_as_dot_and_mermaid(groundrule: Command) -> None:
    dot = groundrule("graph", "--format", "dot").out
    source, target = "aws_s3_bucket_server_side_encryption_configuration.main", "aws_s3_bucket.main[0]"
    assert f'  "{source}" -> "{target}" [label = "bucket"]\n' in dot
    mermaid = groundrule("graph", "--format", "mermaid").out
    assert mermaid.startswith('flowchart LR\n  r0["aws_kms_key.main"]\n')
    assert '  r3 -->|"bucket"| r1\n' in mermaid


def test_graph_of_a_template(groundrule: Command, root: Path) -> None:
    template = root / "stack.yaml"
    template.write_text(
        "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n    Properties:\n      KmsMasterKeyId: !Ref Key\n"
        "  Key:\n    Type: AWS::KMS::Key\n"
    )
    graph = json.loads(groundrule("graph", "--root", "stack.yaml").out)
    assert [node["native_type"] for node in graph["resources"]] == ["AWS::SNS::Topic", "AWS::KMS::Key"]
    assert graph["edges"] == [{"from": "Topic", "to": "Key", "attribute": "kms_master_key_id"}]


def test_a_directory_without_configuration(groundrule: Command, root: Path) -> None:
    (root / "empty").mkdir()
    result = groundrule("graph", "--root", "empty")
    assert result.code == 2
    assert "name a template's file" in result.err
