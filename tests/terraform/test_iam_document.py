import json
from pathlib import Path
from typing import Any

from groundrule.value import Data, Encoded, OneOf, OpenList, Partial, Unknown, Why
from tests.terraform.roots import find, load


def document(tmp_path: Path, text: str, name: str = "d") -> Data:
    return find(load(tmp_path, text), f"data.aws_iam_policy_document.{name}").value("json")


def known(tmp_path: Path, text: str, name: str = "d") -> Any:
    found = document(tmp_path, text, name)
    assert isinstance(found, str)
    return json.loads(found)


def partly(tmp_path: Path, text: str) -> dict[str, Data]:
    found = document(tmp_path, text)
    assert isinstance(found, Encoded)
    assert isinstance(found.data, dict)
    return found.data


def test_it_is_written_as_the_provider_writes_it(tmp_path: Path) -> None:
    text = """
        data "aws_iam_policy_document" "d" {
          policy_id = "p"
          statement {
            sid       = "1"
            actions   = ["s3:ListAllMyBuckets", "s3:GetBucketLocation"]
            resources = ["arn:aws:s3:::*"]
          }
          statement {
            effect      = "Deny"
            not_actions = ["s3:&<>"]
            resources   = ["arn:aws:s3:::b", "arn:aws:s3:::b/home/&{aws:username}"]
            principals {
              type        = "AWS"
              identifiers = ["b", "a"]
            }
            principals {
              type        = "Service"
              identifiers = ["ec2.amazonaws.com"]
            }
            condition {
              test     = "StringLike"
              variable = "s3:prefix"
              values   = ["", "home/"]
            }
            condition {
              test     = "Bool"
              variable = "aws:SecureTransport"
              values   = [false]
            }
          }
        }
        output "minified" { value = data.aws_iam_policy_document.d.minified_json }
    """
    expected = """\
{
  "Version": "2012-10-17",
  "Id": "p",
  "Statement": [
    {
      "Sid": "1",
      "Effect": "Allow",
      "Action": [
        "s3:ListAllMyBuckets",
        "s3:GetBucketLocation"
      ],
      "Resource": "arn:aws:s3:::*"
    },
    {
      "Effect": "Deny",
      "NotAction": "s3:\\u0026\\u003c\\u003e",
      "Resource": [
        "arn:aws:s3:::b/home/${aws:username}",
        "arn:aws:s3:::b"
      ],
      "Principal": {
        "AWS": [
          "b",
          "a"
        ],
        "Service": "ec2.amazonaws.com"
      },
      "Condition": {
        "Bool": {
          "aws:SecureTransport": "false"
        },
        "StringLike": {
          "s3:prefix": [
            "",
            "home/"
          ]
        }
      }
    }
  ]
}"""
    assert document(tmp_path, text) == expected


def test_principals(tmp_path: Path) -> None:
    def principal(*blocks: str) -> Any:
        body = "".join(f"principals {{\n {block}\n }}\n" for block in blocks)
        text = f'data "aws_iam_policy_document" "d" {{\n statement {{\n actions = ["a"]\n{body}\n}}\n}}\n'
        return known(tmp_path, text)["Statement"][0]["Principal"]

    assert principal('type = "*"\nidentifiers = ["*"]') == "*"
    assert principal('type = "AWS"\nidentifiers = ["*"]') == {"AWS": "*"}
    assert principal('type = "AWS"\nidentifiers = ["a"]', 'type = "AWS"\nidentifiers = ["b"]') == {"AWS": ["b", "a"]}


def test_documents_merge(tmp_path: Path) -> None:
    text = """
        data "aws_iam_policy_document" "base" {
          version = "2008-10-17"
          statement {
            sid     = "kept"
            actions = ["base"]
          }
          statement {
            sid     = "replaced"
            actions = ["base"]
          }
          statement { actions = ["nameless"] }
        }
        data "aws_iam_policy_document" "last" {
          statement {
            sid     = "own"
            actions = ["last"]
          }
        }
        data "aws_iam_policy_document" "d" {
          source_policy_documents   = [data.aws_iam_policy_document.base.json, ""]
          override_policy_documents = [data.aws_iam_policy_document.last.json, jsonencode({ Id = "x", Statement = [] })]
          statement {
            sid     = "replaced"
            actions = ["own"]
          }
          statement {
            sid     = "own"
            actions = ["own"]
          }
          statement { actions = ["nameless"] }
        }
    """
    merged = known(tmp_path, text)
    assert (merged["Version"], merged["Id"]) == ("2012-10-17", "x")
    assert [(statement.get("Sid"), statement["Action"]) for statement in merged["Statement"]] == [
        ("kept", "base"),
        ("replaced", "own"),
        (None, "nameless"),
        ("own", "last"),
        (None, "nameless"),
    ]


