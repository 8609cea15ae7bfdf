"""Instances and values against a plan of the real Terraform, with the built-in `terraform_data` only."""

from __future__ import annotations

import json
import os
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from groundrule.graph import Graph
from groundrule.value import Unknown, first_unknown
from tests.terraform import console
from tests.terraform.roots import load

pytestmark = pytest.mark.skipif(console.BINARY is None, reason="there is no `terraform` to compare with")

FILES = {
    "main.tf": """
        variable "env" { type = string }
        variable "sizes" {
          type    = map(object({ size = number, on = optional(bool, true), tags = optional(map(string)) }))
          default = { b = { size = 2 }, "a b" = { size = "1", tags = { x = 1 } } }
        }
        variable "list" {
          type    = list(any)
          default = ["x", 1]
        }
        locals {
          name    = "n-${var.env}"
          on      = { for k, v in var.sizes : k => v if v.on }
          nested  = flatten([for k, v in var.sizes : [for n in range(v.size) : { key = "${k}-${n}", size = v.size }]])
          by_key  = { for item in local.nested : item.key => item }
          outside = module.each["b"].made
        }
        resource "terraform_data" "one" { input = local.name }
        resource "terraform_data" "counted" {
          count = length(var.list)
          input = { index = count.index, value = var.list[count.index], after = terraform_data.one.id }
        }
        resource "terraform_data" "each" {
          for_each = local.by_key
          input    = [each.key, each.value.size]
        }
        resource "terraform_data" "chained" {
          for_each = terraform_data.each
          input    = each.value.input
        }
        resource "terraform_data" "none" {
          count = var.env == "prod" ? 0 : 1
          input = "never"
        }
        resource "terraform_data" "outside" {
          input            = local.outside
          triggers_replace = module.deep.made
        }
        module "each" {
          source   = "./modules/m"
          for_each = local.on
          name     = each.key
          config   = merge(each.value, { on = null })
        }
        module "two" {
          source = "./modules/m"
          count  = 2
          name   = count.index
        }
        module "deep" {
          source = "./modules/deep"
          names  = toset(keys(var.sizes))
        }
    """,
    "terraform.tfvars": 'env = "prod"\n',
    "extra.auto.tfvars.json": '{"list": ["y", "z", "w"]}',
    "modules/m/main.tf": """
        variable "name" { type = string }
        variable "config" {
          type     = object({ size = optional(number, 7), on = optional(bool) })
          default  = {}
          nullable = false
        }
        resource "terraform_data" "m" {
          input = "${var.name}/${path.module}/${var.config.size}/${var.config.on == null}"
        }
        output "made" { value = terraform_data.m.input }
    """,
    "modules/deep/main.tf": """
        variable "names" { type = set(string) }
        module "inner" {
          source   = "../m"
          for_each = var.names
          name     = upper(each.value)
          config   = null
        }
        output "made" { value = [for m in module.inner : m.made] }
    """,
}


def plan(directory: Path) -> dict[str, dict[str, Any]]:
    """The planned values of every managed resource, by address."""
    environment = {
        **os.environ,
        "CHECKPOINT_DISABLE": "1",
        "TF_CLI_CONFIG_FILE": os.devnull,
        "TF_IN_AUTOMATION": "1",
    }
    commands = (["init", "-input=false"], ["plan", "-input=false", "-out=plan"], ["show", "-json", "plan"])
    for command in commands:
        done = subprocess.run(
            [console.BINARY or "", *command],
            cwd=directory,
            capture_output=True,
            text=True,
            check=False,
            env=environment,
        )
        assert done.returncode == 0, done.stderr
    shown = json.loads(done.stdout, parse_int=Decimal, parse_float=Decimal)
    return {
        change["address"]: {**change["change"]["after"], "unknown": change["change"]["after_unknown"]}
        for change in shown["resource_changes"]
    }


def ours(graph: Graph) -> dict[str, dict[str, Any]]:
    return {one.address: {name: one.value(name) for name in ("input", "triggers_replace")} for one in graph.resources}


def test_instances_and_values(tmp_path: Path) -> None:
    graph = load(tmp_path, FILES)
    planned, evaluated = plan(tmp_path), ours(graph)
    assert sorted(evaluated) == sorted(planned)
    assert not graph.skipped
    for address, values in evaluated.items():
        theirs = planned[address]
        for name, value in values.items():
            if "true" in json.dumps(theirs["unknown"].get(name)):
                assert isinstance(first_unknown(value), Unknown), (address, name)
            elif theirs.get(name) is not None:
                assert console.same(theirs[name], console.comparable(value)), (address, name, theirs[name], value)
