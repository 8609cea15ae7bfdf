import json
from pathlib import Path

import pytest

from groundrule.terraform.variables import Inputs
from tests.terraform.roots import find, load, located, steps, text_at


def test_places_of_literals(tmp_path: Path) -> None:
    graph = load(
        tmp_path,
        """
        resource "aws_a" "x" {
          size = 1
          tags = { Owner = "me", "a b" = ["c", "d"] }
          list = [1, { k = "v" }]
          rule {
            port = 80
            filter { name = "a" }
          }
          rule { port = 443 }
          single { on = true }
          policy = jsonencode({ Statement = [{ Action = "s3:*" }] })
        }
        """,
    )
    assert located(graph, "aws_a.x") == 'resource "aws_a" "x"'
    assert located(graph, "aws_a.x", "size") == "1"
    assert located(graph, "aws_a.x", "tags") == '{ Owner = "me", "a b" = ["c", "d"] }'
    assert located(graph, "aws_a.x", "tags", "Owner") == '"me"'
    assert located(graph, "aws_a.x", "tags", "a b", 1) == '"d"'
    assert located(graph, "aws_a.x", "tags", "none") == '{ Owner = "me", "a b" = ["c", "d"] }'
    assert located(graph, "aws_a.x", "list", 1, "k") == '"v"'
    assert located(graph, "aws_a.x", "rule", 1, "port") == "443"
    assert located(graph, "aws_a.x", "rule", 0, "filter", 0, "name") == '"a"'
    assert located(graph, "aws_a.x", "rule", 0, "filter") == "filter"
    assert located(graph, "aws_a.x", "rule", 0) == "rule"
    assert located(graph, "aws_a.x", "rule", 0, "nothing") == "rule"
    assert located(graph, "aws_a.x", "nothing", "at", "all") == 'resource "aws_a" "x"'
    assert located(graph, "aws_a.x", "policy", "Statement", 0, "Action") == '"s3:*"'


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (("size",), "size"),
        (("tags", "Owner"), "tags.Owner"),
        (("tags", "a b"), 'tags["a b"]'),
        (("rule", 1, "port"), "rule[1].port"),
        (("rule", 0, "filter", 0, "name"), "rule[0].filter.name"),
        (("single", 0, "on"), "single.on"),
        (("single", 0, "list", 2), "single.list[2]"),
        (("nothing", "enabled"), "nothing.enabled"),
        (("single", 0, "nothing"), "single.nothing"),
    ],
)
def test_words(tmp_path: Path, path: tuple[str | int, ...], words: str) -> None:
    graph = load(
        tmp_path,
        """
        resource "aws_a" "x" {
          size = 1
          tags = { Owner = "me", "a b" = "c" }
          rule {
            port = 80
            filter { name = "a" }
          }
          rule { port = 443 }
          single {
            on   = true
            list = [1, 2, 3]
          }
        }
        """,
    )
    assert find(graph, "aws_a.x").locate(path).words == words


MODULES = {
    "main.tf": """
        variable "enc" { default = false }
        variable "names" {
          type    = map(object({ on = bool, kind = optional(string, "gp2") }))
          default = { a = { on = true } }
        }
        locals {
          tags  = merge(local.base, { Stage = "prod" })
          base  = { Owner = var.owner }
          ports = [22, 80]
        }
        variable "owner" {}
        module "db" {
          source    = "./m"
          encrypted = var.enc
        }
        resource "aws_a" "x" {
          for_each = var.names
          on       = each.value.on
          kind     = each.value.kind
          key      = each.key
          tags     = local.tags
          cond     = var.enc ? 1 : local.ports[1]
          out      = module.db.out
          of       = aws_a.y.size
          late     = aws_a.y.arn
          not      = !var.enc
          text     = "x-${var.owner}"
          loop     = [for p in local.ports : { port = p }]
          looked   = lookup({ a = "literal" }, each.key, "default")
          dynamic "rule" {
            for_each = { one = "0.0.0.0/0" }
            content { cidr = rule.value }
          }
        }
        resource "aws_a" "y" { size = local.ports[0] }
    """,
    "m/main.tf": """
        variable "encrypted" {}
        resource "aws_db" "d" { storage_encrypted = var.encrypted }
        output "out" { value = aws_db.d.storage_encrypted }
    """,
    "prod.tfvars": 'owner = "team"\n',
}


