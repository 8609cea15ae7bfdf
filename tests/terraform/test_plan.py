"""Plans of the real Terraform, read back: with the built-in `terraform_data` only, so that no network is needed."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from groundrule.errors import InputError
from groundrule.graph import Graph
from groundrule.source import Source
from groundrule.terraform.plan import load_plan
from groundrule.value import ABSENT, Unknown, first_unknown, references
from tests.cli.conftest import Command, groundrule  # noqa: F401 - a fixture
from tests.terraform import console
from tests.terraform.roots import load, write

needs_terraform = pytest.mark.skipif(console.BINARY is None, reason="there is no `terraform` that makes plans")

ROOT = {
    "main.tf": """
        variable "token" {
          type      = string
          sensitive = true
          default   = "planted-secret-value"
        }
        variable "sizes" {
          type    = map(number)
          default = { a = 1, "b c" = 2 }
        }
        locals { source = terraform_data.first.id }
        resource "terraform_data" "first" { input = "first" }
        resource "terraform_data" "each" {
          for_each = var.sizes
          input    = { size = each.value, of = terraform_data.first.id, token = var.token }
        }
        resource "terraform_data" "chained" {
          for_each = terraform_data.each
          input    = each.value.output
        }
        resource "terraform_data" "by_local" { input = local.source }
        module "made" {
          source = "./made"
          count  = 2
          name   = terraform_data.first.id
        }
        resource "terraform_data" "outside" { input = module.made[1].id }
    """,
    "made/main.tf": """
        variable "name" { type = string }
        resource "terraform_data" "inner" { input = var.name }
        output "id" { value = terraform_data.inner.id }
    """,
}
POLICY = '''
from groundrule.policy import LOW, Category, Resource, Verdict, policy

@policy(id="input-bad", severity=LOW, category=Category.HYGIENE, resources=("terraform_data",))
def input_bad(data: Resource) -> Verdict:
    """Input is bad."""
    return data["input"].must_not_be("bad")
'''


def terraform(directory: Path, *commands: str) -> str:
    environment = {
        **os.environ,
        "CHECKPOINT_DISABLE": "1",
        "TF_CLI_CONFIG_FILE": os.devnull,
        "TF_IN_AUTOMATION": "1",
    }
    done = None
    for command in commands:
        done = subprocess.run(
            [console.BINARY or "", *command.split()],
            cwd=directory,
            capture_output=True,
            text=True,
            check=False,
            env=environment,
        )
        assert done.returncode == 0, done.stderr
    return done.stdout if done is not None else ""


def planned(directory: Path, files: Mapping[str, str]) -> Source:
    write(directory, files)
    shown = terraform(directory, "init -input=false", "plan -input=false -out=plan.bin", "show -json plan.bin")
    return Source("plan.json", shown)


def targets(graph: Graph, address: str) -> set[str]:
    resource = graph.find(address)
    assert resource is not None
    return {reference.target for reference in references(resource.value("input"))}


@needs_terraform
def test_the_plan_has_the_instances_and_references_of_its_sources(tmp_path: Path) -> None:
    source = planned(tmp_path, ROOT)
    beside = load(tmp_path, ROOT)
    alone, joined = load_plan(source), load_plan(source, beside)
    for graph in (alone, joined):
        assert {one.address for one in graph.resources} == {one.address for one in beside.resources}
        assert targets(graph, 'terraform_data.each["b c"]') == {"terraform_data.first"}
        assert targets(graph, "module.made[0].terraform_data.inner") == {"terraform_data.first"}
        assert targets(graph, "terraform_data.outside") == {"module.made[1].terraform_data.inner"}
    # the plan tells neither what `each.value` nor what locals are made of, the sources do
    assert targets(alone, "terraform_data.by_local") == set()
    assert targets(joined, "terraform_data.by_local") == {"terraform_data.first"}
    assert targets(joined, 'terraform_data.chained["a"]') == {'terraform_data.each["a"]'}


@needs_terraform
def test_what_is_known_is_known_and_what_is_sensitive_is_never_read(tmp_path: Path) -> None:
    each = load_plan(planned(tmp_path, ROOT)).find('terraform_data.each["b c"]')
    assert each is not None
    value = each.value("input")
    assert isinstance(value, dict)
    assert value["size"] == 2
    assert isinstance(value["token"], Unknown)
    assert "planted" not in repr(value)
    assert each.value("output") is ABSENT, "what nobody writes is not there"


@needs_terraform
def test_what_stays_is_context_and_what_goes_is_not_there(tmp_path: Path) -> None:
    before = 'resource "terraform_data" "stays" { input = 1 }\nresource "terraform_data" "goes" { input = 2 }\n'
    write(tmp_path, before)
    terraform(tmp_path, "init -input=false", "apply -input=false -auto-approve")
    after = 'resource "terraform_data" "stays" { input = 1 }\nresource "terraform_data" "new" { input = terraform_data.stays.id }\n'
    graph = load_plan(planned(tmp_path, {"main.tf": after}))
    assert {one.address: one.settled for one in graph.resources} == {
        "terraform_data.stays": True,
        "terraform_data.new": False,
    }
    assert [item.reason for item in graph.skipped] == ["1 of 2 resources stay as they are and were not judged"]


@needs_terraform
def test_a_finding_is_the_same_from_the_plan_and_from_the_sources(
    tmp_path: Path,
    groundrule: Command,  # noqa: F811 - the fixture
) -> None:
    files = {
        "main.tf": """
            variable "input" { default = "bad" }
            module "m" {
              source   = "./m"
              for_each = toset(["a", "b"])
              input    = var.input
            }
        """,
        "m/main.tf": """
            variable "input" {}
            resource "terraform_data" "one" {
              input = var.input
            }
        """,
    }
    source = planned(tmp_path, files)
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "inputs.py").write_text(POLICY)
    options = ("--policies", "own", "--select", "input-bad", "--format", "json")
    from_sources = json.loads(groundrule("check", ".", *options).out)["findings"]
    (tmp_path / "plan.json").write_text(source.text)
    from_plan = json.loads(groundrule("check", "plan.json", *options).out)["findings"]
    both = json.loads(groundrule("check", ".", *options).out)["findings"]
    assert from_sources == from_plan == both
    (finding,) = from_plan
    assert finding["location"]["path"] == "m/main.tf"
    assert finding["origin"][-1]["path"] == "main.tf"
    assert [one["address"] for one in finding["instances"]] == [f'module.m["{key}"].terraform_data.one' for key in "ab"]


def test_a_plan_without_sources_is_placed_in_itself(groundrule: Command, tmp_path: Path) -> None:  # noqa: F811
    change: dict[str, Any] = {
        "actions": ["create"],
        "after": {"encrypted": False, "size": 1},
        "after_unknown": {"id": True},
        "after_sensitive": {},
    }
    volume = {"address": "aws_ebs_volume.v", "mode": "managed", "type": "aws_ebs_volume", "name": "v", "change": change}
    change["after"]["user_data"] = "planted-secret-value" * 20
    plan = {"format_version": "1.2", "terraform_version": "1.11.0", "planned_values": {}, "resource_changes": [volume]}
    (tmp_path / "plan.json").write_text(json.dumps(plan, indent=2))
    result = groundrule("check", "plan.json", "--select", "ebs-volume-unencrypted", "--format", "concise")
    assert result.code == 1
    assert result.out.startswith("plan.json:7:18: high ebs-volume-unencrypted: ")
    (tmp_path / "plan.json").write_text(json.dumps(plan))
    text = groundrule("check", "plan.json", "--select", "ebs-volume-unencrypted").out
    assert '"aws_ebs_volume.v"' in text
    assert "planted" not in text
    assert max(map(len, text.splitlines())) < 250


def test_data_sources_that_were_read_are_there() -> None:
    read = {"address": "data.aws_ami.a", "mode": "data", "type": "aws_ami", "values": {"owners": ["self"]}}
    state = {"values": {"root_module": {"child_modules": [{"resources": [read]}]}}}
    graph = load_plan(Source("plan.json", json.dumps({"resource_changes": [], "prior_state": state})))
    (ami,) = graph.of_type("data.aws_ami")
    assert ami.value("owners") == ["self"]


def test_blocks_lists_and_dynamic_blocks() -> None:
    change = {
        "actions": ["create"],
        "after": {"rule": [{"port": 22}, {"port": 80}], "groups": [None, None], "made": [{"name": "x"}]},
        "after_unknown": {"rule": [{"cidr": True, "id": True}, {}], "groups": [True, True], "made": [{"key": True}]},
        "after_sensitive": {"rule": [{}, {}]},
    }
    written = {
        "rule": [{"port": {"constant_value": 22}, "cidr": {"references": ["aws_vpc.v.cidr_block", "aws_vpc.v"]}}, {}],
        "groups": {"references": ["aws_a.one.id", "aws_a.one", "aws_a.two.id", "aws_a.two"]},
        "made": [],
    }
    empty = {"actions": ["create"], "after": {}, "after_unknown": {}, "after_sensitive": {}}
    changes = [{"address": "aws_x.x", "mode": "managed", "type": "aws_x", "change": change}]
    changes += [
        {"address": name, "mode": "managed", "type": "aws_a", "change": empty}
        for name in ("aws_vpc.v", "aws_a.one", "aws_a.two")
    ]
    configured = {"root_module": {"resources": [{"address": "aws_x.x", "expressions": written}]}}
    graph = load_plan(Source("plan.json", json.dumps({"resource_changes": changes, "configuration": configured})))
    resource = graph.find("aws_x.x")
    assert resource is not None
    rules, groups = resource.value("rule"), resource.value("groups")
    assert isinstance(rules, list)
    assert [sorted(rule) for rule in rules if isinstance(rule, dict)] == [["cidr", "port"], ["port"]]
    assert [reference.target for reference in references(rules)] == ["aws_vpc.v"]
    assert [reference.target for reference in references(groups)] == ["aws_a.one", "aws_a.two"]
    assert first_unknown(resource.value("made")) is not None, "what a dynamic block sets may be written"


@pytest.mark.parametrize(
    ("text", "message"),
    [("{", "expected a key"), ('{"resource_changes": [\n{"address": "a.b"}]}', "it is no plan")],
)
def test_a_broken_plan_says_where(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        load_plan(Source("plan.json", text))


CONFIGURATION = {
    "provider_config": {
        "aws": {"name": "aws", "expressions": {"secret_key": {"constant_value": "4f8a1c9e27b05d63"}}},
        "module.m:aws.west": {
            "name": "aws",
            "alias": "west",
            "expressions": {
                "region": {"references": ["var.region"]},
                "assume_role": [{"external_id": {"constant_value": "planted-secret-value"}}],
            },
        },
    },
    "root_module": {
        "variables": {"password": {"default": "planted-secret-value", "sensitive": True}, "size": {}},
        "outputs": {"url": {"expression": {"constant_value": "postgres://app:planted-secret-value@db/app"}}},
        "module_calls": {
            "m": {
                "source": "git::https://ci:planted-secret-value@git.example.org/m.git",
                "expressions": {
                    "token": {"constant_value": "4f8a1c9e27b05d63"},
                    "size": {"references": ["var.size"]},
                },
                "module": {"variables": {"token": {"default": "4f8a1c9e27b05d63"}}},
            }
        },
        "resources": [
            {
                "address": "aws_db_instance.a",
                "mode": "managed",
                "type": "aws_db_instance",
                "name": "a",
                "expressions": {"password": {"constant_value": "planted-secret-value"}},
            },
            {
                "address": "aws_db_instance.b",
                "mode": "managed",
                "type": "aws_db_instance",
                "name": "b",
                "expressions": {"password": {"references": ["var.password"]}},
            },
        ],
    },
}


def configured() -> str:
    change = {"actions": ["create"], "before": None, "after_unknown": {}, "after_sensitive": {"password": True}}
    after = {"after": {"password": "planted-secret-value", "username": "app"}}
    changes = [
        {
            "address": f"aws_db_instance.{name}",
            "mode": "managed",
            "type": "aws_db_instance",
            "name": name,
            "change": change | after,
        }
        for name in ("a", "b")
    ]
    return json.dumps(
        {
            "terraform_version": "1.9.8",
            "planned_values": {},
            "variables": {"password": {"value": "planted-secret-value"}},
            "resource_changes": changes,
            "configuration": CONFIGURATION,
        }
    )


def test_what_the_configuration_declares_is_there_with_its_constants() -> None:
    graph = load_plan(Source("plan.json", configured()))
    found = {
        node.key: {name: node.value(name) for name in node.names()} for node in (*graph.resources, *graph.declared)
    }
    assert found["provider.aws"] == {"secret_key": "4f8a1c9e27b05d63"}
    assert found["module.m.provider.aws.west"]["assume_role"] == [{"external_id": "planted-secret-value"}]
    assert isinstance(found["module.m.provider.aws.west"]["region"], Unknown)
    assert found["var.password"] == {"default": "planted-secret-value", "sensitive": True}
    assert found["var.size"] == {}
    assert found["module.m.var.token"] == {"default": "4f8a1c9e27b05d63"}
    assert found["output.url"] == {"value": "postgres://app:planted-secret-value@db/app"}
    assert isinstance(found["module.m"]["size"], Unknown)


def test_a_sensitive_value_that_is_written_as_a_constant_is_known_and_any_other_is_not() -> None:
    graph = load_plan(Source("plan.json", configured()))
    one, other = (graph.find(f"aws_db_instance.{name}") for name in ("a", "b"))
    assert one is not None
    assert other is not None
    assert one.value("password") == "planted-secret-value"
    assert isinstance(other.value("password"), Unknown)


def test_secrets_of_a_plan_without_sources_are_found_and_not_told(groundrule: Command) -> None:  # noqa: F811
    Path("plan.json").write_text(configured())
    for format_ in ("json", "html", "sarif"):
        written = groundrule("check", "plan.json", "--select", "all", "--format", format_).out
        assert "planted" not in written
        assert "4f8a1c9e" not in written
    report = json.loads(groundrule("check", "plan.json", "--select", "secrets", "--format", "json").out)
    assert sorted((item["policy"], item["resource"]["address"]) for item in report["findings"]) == [
        ("secret-attribute-in-source", "aws_db_instance.a"),
        ("secret-in-declaration", "module.m"),
        ("secret-in-declaration", "module.m"),
        ("secret-in-declaration", "module.m.var.token"),
        ("secret-in-declaration", "output.url"),
        ("secret-in-declaration", "var.password"),
        ("secret-in-provider", "provider.aws"),
    ]
