from pathlib import Path

from groundrule.graph import Map
from groundrule.value import ABSENT, Data, OneOf, OpenList, Reference, Unknown
from tests.terraform.roots import find, load

INPUTS = 'variable "rules" {}\nvariable "flag" {}\n'


def blocks(value: Data) -> list[Map]:
    assert isinstance(value, list)
    assert all(isinstance(block, Map) for block in value)
    return [block for block in value if isinstance(block, Map)]


def test_nested_blocks(tmp_path: Path) -> None:
    graph = load(
        tmp_path,
        """
        resource "aws_a" "x" {
          size = 1
          rule {
            port = 80
            filter { name = "a" }
          }
          rule { port = 443 }
          lifecycle {
            prevent_destroy = true
            ignore_changes  = [tags, size["x"]]
          }
          provisioner "local-exec" { command = "echo ${self.id}" }
          timeouts { create = "1m" }
          depends_on = [aws_a.y, module.m]
        }
        resource "aws_a" "y" {
          lifecycle { ignore_changes = all }
        }
        """,
    )
    resource = find(graph, "aws_a.x")
    assert set(resource.names()) == {"size", "rule", "lifecycle", "provisioner", "timeouts", "depends_on"}
    first, second = blocks(resource.value("rule"))
    assert first["port"] == 80
    assert blocks(first["filter"])[0] == {"name": "a"}
    assert second == {"port": 443}
    assert resource.value("lifecycle") == [{"prevent_destroy": True, "ignore_changes": ["tags", 'size["x"]']}]
    assert find(graph, "aws_a.y").value("lifecycle") == [{"ignore_changes": "all"}]
    (provisioner,) = blocks(resource.value("provisioner"))
    assert provisioner["type"] == "local-exec"
    depends_on = resource.value("depends_on")
    assert isinstance(depends_on, list)
    assert isinstance(depends_on[0], Reference)
    assert depends_on[1] == "module.m"
    assert resource.value("nothing") is ABSENT


def test_dynamic_blocks(tmp_path: Path) -> None:
    graph = load(
        tmp_path,
        """
        locals { ports = [80, 443] }
        resource "aws_a" "x" {
          rule { port = 1 }
          dynamic "rule" {
            for_each = local.ports
            content {
              port  = rule.value
              index = rule.key
            }
          }
          dynamic "rule" {
            for_each = { a = { p = 2, inner = ["i", "j"] } }
            iterator = it
            content {
              port = it.value.p
              name = it.key
              dynamic "filter" {
                for_each = toset(it.value.inner)
                content { name = "${it.key}-${filter.value}" }
              }
            }
          }
          dynamic "none" {
            for_each = []
            content {}
          }
        }
        """,
    )
    resource = find(graph, "aws_a.x")
    rules = blocks(resource.value("rule"))
    assert [rule["port"] for rule in rules] == [1, 80, 443, 2]
    assert [rule.get("index") for rule in rules] == [None, 0, 1, None]
    assert rules[3]["filter"] == [{"name": "a-i"}, {"name": "a-j"}]
    assert resource.value("none") == []


def test_blocks_over_an_unknown_collection_are_never_dropped(tmp_path: Path) -> None:
    graph = load(
        tmp_path,
        INPUTS
        + """
        resource "aws_a" "x" {
          dynamic "rule" {
            for_each = var.rules
            content {
              cidr = "0.0.0.0/0"
              port = rule.value.port
            }
          }
          dynamic "maybe" {
            for_each = var.flag ? [1] : []
            content { size = maybe.value }
          }
          dynamic "wrong" {
            for_each = null
            content { size = 1 }
          }
        }
        """,
    )
    resource = find(graph, "aws_a.x")
    rules = resource.value("rule")
    assert isinstance(rules, OpenList)
    (rule,) = blocks(rules)
    assert rule["cidr"] == "0.0.0.0/0"
    assert isinstance(rule["port"], Unknown)
    assert rules.unknown.reason.startswith("`var.rules` has no value")
    maybe = resource.value("maybe")
    assert isinstance(maybe, OpenList)
    assert maybe == [{"size": 1}]
    wrong = resource.value("wrong")
    assert isinstance(wrong, OpenList)
    assert wrong.unknown.reason == "`for_each`: null is no collection"


