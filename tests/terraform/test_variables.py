from pathlib import Path

import pytest

from groundrule.graph import Gap
from groundrule.terraform.variables import Inputs
from groundrule.value import Data, Unknown, Why
from tests.terraform.roots import find, load, open_module

NAMED = 'variable "v" { default = "default" }\n'


def value(tmp_path: Path, files: dict[str, str], inputs: Inputs | None = None) -> Data:
    return open_module(tmp_path, files, inputs).variable("v")


def test_precedence(tmp_path: Path) -> None:
    def name(path: str) -> dict[str, str]:
        return {path: f'v = "{path}"\n'}

    files = {"main.tf": NAMED}
    assert value(tmp_path, files) == "default"
    environment = Inputs(environment={"TF_VAR_v": "environment", "HOME": "/"})
    assert value(tmp_path, files, environment) == "environment"
    assert value(tmp_path, name("terraform.tfvars"), environment) == "terraform.tfvars"
    json = {"terraform.tfvars.json": '{"v": "terraform.tfvars.json ${not_a_template}"}'}
    assert value(tmp_path, json) == "terraform.tfvars.json ${not_a_template}"
    assert value(tmp_path, name("b.auto.tfvars")) == "b.auto.tfvars"
    assert value(tmp_path, {"c.auto.tfvars.json": '{"v": "c"}'}) == "c"
    assert value(tmp_path, name("a.auto.tfvars")) == "c"
    (tmp_path / "one.tfvars").write_text('v = "one"\n')
    (tmp_path / "two.tfvars").write_text('v = "two"\n')
    one, two = str(tmp_path / "one.tfvars"), str(tmp_path / "two.tfvars")
    assert value(tmp_path, {}, Inputs(var_files=(one, two))) == "two"
    assert value(tmp_path, {}, Inputs(var_files=(two, one))) == "one"
    assert value(tmp_path, {}, Inputs(var_files=(one,), variables={"v": "command"})) == "command"


@pytest.mark.parametrize(
    ("type_", "given", "expected"),
    [
        ("string", "1", "1"),
        ("number", "1", 1),
        ("bool", "true", True),
        ("list(string)", '["a", 1]', ["a", "1"]),
        ("map(number)", '{ a = "1" }', {"a": 1}),
        ("object({ a = string, b = optional(bool, true) })", "{ a = 1, c = 2 }", {"a": "1", "b": True}),
        ("any", "[1]", "[1]"),
        ('"string"', "x", "x"),
    ],
)
def test_texts_from_the_command_line(tmp_path: Path, type_: str, given: str, expected: Data) -> None:
    files = {"main.tf": f'variable "v" {{\n  type = {type_}\n}}\n'}
    assert value(tmp_path, files, Inputs(variables={"v": given})) == expected


def test_types_convert_defaults_and_arguments(tmp_path: Path) -> None:
    graph = load(
        tmp_path,
        {
            "main.tf": 'module "m" {\n  source = "./m"\n  names  = ["b", "a", "b"]\n  cfg = { on = "true" }\n}\n',
            "m/main.tf": """
                variable "names" { type = set(string) }
                variable "size" {
                  type    = number
                  default = "12"
                }
                variable "cfg" {
                  type = object({ on = bool, more = optional(list(string), ["x"]), none = optional(string) })
                }
                resource "aws_a" "x" {
                  for_each = var.names
                  size     = var.size
                  cfg      = var.cfg
                }
            """,
        },
    )
    assert [one.key for one in graph.resources] == ['module.m.aws_a.x["a"]', 'module.m.aws_a.x["b"]']
    resource = graph.resources[0]
    assert resource.value("size") == 12
    assert resource.value("cfg") == {"on": True, "more": ["x"], "none": None}


def test_null_and_nullable(tmp_path: Path) -> None:
    graph = load(
        tmp_path,
        {
            "main.tf": 'module "m" {\n  source = "./m"\n  a = null\n  b = null\n}\n',
            "m/main.tf": """
                variable "a" { default = "default" }
                variable "b" {
                  default  = "default"
                  nullable = false
                }
                resource "aws_a" "x" {
                  a = var.a
                  b = var.b
                }
            """,
        },
    )
    resource = find(graph, "module.m.aws_a.x")
    assert resource.value("a") is None
    assert resource.value("b") == "default"