def test_parts_that_are_not_known(tmp_path: Path) -> None:
    text = """
        variable "arn" {}
        resource "aws_s3_bucket" "b" {}
        data "aws_iam_policy_document" "d" {
          statement {
            actions   = ["s3:*"]
            resources = ["${aws_s3_bucket.b.arn}/*", var.arn]
            condition {
              test     = "StringEquals"
              variable = "aws:PrincipalOrgID"
              values   = [var.arn]
            }
          }
        }
        resource "aws_a" "x" { policy = data.aws_iam_policy_document.d.json }
    """
    data = partly(tmp_path, text)
    (statement,) = data["Statement"] if isinstance(data["Statement"], list) else []
    assert isinstance(statement, dict)
    assert statement["Action"] == "s3:*"
    resources = statement["Resource"]
    assert isinstance(resources, list)
    assert isinstance(resources[0], Partial)
    assert isinstance(find(load(tmp_path, text), "aws_a.x").value("policy"), Encoded)


def test_statements_over_an_unknown_collection(tmp_path: Path) -> None:
    text = """
        variable "buckets" {}
        data "aws_iam_policy_document" "d" {
          dynamic "statement" {
            for_each = var.buckets
            content {
              actions   = ["s3:*"]
              resources = [statement.value]
            }
          }
        }
    """
    statements = partly(tmp_path, text)["Statement"]
    assert isinstance(statements, OpenList)
    assert isinstance(statements[0], dict)
    assert statements[0]["Action"] == "s3:*"


def test_documents_that_are_not_known(tmp_path: Path) -> None:
    def merging(listed: str) -> str:
        return f"""
            variable "more" {{}}
            variable "flag" {{}}
            data "aws_iam_policy_document" "d" {{
              source_policy_documents = {listed}
              statement {{ actions = ["own"] }}
            }}
        """

    for listed in ("[var.more]", "var.more"):
        statements = partly(tmp_path, merging(listed))["Statement"]
        assert isinstance(statements, OpenList)
        assert statements.unknown.reason.startswith("`var.more` has no value")
    one = document(tmp_path, merging('var.flag ? [jsonencode({ Statement = [{ Sid = "a" }] })] : []'))
    assert isinstance(one, OneOf)
    assert [len(json.loads(choice)["Statement"]) for choice in one.choices if isinstance(choice, str)] == [2, 1]
    wrong = partly(tmp_path, merging('["no json"]'))["Statement"]
    assert isinstance(wrong, OpenList)
    assert wrong.unknown.why is Why.ERROR


def test_an_unknown_condition_is_no_condition_that_is_there(tmp_path: Path) -> None:
    text = """
        variable "orgs" {}
        data "aws_iam_policy_document" "d" {
          statement {
            actions = ["s3:*"]
            dynamic "condition" {
              for_each = var.orgs
              content {
                test     = "StringEquals"
                variable = "aws:PrincipalOrgID"
                values   = [condition.value]
              }
            }
          }
        }
    """
    (statement,) = list(partly(tmp_path, text)["Statement"] or [])  # type: ignore[arg-type]
    assert isinstance(statement, dict)
    assert isinstance(statement["Condition"], Unknown)


def test_google(tmp_path: Path) -> None:
    text = """
        data "google_iam_policy" "p" {
          binding {
            role    = "roles/viewer"
            members = ["user:b", "allUsers"]
          }
          audit_config {
            service = "storage.googleapis.com"
            audit_log_configs { log_type = "DATA_READ" }
          }
        }
    """
    found = find(load(tmp_path, text), "data.google_iam_policy.p").value("policy_data")
    assert found == (
        '{"auditConfigs":[{"auditLogConfigs":[{"logType":"DATA_READ"}],"service":"storage.googleapis.com"}],'
        '"bindings":[{"members":["allUsers","user:b"],"role":"roles/viewer"}]}'
    )


def test_in_json_syntax(tmp_path: Path) -> None:
    content = {
        "data": {
            "aws_iam_policy_document": {
                "d": {
                    "statement": [
                        {
                            "actions": ["s3:*"],
                            "resources": ["*"],
                            "principals": {"type": "AWS", "identifiers": ["*"]},
                        }
                    ]
                }
            }
        }
    }
    (tmp_path / "main.tf.json").write_text(json.dumps(content))
    (statement,) = known(tmp_path, "")["Statement"]
    assert statement == {"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Principal": {"AWS": "*"}}
