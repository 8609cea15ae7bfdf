"""What documents of principals grant."""

from pathlib import Path

import pytest

from groundrule.access import Statement, statements
from groundrule.graph import Graph
from groundrule.loading import load_alone
from groundrule.permissions import Grants, held_by, identity_documents, must_not_be_administrative
from groundrule.subject import Resource
from groundrule.value import Truth
from groundrule.verdict import Outcome


def graph(path: Path, text: str) -> Graph:
    file = path / "main.tf"
    file.write_text(text, "utf-8")
    return next(iter(load_alone(file)))


def find(resources: Graph, key: str) -> Resource:
    node = resources.find(key)
    assert node is not None
    return Resource(node)


def document(path: Path, *listed: str) -> list[Statement]:
    """The statements of one document, each given in Terraform's words."""
    text = f'resource "aws_iam_policy" "p" {{\n  policy = jsonencode({{ Statement = [{", ".join(listed)}] }})\n}}\n'
    return list(statements(find(graph(path, 'variable "x" {}\n' + text), "aws_iam_policy.p")["policy"]))


ALLOW = '{ Effect = "Allow", Action = %s, Resource = "*" }'
DENY = '{ Effect = "Deny", Action = %s, Resource = "*" }'


@pytest.mark.parametrize(
    ("listed", "action", "granted"),
    [
        ([ALLOW % '"iam:Pass*"'], "iam:PassRole", Truth.TRUE),
        ([ALLOW % '"IAM:passrole"'], "iam:PassRole", Truth.TRUE),
        ([ALLOW % '"iam:Get*"'], "iam:PassRole", Truth.FALSE),
        ([ALLOW % '"iam:*"', DENY % '"iam:Pass*"'], "iam:PassRole", Truth.FALSE),
        ([ALLOW % "var.x"], "iam:PassRole", Truth.UNKNOWN),
        ([ALLOW % '"s3:${var.x}"'], "iam:PassRole", Truth.FALSE),
        ([ALLOW % '"iam:${var.x}"'], "iam:PassRole", Truth.UNKNOWN),
        ([ALLOW % 'concat(["s3:Get*"], var.x)'], "iam:PassRole", Truth.UNKNOWN),
        (['{ Effect = "Allow", NotAction = "iam:*", Resource = "*" }'], "ec2:RunInstances", Truth.TRUE),
        (['{ Effect = "Allow", NotAction = "iam:*", Resource = "*" }'], "iam:PassRole", Truth.FALSE),
        (['{ Effect = "Allow", Action = "iam:*", NotResource = "arn:x" }'], "iam:PassRole", Truth.TRUE),
        (['{ Effect = "Allow", Action = "iam:*", Resource = "arn:x" }'], "iam:PassRole", Truth.FALSE),
        (
            ['{ Effect = "Allow", Action = "iam:*", Resource = "*", Condition = { Bool = { "a:b" = "true" } } }'],
            "iam:PassRole",
            Truth.FALSE,
        ),
        (
            ['{ Effect = "Allow", Action = "iam:*", Resource = "*", Principal = { AWS = "111122223333" } }'],
            "iam:PassRole",
            Truth.FALSE,
        ),
    ],
)
def test_what_is_granted_everywhere(tmp_path: Path, listed: list[str], action: str, granted: Truth) -> None:
    assert Grants(document(tmp_path, *listed)).has(action) is granted


def test_a_set_of_actions_counts_when_all_of_it_is_granted(tmp_path: Path) -> None:
    apart = document(tmp_path, ALLOW % '"iam:PassRole"', ALLOW % '"ec2:RunInstances"')
    assert [actions for actions, _ in Grants(apart).escalations()] == [("iam:PassRole", "ec2:RunInstances")]
    assert not list(Grants(apart[:1]).escalations())


def test_grants_have_no_plain_truth(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="three values"):
        assert "iam:PassRole" in Grants(document(tmp_path, ALLOW % '"*"'))


HELD = """
resource "aws_iam_user" "nurse" {
  name = "nurse"
}
resource "aws_iam_group" "ward" {
  name = "ward"
}
resource "aws_iam_group_membership" "ward" {
  name  = "ward"
  group = aws_iam_group.ward.name
  users = [aws_iam_user.nurse.name]
}
resource "aws_iam_policy" "keys" {
  name   = "keys"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "iam:CreateAccessKey", Resource = "*" }] })
}
resource "aws_iam_group_policy_attachment" "keys" {
  group      = aws_iam_group.ward.name
  policy_arn = aws_iam_policy.keys.arn
}
"""


def test_a_user_holds_what_its_groups_hold(tmp_path: Path) -> None:
    held = held_by(find(graph(tmp_path, HELD), "aws_iam_user.nurse"))
    assert held.grants.has("iam:CreateAccessKey") is Truth.TRUE
    assert held.doubt is None


SHARED = """
data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["s3:*"]
    resources = ["*"]
  }
}
resource "aws_iam_policy" "p" {
  name   = "p"
  policy = data.aws_iam_policy_document.d.json
}
resource "aws_organizations_policy" "limit" {
  name    = "limit"
  content = CONTENT
}
"""


def test_a_document_is_judged_where_its_text_stands(tmp_path: Path) -> None:
    resources = graph(tmp_path, SHARED.replace("CONTENT", '"{}"'))
    assert not list(identity_documents(find(resources, "aws_iam_policy.p")))
    assert len(list(identity_documents(find(resources, "data.aws_iam_policy_document.d")))) == 1


def test_what_only_limits_grants_nothing(tmp_path: Path) -> None:
    resources = graph(tmp_path, SHARED.replace("CONTENT", "data.aws_iam_policy_document.d.json"))
    assert not list(identity_documents(find(resources, "data.aws_iam_policy_document.d")))


ROLE = """
variable "x" {}
resource "aws_iam_role" "r" {
  name                = "r"
  assume_role_policy  = "{}"
  managed_policy_arns = [ARN]
}
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = aws_iam_role.r.arn
}
"""


@pytest.mark.parametrize(
    ("arn", "outcome"),
    [
        ('"arn:aws:iam::aws:policy/AdministratorAccess"', Outcome.DENY),
        ('"arn:${var.x}:iam::aws:policy/IAMFullAccess"', Outcome.DENY),
        ('"arn:aws:iam::aws:policy/ReadOnlyAccess"', Outcome.ALLOW),
        ("var.x", Outcome.UNKNOWN),
    ],
)
def test_an_administrative_role_is_found_by_its_policies(tmp_path: Path, arn: str, outcome: Outcome) -> None:
    function = find(graph(tmp_path, ROLE.replace("ARN", arn)), "aws_lambda_function.f")
    verdict = must_not_be_administrative(function["role"])
    assert verdict is not None
    assert verdict.outcome is outcome
    assert must_not_be_administrative(function["layers"]) is None
