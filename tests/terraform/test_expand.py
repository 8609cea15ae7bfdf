from pathlib import Path

import pytest

from groundrule.value import OpenList, Partial, Reference, Truth, Unknown, Why
from tests.terraform.roots import find, keys, load

INPUTS = 'variable "n" {}\nvariable "flag" {}\nvariable "names" { type = set(string) }\n'


def test_count(tmp_path: Path) -> None:
    graph = load(
        tmp_path,
        """
        resource "aws_a" "none" { count = 0 }
        resource "aws_a" "two" {
          count = 2
          name  = "n-${count.index}"
        }
        resource "aws_a" "text" { count = "1" }
        """,
    )
    assert keys(graph) == ["aws_a.two[0]", "aws_a.two[1]", "aws_a.text[0]"]
    assert [one.value("name") for one in graph.of_type("aws_a")][:2] == ["n-0", "n-1"]


def test_for_each(tmp_path: Path) -> None:
    graph = load(
        tmp_path,
        """
        resource "aws_a" "map" {
          for_each = { b = 1, a = 2 }
          name     = each.key
          size     = each.value
        }
        resource "aws_a" "set" {
          for_each = toset(["x", "y \\"z\\""])
          name     = each.value
        }
        resource "aws_b" "chained" {
          for_each = aws_a.map
          name     = each.value.name
          id_of    = each.value.id
          other    = aws_a.map[each.key].size
        }
        resource "aws_a" "none" { for_each = {} }
        """,
    )
    assert keys(graph) == [
        'aws_a.map["a"]',
        'aws_a.map["b"]',
        'aws_a.set["x"]',
        'aws_a.set["y \\"z\\""]',
        'aws_b.chained["a"]',
        'aws_b.chained["b"]',
    ]
    chained = find(graph, 'aws_b.chained["b"]')
    assert chained.value("name") == "b"
    assert chained.value("other") == 1
    reference = chained.value("id_of")
    assert isinstance(reference, Reference)
    assert reference.target == 'aws_a.map["b"]'


@pytest.mark.parametrize("by", ["count = var.n", "for_each = var.names", "for_each = { for n in var.names : n => n }"])
def test_an_unknown_number_gives_one_that_stands_for_all(tmp_path: Path, by: str) -> None:
    graph = load(tmp_path, f'{INPUTS}resource "aws_a" "x" {{\n  {by}\n}}\n')
    (resource,) = graph.resources
    assert resource.address == "aws_a.x[*]"
    assert resource.exists is Truth.UNKNOWN
    assert not graph.skipped


def test_what_stands_for_all_names_the_input(tmp_path: Path) -> None:
    graph = load(
        tmp_path,
        INPUTS
        + """
        resource "aws_a" "x" {
          for_each = var.names
          name     = "n-${each.key}"
        }
        resource "aws_b" "y" {
          for_each = aws_a.x
          of       = each.value.id
        }
        resource "aws_b" "z" {
          for_each = var.names
          of       = aws_a.x[each.key].id
          all      = [for a in aws_a.x : a.id]
          count_of = length(aws_a.x)
        }
        """,
    )
    name = find(graph, "aws_a.x[*]").value("name")
    assert isinstance(name, Partial)
    assert name.prefix == "n-"
    (unknown,) = [part for part in name.parts if isinstance(part, Unknown)]
    assert unknown.reason == "`var.names` has no value: give it a default, a tfvars file or `--var`"
    assert unknown.span is not None
    assert unknown.span.first.line == 3
    for key in ("aws_b.y[*]", "aws_b.z[*]"):
        reference = find(graph, key).value("of")
        assert isinstance(reference, Reference)
        assert reference.target == "aws_a.x[*]"
    everyone = find(graph, "aws_b.z[*]").value("all")
    assert isinstance(everyone, OpenList)
    assert isinstance(find(graph, "aws_b.z[*]").value("count_of"), Unknown)


