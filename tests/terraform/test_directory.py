from pathlib import Path

from groundrule.graph import Gap
from groundrule.terraform.directory import configuration_files
from groundrule.value import Reference, Unknown, Why
from tests.terraform.roots import find, keys, load


def test_which_files_count() -> None:
    names = ["a.tf", "a.tofu", "b.tf.json", "b.tofu.json", "c.tf", ".hidden.tf", "#c.tf", "d.tf~", "e.tfvars", "f.tfx"]
    assert configuration_files(names) == ["a.tofu", "b.tofu.json", "c.tf"]


def test_override_files(tmp_path: Path) -> None:
    graph = load(
        tmp_path,
        {
            "main.tf": """
                variable "size" { default = 1 }
                locals { name = "a" }
                provider "aws" { region = "eu-west-1" }
                resource "aws_a" "x" {
                  size = var.size
                  kept = local.name
                  rule { port = 1 }
                  rule { port = 2 }
                  other { port = 3 }
                  lifecycle { prevent_destroy = true }
                }
                module "m" {
                  source = "./m"
                  name   = "a"
                }
            """,
            "m/main.tf": 'variable "name" {}\nresource "aws_a" "y" {\n  name = var.name\n}\n',
            "override.tf": """
                variable "size" { default = 2 }
                locals { name = "b" }
                resource "aws_a" "x" {
                  added = true
                  rule { port = 9 }
                  lifecycle { ignore_changes = [size] }
                }
                resource "aws_a" "nowhere" {}
            """,
            "z_override.tf": 'module "m" {\n  name = "z"\n}\nprovider "aws" {\n  region = "us-east-1"\n}\n',
        },
    )
    resource = find(graph, "aws_a.x")
    assert resource.value("size") == 2
    assert resource.value("kept") == "b"
    assert resource.value("added") is True
    assert resource.value("rule") == [{"port": 9}]
    assert resource.value("other") == [{"port": 3}]
    assert resource.value("lifecycle") == [{"prevent_destroy": True, "ignore_changes": ["size"]}]
    assert find(graph, "module.m.aws_a.y").value("name") == "z"
    assert find(graph, "provider.aws").value("region") == "us-east-1"
    assert [skipped.reason for skipped in graph.skipped] == ['`resource "aws_a" "nowhere"` overrides nothing']
    place = resource.locate(("added",))
    assert place.span.path.endswith("override.tf")
    assert resource.locate(("rule", 0, "port")).span.path.endswith("override.tf")
    assert resource.locate(("other", 0, "port")).span.path.endswith("main.tf")


def test_json_syntax(tmp_path: Path) -> None:
    graph = load(
        tmp_path,
        {
            "main.tf.json": """
                {
                  "//": "a comment",
                  "variable": {"size": {"default": 3}},
                  "provider": {"aws": [{"default_tags": {"tags": {"T": "t"}}}, {"alias": "w"}]},
                  "resource": {
                    "aws_a": {
                      "x": {
                        "count": 2,
                        "name": "n-${count.index}",
                        "size": "${var.size}",
                        "rule": [{"port": 80}],
                        "lifecycle": {"ignore_changes": ["tags"]},
                        "dynamic": {"more": {"for_each": [1, 2], "content": {"n": "${more.value}"}}}
                      }
                    }
                  },
                  "data": {"aws_ami": {"a": {"owners": ["self"]}}}
                }
            """
        },
    )
    resource = find(graph, "aws_a.x[1]")
    assert resource.value("name") == "n-1"
    assert resource.value("size") == 3
    assert resource.value("rule") == [{"port": 80}]
    assert resource.value("more") == [{"n": 1}, {"n": 2}]
    assert resource.value("lifecycle") == [{"ignore_changes": ["tags"]}]
    assert resource.value("tags_all") == {"T": "t"}
    assert find(graph, "data.aws_ami.a").value("owners") == ["self"]


def test_a_broken_file_does_not_hide_the_rest(tmp_path: Path) -> None:
    files = {
        "bad.tf": 'resource "aws_a" "x" {\n  size = = 1\n}\nresource "aws_a" "y" {}\n',
        "good.tf": 'resource "aws_a" "z" {}\n',
        "latin.tf": "",
    }
    (tmp_path / "x").mkdir()
    graph = load(tmp_path / "x", files)
    assert keys(graph) == ["aws_a.y", "aws_a.z"]
    (skipped,) = graph.skipped
    assert (skipped.path, skipped.line) == (str(tmp_path / "x" / "bad.tf"), 2)
    assert not isinstance(skipped, Gap)
    (tmp_path / "x" / "latin.tf").write_bytes(b'resource "aws_a" "w" {}\n# \xff\n')
    assert [skipped.reason for skipped in load(tmp_path / "x", {}).skipped][1:] == ["is not UTF-8 text"]


def test_the_same_address_twice_is_judged_twice(tmp_path: Path) -> None:
    text = 'resource "aws_a" "x" {\n  n = 1\n}\n'
    graph = load(tmp_path, {"a.tf": text, "b.tf": text.replace("1", "2")})
    assert keys(graph) == ["aws_a.x", "aws_a.x (2)"]
    assert [one.address for one in graph.resources] == ["aws_a.x", "aws_a.x"]


def test_blocks_that_make_no_resources(tmp_path: Path) -> None:
    graph = load(
        tmp_path,
        """
        terraform { required_version = ">= 1.0" }
        moved {
          from = aws_a.old
          to   = aws_a.x
        }
        removed { from = aws_a.gone }
        import {
          to = aws_a.x
          id = "x"
        }
        check "c" {
          data "http" "h" { url = "https://example.com" }
          assert {
            condition     = true
            error_message = "no"
          }
        }
        ephemeral "aws_secret" "s" { name = "n" }
        resource "aws_a" "x" { secret_wo = ephemeral.aws_secret.s.value }
        """,
    )
    assert keys(graph) == ["ephemeral.aws_secret.s", "aws_a.x"]
    value = find(graph, "aws_a.x").value("secret_wo")
    assert isinstance(value, Reference)
    assert value.why is Why.EXTERNAL
    assert not graph.skipped


def test_an_empty_directory_is_an_empty_graph(tmp_path: Path) -> None:
    assert keys(load(tmp_path, {})) == []


def test_functions_read_inside_the_scan_root_only(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    files = {
        "main.tf": 'resource "aws_a" "x" {\n  in  = file("${path.module}/in.txt")\n  out = file("../secret.txt")\n}\n',
        "in.txt": "inside",
    }
    graph = load(tmp_path / "root", files)
    assert find(graph, "aws_a.x").value("in") == "inside"
    out = find(graph, "aws_a.x").value("out")
    assert isinstance(out, Unknown)
    assert out.why is Why.ERROR
