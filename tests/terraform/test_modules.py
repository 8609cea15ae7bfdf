import json
from pathlib import Path

from groundrule.graph import Gap
from groundrule.terraform.directory import Modules
from groundrule.terraform.load import load_root, local_calls
from groundrule.terraform.reading import TreeReader
from groundrule.value import OneOf, Partial, Reference, Truth, Unknown, Why
from tests.terraform.roots import find, keys, load, open_module, write

MODULE = """
    variable "name" {}
    variable "size" { default = 10 }
    resource "aws_ebs_volume" "v" {
      size = var.size
      tags = { Name = "x-${var.name}" }
    }
    output "id" { value = aws_ebs_volume.v.id }
    output "size" { value = aws_ebs_volume.v.size }
"""


def test_arguments_and_outputs(tmp_path: Path) -> None:
    graph = load(
        tmp_path,
        {
            "main.tf": """
                module "a" {
                  source = "./m"
                  name   = "one"
                }
                module "b" {
                  source = "./m"
                  name   = module.a.size
                  size   = 20
                }
                resource "aws_volume_attachment" "x" {
                  volume_id = module.b.id
                  count     = module.b.size
                }
            """,
            "m/main.tf": MODULE,
        },
    )
    assert keys(graph)[-2:] == ["module.a.aws_ebs_volume.v", "module.b.aws_ebs_volume.v"]
    assert find(graph, "module.a.aws_ebs_volume.v").value("tags") == {"Name": "x-one"}
    assert find(graph, "module.b.aws_ebs_volume.v").value("tags") == {"Name": "x-10"}
    assert find(graph, "module.b.aws_ebs_volume.v").value("size") == 20
    reference = find(graph, "aws_volume_attachment.x[19]").value("volume_id")
    assert isinstance(reference, Reference)
    assert (reference.target, reference.attribute) == ("module.b.aws_ebs_volume.v", "id")
    assert not graph.skipped


def test_count_and_for_each_on_calls(tmp_path: Path) -> None:
    graph = load(
        tmp_path,
        {
            "main.tf": """
                variable "flag" {}
                module "n" {
                  source = "./m"
                  count  = 2
                  name   = "n${count.index}"
                }
                module "e" {
                  source   = "./m"
                  for_each = { "a b" = 1, c = 2 }
                  name     = each.key
                  size     = each.value
                }
                module "maybe" {
                  source = "./m"
                  count  = var.flag ? 1 : 0
                  name   = "maybe"
                }
                resource "aws_thing" "t" {
                  one   = module.n[1].size
                  key   = module.e["c"].size
                  all   = module.n[*].size
                  named = { for k, m in module.e : k => m.size }
                  some  = one(module.maybe[*].id)
                  first = module.maybe[0].id
                }
            """,
            "m/main.tf": MODULE,
        },
    )
    assert keys(graph)[1:] == [
        "module.n[0].aws_ebs_volume.v",
        "module.n[1].aws_ebs_volume.v",
        'module.e["a b"].aws_ebs_volume.v',
        'module.e["c"].aws_ebs_volume.v',
        "module.maybe[*].aws_ebs_volume.v",
    ]
    thing = find(graph, "aws_thing.t")
    assert thing.value("one") == 10
    assert thing.value("key") == 2
    assert thing.value("all") == [10, 10]
    assert thing.value("named") == {"a b": 1, "c": 2}
    assert isinstance(thing.value("first"), Reference)
    assert find(graph, "module.maybe[*].aws_ebs_volume.v").exists is Truth.UNKNOWN
    assert find(graph, "module.n[0].aws_ebs_volume.v").exists is Truth.TRUE


def test_modules_at_any_depth_and_above(tmp_path: Path) -> None:
    files = {
        "envs/prod/main.tf": 'module "a" {\n  source = "../../modules/a"\n}\n',
        "modules/a/main.tf": 'module "b" {\n  source = "./b"\n}\noutput "x" {\n  value = module.b.x\n}\n',
        "modules/a/b/main.tf": """
            resource "aws_thing" "t" { where = path.module }
            output "x" { value = path.module }
        """,
    }
    graph = load(tmp_path, files, root="envs/prod")
    assert keys(graph) == ["module.a.module.b.aws_thing.t"]
    assert find(graph, "module.a.module.b.aws_thing.t").value("where") == "../../modules/a/b"