def test_conditional_instances(tmp_path: Path) -> None:
    graph = load(
        tmp_path,
        INPUTS
        + """
        resource "aws_a" "maybe" { count = var.flag ? 1 : 0 }
        resource "aws_a" "some" { count = var.flag ? 3 : 1 }
        resource "aws_a" "never" { count = var.flag ? 0 : 0 }
        resource "aws_b" "keys" {
          for_each = var.flag ? { a = 1, b = 2 } : { b = 3 }
          size     = each.value
        }
        resource "aws_b" "maybe" { for_each = var.flag ? toset(["k"]) : [] }
        resource "aws_c" "c" { of = aws_a.maybe[0].id }
        """,
    )
    assert {one.key: one.exists for one in graph.resources} == {
        "aws_a.maybe[*]": Truth.UNKNOWN,
        "aws_a.some[*]": Truth.TRUE,
        'aws_b.keys["a"]': Truth.UNKNOWN,
        'aws_b.keys["b"]': Truth.TRUE,
        'aws_b.maybe["k"]': Truth.UNKNOWN,
        "aws_c.c": Truth.TRUE,
    }
    reference = find(graph, "aws_c.c").value("of")
    assert isinstance(reference, Reference)
    assert reference.target == "aws_a.maybe[*]"


@pytest.mark.parametrize(
    ("by", "reason"),
    [
        ("count = -1", "`count` must be a whole number from 0 up, but it is `-1`"),
        ("count = 1.5", "`count` must be a whole number from 0 up, but it is `1.5`"),
        ("count = null", "`count` must be a whole number from 0 up, but it is null"),
        ("count = 10001", "`count` is 10001: more than 10000 instances are not judged one by one"),
        ('for_each = ["a"]', "`for_each` needs a map or a set of strings, not a list: `toset` makes one"),
        ("for_each = null", "`for_each` is null: it needs a map or a set of strings"),
        ('for_each = "a"', "`for_each` needs a map or a set of strings"),
        ("for_each = toset([1])", "`for_each` needs a map or a set of strings"),
    ],
)
def test_what_is_wrong_is_told_and_the_rest_is_judged(tmp_path: Path, by: str, reason: str) -> None:
    graph = load(tmp_path, f'resource "aws_a" "x" {{\n  {by}\n  size = 1\n}}\nresource "aws_a" "y" {{}}\n')
    assert keys(graph) == ["aws_a.x[*]", "aws_a.y"]
    assert [(skipped.line, skipped.reason) for skipped in graph.skipped] == [(2, reason)]
    assert find(graph, "aws_a.x[*]").value("size") == 1


def test_instances_that_depend_on_themselves(tmp_path: Path) -> None:
    graph = load(tmp_path, 'resource "aws_a" "x" {\n  for_each = aws_a.x\n  k = each.key\n}\n')
    assert keys(graph) == ["aws_a.x[*]"]
    value = find(graph, "aws_a.x[*]").value("k")
    assert isinstance(value, Unknown)
    assert value.reason == "cycle: aws_a.x → aws_a.x"
    assert value.why is Why.ERROR


def test_a_bound_on_all_instances_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("groundrule.terraform.context._MOST_INSTANCES", 50)
    files = {
        "main.tf": """
            module "m" {
              source = "./m"
              count  = 10
            }
            resource "aws_b" "b" { of = module.m[9].id }
        """,
        "m/main.tf": """
            resource "aws_a" "x" { count = 9 }
            resource "aws_a" "y" {}
            output "id" { value = aws_a.y.id }
        """,
    }
    graph = load(tmp_path, files)
    assert len(graph.resources) == 40
    assert isinstance(find(graph, "aws_b.b").value("of"), Unknown)
    (first, second) = graph.skipped
    assert first.reason == "the root has more than 50 instances: the rest is not judged"
    assert second.reason == first.reason


def test_modules_that_multiply_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("groundrule.terraform.context._MOST_INSTANCES", 2000)
    calls = 'module "{0}" {{\n  source = "./m{1}"\n}}\n'
    files = {"main.tf": calls.format("a", 0)}
    for level in range(40):
        files[f"m{level}/main.tf"] = "".join(calls.format(name, f"/../../m{level + 1}") for name in "ab")
    files["m40/main.tf"] = 'resource "aws_a" "x" {}\n'
    graph = load(tmp_path, files)
    assert any("2000 instances" in skipped.reason for skipped in graph.skipped)