def test_origins(tmp_path: Path) -> None:
    graph = load(tmp_path, MODULES, Inputs(var_files=(str(tmp_path / "prod.tfvars"),)))
    assert steps(graph, "module.db.aws_db.d", "storage_encrypted") == [
        "module.db: encrypted = var.enc",
        "var.enc = false (default)",
    ]
    key = 'aws_a.x["a"]'
    assert steps(graph, key, "on") == ["each.value = var.names", "var.names = true (default)"]
    assert steps(graph, key, "kind") == ["each.value = var.names", 'var.names: a.kind = "gp2" (optional)']
    assert steps(graph, key, "key") == [
        'each.key = "a" of var.names',
        "var.names = { a = { on = true } } (default)",
    ]
    assert steps(graph, key, "tags", "Owner") == [
        'local.tags = merge(local.base, { Stage = "prod" })',
        "local.base = var.owner",
        'var.owner = "team" (prod.tfvars)',
    ]
    assert steps(graph, key, "tags", "Stage") == ['local.tags = merge(local.base, { Stage = "prod" })']
    assert steps(graph, key, "cond") == ["var.enc is false: local.ports[1]", "local.ports = 80"]
    assert steps(graph, key, "out") == [
        "module.db.out = aws_db.d.storage_encrypted",
        "module.db.aws_db.d.storage_encrypted = var.encrypted",
        "module.db: encrypted = var.enc",
        "var.enc = false (default)",
    ]
    assert steps(graph, key, "of") == ["aws_a.y.size = local.ports[0]", "local.ports = 22"]
    assert steps(graph, key, "late") == ["aws_a.y.arn"]
    assert steps(graph, key, "not") == ["var.enc = false (default)"]
    assert steps(graph, key, "text") == ['var.owner = "team" (prod.tfvars)']
    assert steps(graph, key, "loop", 1, "port") == ["p = local.ports", "local.ports = 80"]
    assert steps(graph, key, "rule", 0, "cidr") == ['rule.value = "0.0.0.0/0"']


def test_the_last_step_is_the_literal(tmp_path: Path) -> None:
    graph = load(tmp_path, MODULES, Inputs(var_files=(str(tmp_path / "prod.tfvars"),)))
    place = find(graph, "module.db.aws_db.d").locate(("storage_encrypted",))
    assert text_at(place) == "var.encrypted"
    assert place.span.path == str(tmp_path / "m" / "main.tf")
    last = place.origin[-1].span
    assert last.path == str(tmp_path / "main.tf")
    assert last.source.text[last.start : last.end] == "false"


def test_inputs_without_a_file_or_value(tmp_path: Path) -> None:
    text = 'variable "a" {}\nresource "aws_a" "x" {\n  a = var.a\n}\n'
    assert steps(load(tmp_path, text), "aws_a.x", "a") == ["var.a has no value"]
    assert steps(load(tmp_path, text, Inputs(variables={"a": "1"})), "aws_a.x", "a") == ["var.a (--var)"]


def test_sensitive_values_are_not_told(tmp_path: Path) -> None:
    text = """
        variable "p" {
          default   = "hunter2"
          sensitive = true
        }
        resource "aws_a" "x" { p = var.p }
    """
    assert steps(load(tmp_path, text), "aws_a.x", "p") == ["var.p = ******** (sensitive)"]