def test_without_a_value_it_is_unknown_and_named(tmp_path: Path) -> None:
    found = value(tmp_path, {"main.tf": '\nvariable "v" {\n  validation {\n    condition = var.v > 1\n  }\n}\n'})
    assert isinstance(found, Unknown)
    assert found.why is Why.INPUT
    assert found.reason == "`var.v` has no value: give it a default, a tfvars file or `--var`"
    assert found.span is not None
    assert found.span.first.line == 2


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('variable "v" {\n  type    = number\n  default = "x"\n}\n', "`var.v`: a number is needed, not this string"),
        ('variable "v" {\n  type    = wrong\n  default = 1\n}\n', "`var.v`: it is not a type constraint"),
        ('variable "v" {\n  default = local.x\n}\n', "there is no local value `x` in this module"),
    ],
)
def test_wrong_values(tmp_path: Path, text: str, reason: str) -> None:
    found = value(tmp_path, {"main.tf": text})
    assert isinstance(found, Unknown)
    assert found.why is Why.ERROR
    assert found.reason == reason


def test_wrong_inputs_are_told(tmp_path: Path) -> None:
    files = {
        "main.tf": NAMED + 'resource "aws_a" "x" {\n  v = var.v\n}\n',
        "terraform.tfvars": 'v = "set"\n\nother = 1\n',
        "broken.auto.tfvars": "v = = 1\n",
    }
    missing = str(tmp_path / "missing.tfvars")
    graph = load(tmp_path, files, Inputs(var_files=(missing,)))
    assert find(graph, "aws_a.x").value("v") == "set"
    told = {Path(skipped.path).name: skipped for skipped in graph.skipped}
    assert set(told) == {"terraform.tfvars", "broken.auto.tfvars", "missing.tfvars"}
    assert isinstance(told["terraform.tfvars"], Gap)
    assert told["terraform.tfvars"].line == 3
    assert told["terraform.tfvars"].reason == "`other` is set here, but the module declares no such variable"
    assert told["missing.tfvars"].reason.startswith("can't be read")
    assert not isinstance(told["missing.tfvars"], Gap)


def test_a_tfvars_file_holds_values_only(tmp_path: Path) -> None:
    found = value(tmp_path, {"main.tf": NAMED, "terraform.tfvars": "v = var.other\n"})
    assert isinstance(found, Unknown)
    assert found.reason == "a variable is given values only, they can't refer to `var`"


def test_the_workspace(tmp_path: Path) -> None:
    text = 'locals {\n  w = terraform.workspace == "prod" ? "big" : "small"\n}\n'
    assert open_module(tmp_path, text).local("w") == "small"
    assert open_module(tmp_path, text, Inputs(workspace="prod")).local("w") == "big"
    unknown = open_module(tmp_path, "locals {\n  w = terraform.workspace\n}\n", Inputs(workspace=None)).local("w")
    assert isinstance(unknown, Unknown)
    assert unknown.reason == "the workspace is not known: give `--workspace`"


def test_sensitive_literals_are_concealed(tmp_path: Path) -> None:
    root = open_module(
        tmp_path,
        {
            "main.tf": """
                variable "a" {
                  default   = "secret one"
                  sensitive = true
                }
                variable "b" { sensitive = true }
                variable "c" { default = "open" }
                module "m" {
                  source = "./m"
                  a      = "secret three"
                  b      = var.b
                }
            """,
            "terraform.tfvars": 'b = "secret two"\nc = "open"\n',
            "m/main.tf": """
                variable "a" { sensitive = true }
                variable "b" { ephemeral = true }
                resource "aws_a" "x" {}
            """,
        },
    )
    list(root.walk())
    main = root.declarations.variables["a"].section.source
    assert {main.text[start:end] for start, end in main.concealed} == {'"secret one"', '"secret three"'}
    site = root.given["b"].site
    assert site is not None
    assert [site.source.text[start:end] for start, end in site.source.concealed] == ['"secret two"']