def test_a_module_that_is_not_on_disk_is_told_and_its_outputs_are_unknown(tmp_path: Path) -> None:
    graph = load(
        tmp_path,
        """
        module "vpc" {
          source  = "terraform-aws-modules/vpc/aws"
          version = "5.0.0"
        }
        module "gone" { source = "./gone" }
        resource "aws_thing" "t" {
          a = module.vpc.id
          b = module.vpc[0].ids[*]
          c = "x-${module.gone.id}"
        }
        """,
    )
    a = find(graph, "aws_thing.t").value("a")
    assert isinstance(a, Unknown)
    assert a.why is Why.MODULE
    assert a.reason == (
        "module `vpc` (source `terraform-aws-modules/vpc/aws`) is not on disk: run `terraform init` or judge a plan"
    )
    assert isinstance(find(graph, "aws_thing.t").value("b"), Unknown)
    assert isinstance(find(graph, "aws_thing.t").value("c"), Partial)
    assert [skipped.line for skipped in graph.skipped] == [3, 6]
    assert all(isinstance(skipped, Gap) for skipped in graph.skipped)


def test_installed_modules(tmp_path: Path) -> None:
    installed = {
        "Modules": [
            {"Key": "", "Source": "", "Dir": "."},
            {"Key": "vpc", "Source": "registry.terraform.io/x/vpc/aws", "Dir": ".terraform/modules/vpc"},
            {"Key": "vpc.deep", "Source": "registry.terraform.io/x/y/aws", "Dir": ".terraform/modules/vpc.deep"},
            {"Key": "out", "Source": "git::x", "Dir": "../../elsewhere"},
        ]
    }
    graph = load(
        tmp_path / "root",
        {
            "main.tf": 'module "vpc" {\n  source = "x/vpc/aws"\n}\nmodule "out" {\n  source = "git::x"\n}\n',
            ".terraform/modules/modules.json": json.dumps(installed),
            ".terraform/modules/vpc/main.tf": 'module "deep" {\n  source = "x/y/aws"\n}\n',
            ".terraform/modules/vpc.deep/main.tf": 'resource "aws_thing" "t" {}\n',
            "../elsewhere/main.tf": 'resource "aws_other" "t" {}\n',
        },
    )
    assert keys(graph) == ["module.vpc.module.deep.aws_thing.t"]
    assert [skipped.line for skipped in graph.skipped] == [5]


def test_nothing_outside_of_the_scan_root_is_read(tmp_path: Path) -> None:
    write(tmp_path, {"secret/main.tf": 'resource "aws_thing" "t" {}\n'})
    (tmp_path / "scanned").mkdir()
    (tmp_path / "scanned" / "link").symlink_to(tmp_path / "secret")
    text = 'module "a" {\n  source = "../secret"\n}\nmodule "b" {\n  source = "./link"\n}\n'
    graph = load(tmp_path / "scanned", text)
    assert keys(graph) == []
    assert [skipped.line for skipped in graph.skipped] == [2, 5]


def test_module_cycles_end(tmp_path: Path) -> None:
    files = {
        "main.tf": 'module "a" {\n  source = "./a"\n}\n',
        "a/main.tf": 'module "b" {\n  source = "../b"\n}\nresource "aws_thing" "t" {}\n',
        "b/main.tf": 'module "a" {\n  source = "../a"\n}\n',
    }
    graph = load(tmp_path, files)
    assert keys(graph) == ["module.a.aws_thing.t"]
    (skipped,) = graph.skipped
    assert "the modules call each other in a cycle: " in skipped.reason
    assert skipped.line == 1