def test_references_to_attributes(tmp_path: Path) -> None:
    graph = load(
        tmp_path,
        """
        variable "prefix" {}
        resource "aws_s3_bucket" "b" {
          bucket = "${var.prefix}-logs"
          acl    = "private"
          rule { enabled = true }
        }
        resource "aws_s3_bucket" "known" { bucket = "known" }
        data "aws_ami" "a" { owners = ["self"] }
        resource "aws_a" "x" {
          id      = aws_s3_bucket.b.id
          acl     = aws_s3_bucket.b.acl
          bucket  = aws_s3_bucket.b.bucket
          known   = aws_s3_bucket.known.bucket
          enabled = aws_s3_bucket.b.rule[0].enabled
          other   = aws_s3_bucket.b.rule[0].other
          whole   = aws_s3_bucket.b
          arn     = "${aws_s3_bucket.b.arn}/*"
          ami     = data.aws_ami.a.id
          owners  = data.aws_ami.a.owners
          splat   = aws_s3_bucket.b[*].id
          maybe   = one(aws_s3_bucket.b[*].acl)
        }
        """,
    )
    resource = find(graph, "aws_a.x")
    for name in ("id", "bucket", "whole", "other", "arn"):
        assert [target.key for target in graph.targets(resource.value(name))] == ["aws_s3_bucket.b"], name
    assert resource.value("acl") == "private"
    assert resource.value("known") == "known"
    assert resource.value("enabled") is True
    assert resource.value("owners") == ["self"]
    assert resource.value("maybe") == "private"
    ami = resource.value("ami")
    assert isinstance(ami, Reference)
    assert ami.reason == "`data.aws_ami.a.id` is read from the account at deployment"
    splat = resource.value("splat")
    assert isinstance(splat, list)
    assert isinstance(splat[0], Reference)


def test_an_attribute_passed_on_names_what_it_names(tmp_path: Path) -> None:
    """The bucket of a bucket's policy is the bucket."""
    graph = load(
        tmp_path,
        """
        resource "aws_s3_bucket" "b" {}
        resource "aws_s3_bucket_policy" "p" { bucket = aws_s3_bucket.b.id }
        resource "aws_s3_bucket_versioning" "v" { bucket = aws_s3_bucket_policy.p.bucket }
        """,
    )
    value = find(graph, "aws_s3_bucket_versioning.v").value("bucket")
    assert [target.key for target in graph.targets(value)] == ["aws_s3_bucket.b"]


def test_attributes_that_need_each_other(tmp_path: Path) -> None:
    graph = load(
        tmp_path,
        """
        resource "aws_a" "x" { size = aws_a.y.size }
        resource "aws_a" "y" { size = aws_a.x.size }
        """,
    )
    value = find(graph, "aws_a.x").value("size")
    assert isinstance(value, Unknown)
    assert value.reason == "cycle: aws_a.x.size → aws_a.y.size → aws_a.x.size"


def test_objects_that_are_one_of_several(tmp_path: Path) -> None:
    graph = load(tmp_path, INPUTS + 'resource "aws_a" "x" {\n  t = { a = var.flag ? 1 : 2 }\n}\n')
    value = find(graph, "aws_a.x").value("t")
    assert isinstance(value, dict)
    assert isinstance(value["a"], OneOf)


def test_templates_of_the_old_data_source(tmp_path: Path) -> None:
    graph = load(
        tmp_path,
        """
        data "template_file" "t" {
          template = "hello $${who}"
          vars     = { who = "you" }
        }
        resource "aws_a" "x" { text = data.template_file.t.rendered }
        """,
    )
    assert find(graph, "aws_a.x").value("text") == "hello you"