def test_steps_are_short_lines(tmp_path: Path) -> None:
    long = json.dumps("x" * 300)
    text = f"""
        locals {{
          long = <<-EOT
            one
            two
          EOT
          text = {long}
        }}
        resource "aws_a" "x" {{
          a = local.long
          b = local.text
        }}
    """
    graph = load(tmp_path, text)
    assert steps(graph, "aws_a.x", "a") == ["local.long = <<-EOT one two EOT"]
    (step,) = steps(graph, "aws_a.x", "b")
    assert len(step) == 80
    assert step.endswith("…")


def test_a_cycle_has_an_end(tmp_path: Path) -> None:
    graph = load(tmp_path, 'locals {\n  a = local.b\n  b = local.a\n}\nresource "aws_a" "x" {\n  a = local.a\n}\n')
    assert 0 < len(steps(graph, "aws_a.x", "a")) <= 40


def test_policy_documents_are_followed_to_their_statements(tmp_path: Path) -> None:
    graph = load(
        tmp_path,
        """
        data "aws_iam_policy_document" "d" {
          statement {
            actions   = ["s3:Get*"]
            resources = ["a"]
          }
          statement {
            actions   = ["*"]
            resources = ["a", "*"]
            principals {
              type        = "AWS"
              identifiers = ["*"]
            }
          }
        }
        resource "aws_a" "x" { policy = data.aws_iam_policy_document.d.json }
        """,
    )
    place = find(graph, "aws_a.x").locate(("policy", "Statement", 1, "Action"))
    (step,) = place.origin
    assert step.text == 'data.aws_iam_policy_document.d.statement[1].actions = ["*"]'
    assert step.span.source.text[step.span.start : step.span.end] == '["*"]'
    document = find(graph, "data.aws_iam_policy_document.d")
    assert text_at(document.locate(("json", "Statement", 1, "Principal"))) == "principals"


def test_resources_that_refer_to_each_other(tmp_path: Path) -> None:
    text = 'resource "aws_a" "x" {\n  n = aws_a.y.n\n}\nresource "aws_a" "y" {\n  n = aws_a.x.n\n}\n'
    assert len(steps(load(tmp_path, text), "aws_a.x", "n")) <= 40


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("coalesce(null, var.a)", ["var.a = 1 (default)"]),
        ("try(var.o.none, var.a)", ["var.a = 1 (default)"]),
        ("try(var.o.k, var.a)", ["var.o = 2 (default)"]),
        ("concat([5], var.l)[1]", ["var.l = 3 (default)"]),
        ("element(var.l, 3)", ["var.l = 4 (default)"]),
        ('lookup(var.o, "k", 1)', ["var.o = 2 (default)"]),
        ('lookup(var.o, "none", var.a)', ["var.a = 1 (default)"]),
        ("one([var.a])", ["var.a = 1 (default)"]),
        ("tonumber(var.a)", ["var.a = 1 (default)"]),
        ("var.a + 1", ["var.a = 1 (default)"]),
        ("[for x in var.l : x if x > 3][0]", ["x = var.l", "var.l = 4 (default)"]),
        ("{ for k, v in var.o : k => v }.k", ["v = var.o", "var.o = 2 (default)"]),
        ("[{ n = var.a }][*].n", ["var.a = 1 (default)"]),
        ("(var.a)", ["var.a = 1 (default)"]),
        ('"${var.a}"', ["var.a = 1 (default)"]),
        ("var.unset ? 1 : 2", ["var.unset has no value"]),
        ("var.o[var.unset]", []),
        ("5", []),
    ],
)
def test_through_functions_and_loops(tmp_path: Path, expression: str, expected: list[str]) -> None:
    text = f"""
        variable "a" {{ default = 1 }}
        variable "o" {{ default = {{ k = 2 }} }}
        variable "l" {{ default = [3, 4] }}
        variable "unset" {{}}
        resource "aws_a" "x" {{ n = {expression} }}
    """
    path = ("n", 0) if expression.endswith("[*].n") else ("n",)
    assert steps(load(tmp_path, text), "aws_a.x", *path) == expected