def test_the_keys_of_providers_and_default_tags(tmp_path: Path) -> None:
    graph = load(
        tmp_path,
        {
            "main.tf": """
                variable "owner" {}
                provider "aws" {
                  default_tags { tags = { Team = "a", Stage = "prod" } }
                }
                provider "aws" {
                  alias = "west"
                  default_tags { tags = { Team = "west", Owner = var.owner } }
                }
                resource "aws_thing" "plain" {}
                resource "aws_thing" "own" { tags = { Team = "own" } }
                resource "aws_thing" "west" {
                  provider = aws.west
                  tags     = var.owner == "x" ? { A = "1" } : {}
                }
                resource "other_thing" "t" { tags = {} }
                module "inherits" { source = "./m" }
                module "passes" {
                  source    = "./m"
                  providers = { aws = aws.west, aws.second = aws }
                }
            """,
            "m/main.tf": """
                resource "aws_thing" "t" { tags = { M = "m" } }
                resource "aws_thing" "second" { provider = aws.second }
            """,
        },
    )
    assert find(graph, "aws_thing.plain").value("tags_all") == {"Team": "a", "Stage": "prod"}
    assert find(graph, "aws_thing.own").value("tags_all") == {"Team": "own", "Stage": "prod"}
    west = find(graph, "aws_thing.west").value("tags_all")
    assert isinstance(west, OneOf)
    assert [sorted(choice) for choice in west.choices if isinstance(choice, dict)] == [
        ["A", "Owner", "Team"],
        ["Owner", "Team"],
    ]
    inherited = find(graph, "module.inherits.aws_thing.t").value("tags_all")
    assert inherited == {"Team": "a", "Stage": "prod", "M": "m"}
    passed = find(graph, "module.passes.aws_thing.t").value("tags_all")
    assert isinstance(passed, dict)
    assert passed["Team"] == "west"
    second = find(graph, "module.passes.aws_thing.second").value("tags_all")
    assert second == {"Team": "a", "Stage": "prod"}
    assert find(graph, "aws_thing.west").value("provider") == "aws.west"
    assert find(graph, "provider.aws.west").value("alias") == "west"
    assert find(graph, "provider.aws").type == "provider.aws"


def test_google_labels(tmp_path: Path) -> None:
    graph = load(
        tmp_path,
        """
        provider "google" { default_labels = { a = "1" } }
        resource "google_thing" "t" { labels = { b = "2" } }
        """,
    )
    assert find(graph, "google_thing.t").value("effective_labels") == {"a": "1", "b": "2"}


def test_a_module_is_parsed_once_for_all_roots(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "one/main.tf": 'module "m" {\n  source = "../m"\n  name   = "one"\n}\n',
            "two/main.tf": 'module "m" {\n  source = "../m"\n  name   = "two"\n}\n',
            "m/main.tf": MODULE,
        },
    )
    modules = Modules(TreeReader(str(tmp_path)))
    assert local_calls(str(tmp_path / "one"), modules) == [str(tmp_path / "m")]
    graphs = [load_root(str(tmp_path / name), modules) for name in ("one", "two")]
    first, second = (find(graph, "module.m.aws_ebs_volume.v") for graph in graphs)
    assert first.header.source is second.header.source
    assert first.value("tags") == {"Name": "x-one"}
    assert second.value("tags") == {"Name": "x-two"}


def test_what_a_call_leaves_out_is_an_error_by_its_name(tmp_path: Path) -> None:
    graph = load(tmp_path, {"main.tf": 'module "m" {\n  source = "./m"\n}\n', "m/main.tf": MODULE})
    tags = find(graph, "module.m.aws_ebs_volume.v").value("tags")
    assert isinstance(tags, dict)
    (unknown,) = tags["Name"].parts[1:] if isinstance(tags["Name"], Partial) else [None]
    assert isinstance(unknown, Unknown)
    assert unknown.reason == "the call `module.m` gives no value for `name`"


def test_a_thousand_calls_are_linear(tmp_path: Path) -> None:
    files = {
        "main.tf": 'module "m" {\n  source = "./m"\n  count  = 1000\n  name   = count.index\n}\n',
        "m/main.tf": MODULE,
    }
    graph = load(tmp_path, files)
    assert len(graph.resources) == 1000
    assert find(graph, "module.m[999].aws_ebs_volume.v").value("tags") == {"Name": "x-999"}


def test_outputs_as_a_whole(tmp_path: Path) -> None:
    files = {
        "main.tf": """
            module "a" {
              source = "./m"
              name   = "x"
            }
            locals {
              whole  = module.a
              size   = local.whole.size
              merged = merge(module.a, { more = 1 })
              names  = [for k, v in module.a : k]
              wrong  = module.a.nothing
            }
        """,
        "m/main.tf": MODULE,
    }
    root = open_module(tmp_path, files)
    assert root.local("size") == 10
    merged = root.local("merged")
    assert isinstance(merged, dict)
    assert (merged["size"], merged["more"]) == (10, 1)
    assert root.local("names") == ["id", "size"]
    wrong = root.local("wrong")
    assert isinstance(wrong, Unknown)
    assert wrong.reason == "there is no output `nothing` in `module.a`"
