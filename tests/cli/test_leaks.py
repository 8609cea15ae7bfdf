"""No byte that is written tells a secret: many are planted everywhere, and everything that comes out is searched."""

import json
from pathlib import Path

import pytest

from groundrule.report.evidence import MODULES as EVIDENCE
from groundrule.report.formats import MODULES
from tests.cli.conftest import Command
from tests.cli.repository import commit, write
from tests.planted import Planter

TERRAFORM = {
    "main.tf": """\
# db_password = "<<password>>"
# run by hand: <<script>>
terraform {
  backend "s3" {
    bucket     = "state"
    access_key = "<<aws-id>>"
    secret_key = "<<aws-secret>>"
  }
}
variable "db_password" { default = "<<password>>" }
variable "short_password" { default = "<<short>>" }
variable "hidden" {
  default   = "<<password>>"
  sensitive = true
}
variable "given" {}
variable "accounts" {
  default = { records = { user = "app", password = "<<password>>" } }
}
locals {
  url     = "<<url>>"
  webhook = "<<slack>>"
  joined  = "${var.db_password}<<aws-id>>"
  lookup  = { prod = "<<gitlab>>" }
}
output "connection" { value = "<<connection>>" }
output "joined" { value = local.joined }
provider "aws" {
  access_key = "<<aws-id>>"
  secret_key = "<<aws-secret>>"
}
provider "datadog" { api_key = "<<bearer>>" }
resource "aws_db_instance" "a" {
  username            = "admin"
  password            = var.db_password
  storage_encrypted   = var.hidden
  publicly_accessible = var.given
  engine_version      = local.url
}
resource "aws_db_instance" "b" { password = "${var.short_password}-<<password>>" }
resource "aws_rds_cluster" "c" {
  master_password   = var.accounts["records"].password
  storage_encrypted = local.lookup["prod"]
}
resource "aws_instance" "a" {
  user_data = <<-EOT
    #!/bin/sh
    <<export>>
    <<script>>
    git clone <<https>>
  EOT
  root_block_device { encrypted = "<<stripe>>" }
}
resource "aws_instance" "b" { user_data_base64 = "<<encoded>>" }
resource "aws_instance" "c" { user_data = base64encode("<<curl>>") }
resource "aws_lambda_function" "f" {
  environment { variables = { API_KEY = "<<google>>", NOTE = "<<github>>" } }
}
resource "aws_ecs_task_definition" "t" {
  container_definitions = jsonencode([
    { name = "a", environment = [{ name = "DB_PASSWORD", value = "<<password>>" }] },
  ])
}
resource "aws_ssm_parameter" "p" {
  name  = "/app/password"
  type  = "SecureString"
  value = "<<password>>"
}
resource "aws_secretsmanager_secret_version" "s" { secret_string = jsonencode({ password = "<<password>>" }) }
resource "aws_ebs_volume" "v" {
  encrypted  = local.webhook
  kms_key_id = "<<hash>>"
  tags       = { deploy = "<<npm>>" }
  provisioner "remote-exec" {
    connection {
      user     = "root"
      password = "<<password>>"
    }
    inline = ["<<curl>>", "export AUTH='<<basic>>'"]
  }
}
resource "aws_ebs_volume" "each" {
  for_each  = { "<<github>>" = 1 }
  encrypted = false
}
resource "aws_transfer_ssh_key" "k" { body = "<<key>>" }
resource "aws_security_group" "g" {
  ingress {
    description = "<<url>>"
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0", "<<stripe>>"]
  }
}
resource "aws_s3_bucket" "ignored" {
  bucket = "records" # groundrule: ignore[s3-bucket-without-customer-key] reason="it is <<github>>" until=2099-01-01
}
# groundrule: ignore[no-such-policy] reason="<<github>>"
# checkov:skip=CKV_AWS_18: password = "<<password>>"
resource "aws_s3_bucket" "skipped" { bucket = "results" }
module "m" {
  source       = "./m"
  token        = "<<gitlab>>"
  given_secret = "<<bearer>>"
}
module "remote" { source = "git::<<https>>" }
""",
    "terraform.tfvars": 'given = "<<url>>"\nundeclared_password = "<<password>>"\nhidden = "<<password>>"\n',
    "prod.tfvars": 'db_password = "<<password>>"\ngiven = "<<slack>>"\n',
    "m/main.tf": """\
variable "token" {}
variable "given_secret" {}
resource "aws_ebs_volume" "x" { encrypted = var.token }
resource "aws_rds_cluster" "x" {
  master_password     = var.given_secret
  deletion_protection = var.given_secret
}
""",
    "json/main.tf.json": '{"resource": {"aws_db_instance": {"j": {"password": "<<password>>"}}}}',
}
TEMPLATES = {
    "stack.yaml": """\
# MasterUserPassword: <<password>>
Parameters:
  Pw: {Type: String, NoEcho: true, Default: <<password>>}
  Url: {Type: String, Default: "<<url>>", AllowedValues: ["<<url>>"]}
Metadata: {Deployment: {Password: <<password>>}}
Mappings: {Db: {prod: {Password: <<password>>, Key: <<aws-id>>}}}
Conditions: {Same: !Equals [!Ref Url, "<<stripe>>"]}
Outputs: {Url: {Value: "<<url>>"}, Bearer: {Value: "<<bearer>>"}}
Resources:
  D:
    Type: AWS::RDS::DBInstance
    Properties:
      MasterUserPassword: !Ref Pw
      StorageEncrypted: !Sub "${Pw}"
      EngineVersion: !Ref Url
  E:
    Type: AWS::DocDB::DBCluster
    Properties: {MasterUserPassword: <<password>>, MasterUsername: root, StorageEncrypted: !Ref Url}
  I:
    Type: AWS::EC2::Instance
    Metadata:
      AWS::CloudFormation::Init:
        config:
          files: {/etc/app.ini: {content: "password=<<password>>"}}
          commands: {a: {command: "<<script>>"}}
      AWS::CloudFormation::Authentication:
        s: {type: basic, username: x, password: <<password>>}
        k: {type: S3, accessKeyId: <<aws-id>>, secretKey: <<aws-secret>>}
    Properties:
      UserData: !Base64 |
        #!/bin/sh
        <<export>>
        <<curl>>
  J:
    Type: AWS::EC2::Instance
    Properties: {UserData: <<encoded>>}
  F:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: python3.6
      Role: x
      Code: {ZipFile: "PASSWORD = '<<password>>'"}
      Environment: {Variables: {TOKEN: <<github>>}}
  V:
    Type: AWS::EC2::Volume
    Properties:
      Encrypted: !FindInMap [Db, prod, Password]
      KmsKeyId: !FindInMap [Db, prod, Key]
      Size: "<<npm>>"
      Tags: [{Key: Token, Value: <<gitlab>>}]
  B:
    Type: AWS::S3::Bucket
    Metadata:
      groundrule: {ignore: [{policy: s3-bucket-without-customer-key, reason: "it is <<github>>"}]}
      checkov: {skip: [{id: CKV_AWS_18, comment: "<<slack>>"}]}
    Properties: {BucketName: "<<google>>", AccessControl: "<<stripe>>"}
""",
    "stack.json": """\
{"Resources": {"D": {"Type": "AWS::RDS::DBInstance", "Properties": {
  "MasterUserPassword": "<<password>>", "StorageEncrypted": "<<slack>>", "Tags": [{"Key": "k", "Value": "<<aws-id>>"}]
}}}}
""",
}
OTHERS = {
    ".env": "DB_PASSWORD=<<password>>\nAPI=<<stripe>>\nDATABASE_URL=<<url>>\n",
    "id_ed25519": "<<key>>",
    "app/settings.ini": "[db]\nuser = app\npassword = <<password>> ; <<curl>>\n",
    "app/main.py": 'PASSWORD = "<<password>>"\nsend(password="<<password>>", token=getenv("TOKEN", "<<bearer>>"))\n',
    "app/values.yaml": "db:\n  password: <<password>>\n  env:\n    - name: TOKEN\n      value: <<github>>\n",
    "app/config.json": '{"password": "<<password>>", "apiKey": "<<google>>", "url": "<<url>>"}',
    ".pgpass": "db:5432:app:app:<<password>>\n",
    ".htpasswd": "ci:<<hash>>\n",
    "terraform.tfstate": '{"version": 4, "terraform_version": "1.9.8", "serial": 1, "lineage": "x", "outputs": {},\n'
    '"resources": [{"type": "aws_db_instance", "instances": [{"attributes": {"password": "<<password>>"}}]}]}',
    "old/plan.json": """\
{"format_version": "1.2", "terraform_version": "1.9.8",
 "variables": {"db_password": {"value": "<<password>>"}, "url": {"value": "<<url>>"}},
 "planned_values": {"root_module": {}},
 "resource_changes": [{"address": "aws_db_instance.p", "mode": "managed", "type": "aws_db_instance", "name": "p",
   "change": {"actions": ["create"], "before": null,
     "after": {"password": "<<password>>", "engine_version": "<<slack>>", "storage_encrypted": "<<github>>"},
     "after_unknown": {}, "after_sensitive": {"password": true}}}],
 "configuration": {
   "provider_config": {"aws": {"name": "aws", "expressions": {"secret_key": {"constant_value": "<<aws-secret>>"}}}},
   "root_module": {
     "variables": {"db_password": {"default": "<<password>>", "sensitive": true}, "url": {"default": "<<url>>"}},
     "outputs": {"o": {"expression": {"constant_value": "<<bearer>>"}}},
     "resources": [{"address": "aws_db_instance.p", "mode": "managed", "type": "aws_db_instance", "name": "p",
       "expressions": {"password": {"constant_value": "<<password>>"}}}]}}}
""",
}
BROKEN = {
    "broken/a.tf": 'resource "x" "y" {\n  password = "<<password>>" oops <<github>>\n}\n',
    "broken/b.tf": 'provider "aws" {\n  secret_key = "<<aws-secret>>\n}\n',
    "broken/c.tf": 'locals {\n  a = ${<<github>>}\n  token = nonsense("<<slack>>")\n  b = file("<<url>>")\n}\n',
    "broken/d.tf": 'resource "aws_ebs_volume" "<<github>>" {\n  encrypted = tobool("<<gitlab>>")\n  size = "<<slack>>" + 1\n}\n',
    "broken/terraform.tfvars": 'password = "<<password>>\nkey = <<github>>\n',
    "broken/e.tf.json": '{"locals": {"password": "<<password>>" "<<stripe>>"}}',
    "broken/t.yaml": "Resources:\n  A:\n    Type: AWS::S3::Bucket\n    Properties: {Password: <<password>>\n  <<github>>: [\n",
    "broken/t2.yaml": "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  A: {Type: AWS::RDS::DBInstance, Properties: {MasterUserPassword: !Nope <<password>>,"
    " EngineVersion: !Sub '${<<github>>', Port: !Select [<<slack>>, []], Tags: !Transform {Name: <<stripe>>}}}\n",
    "broken/t.json": '{"Resources": {"A": {"Type": "AWS::S3::Bucket", "Properties": {"Password": "<<password>>" <<github>>}}}}',
    "broken/plan.json": '{"terraform_version": "1", "planned_values": {}, "resource_changes": [{"password": "<<password>>"}]}',
}


@pytest.fixture
def planter(groundrule: Command) -> Planter:
    """A working directory full of secrets, that is a repository."""
    del groundrule  # it has made the directory
    planter = Planter()
    for name, text in (TERRAFORM | TEMPLATES | OTHERS).items():
        write(name, planter.planted(name, text))
    return planter


def files() -> set[Path]:
    return {path for path in Path().rglob("*") if path.is_file() and ".git" not in path.parts}


def assert_tells_nothing(planter: Planter, *texts: str) -> None:
    for text in texts:
        plain = text.replace("&#45;", "-").replace("&#x27;", "'")
        assert sorted(planter.told(plain)) == []


def test_the_search_finds_what_is_told(planter: Planter) -> None:
    everything = "".join(path.read_text() for path in files())
    assert sorted(planter.told(everything)) == sorted(planter.secrets)
    assert len(planter.secrets) > 100


def assert_no_report_tells(planter: Planter, groundrule: Command, *options: str, expected: set[int]) -> None:
    """One run, reported in every format."""
    before = files()
    outputs = [f"--output={format_}=report.{format_}" for format_ in MODULES]
    result = groundrule("check", "--select", "all", *options, *outputs)
    assert result.code in expected, result.err
    assert_tells_nothing(planter, result.out, result.err)
    written = files() - before
    assert len(written) == len(MODULES)
    for path in written:
        assert sorted(planter.told(path.read_text().replace("&#45;", "-"))) == [], path


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--secrets-in-all-files", "--with-cfn-lint"),
        ("--env", "prod=prod.tfvars"),
        ("--ignore", "secrets", "--with-cfn-lint"),
    ],
    ids=str,
)
def test_no_report_tells_a_secret(groundrule: Command, planter: Planter, options: tuple[str, ...]) -> None:
    assert_no_report_tells(planter, groundrule, *options, expected={1})


@pytest.mark.parametrize("options", [(), ("--secrets-in-all-files",)], ids=str)
def test_no_baseline_or_waiver_tells_a_secret(groundrule: Command, planter: Planter, options: tuple[str, ...]) -> None:
    written = groundrule("baseline", "--select", "all", *options)
    assert written.code == 0, written.err
    assert_tells_nothing(planter, written.out, written.err, Path("groundrule-baseline.json").read_text())
    found = json.loads(groundrule("check", "--select", "all", *options, "--format", "json").out)["findings"][0]
    entry = f"""waivers:
  - policy: {found["policy"]}
    root: {found["resource"]["root"]}
    reason: {planter.planted("waiver", "known as <<github>>")}
    approver: {planter.planted("waiver", "password=<<password>>")}
    expires: 2099-01-01
"""
    write("groundrule-waivers.yaml", entry)
    for arguments in (("check", "--format", "json"), ("check",), ("waivers",), ("waivers", "--format", "json")):
        result = groundrule(*arguments, "--select", "all", *options)
        assert_tells_nothing(planter, result.out, result.err)


def test_no_change_tells_a_secret(groundrule: Command, planter: Planter) -> None:
    commit()
    for name, text in (TERRAFORM | TEMPLATES | OTHERS).items():
        write(name, planter.planted(name, text))
    for format_ in ("text", "json", "html", "sarif"):
        result = groundrule("check", "--select", "all", "--secrets-in-all-files", "--diff", "HEAD", "--format", format_)
        assert_tells_nothing(planter, result.out, result.err)


def test_no_evidence_tells_a_secret(groundrule: Command, planter: Planter) -> None:
    signed = planter.planted("attestations", "<<github>> password=<<password>>")
    until = "by: a@example.org, date: 2026-01-01, expires: 2099-01-01"
    write("signed.yaml", f"version: 1\nattestations:\n  - {{requirement: CUIMC-24, statement: '{signed}', {until}}}\n")
    for format_ in EVIDENCE:
        result = groundrule("evidence", "--select", "all", "--secrets-in-all-files", "--format", format_)
        assert result.out, result.err
        assert_tells_nothing(planter, result.out, result.err)
        result = groundrule("evidence", "--select", "all", "--format", format_, "--attestations", "signed.yaml")
        assert result.out, result.err
        assert_tells_nothing(planter, result.out, result.err)


@pytest.mark.parametrize("root", [".", "stack.yaml", "stack.json", "old/plan.json"])
def test_no_graph_tells_a_secret(groundrule: Command, planter: Planter, root: str) -> None:
    for format_ in ("json", "dot", "mermaid"):
        result = groundrule("graph", "--root", root, "--format", format_)
        assert result.code == 0
        assert_tells_nothing(planter, result.out, result.err)


def test_no_answer_tells_a_secret(groundrule: Command, planter: Planter) -> None:
    names = ("var.db_password", "var.hidden", "local.url", "var.accounts", "local.lookup", "local.webhook")
    for name in (*names, "aws_db_instance.b.password", "nonsense(var.db_password)", "tobool(local.url)"):
        for format_ in ("text", "jsonl"):
            result = groundrule("eval", name, "--format", format_)
            assert_tells_nothing(planter, result.out, result.err)


def test_no_complaint_about_a_broken_file_tells_a_secret(groundrule: Command) -> None:
    planter = Planter()
    for name, text in BROKEN.items():
        write(name, planter.planted(name, text))
    assert_no_report_tells(planter, groundrule, "--secrets-in-all-files", "--with-cfn-lint", expected={1, 3})


@pytest.mark.parametrize(
    ("name", "text", "arguments"),
    [
        ("groundrule-waivers.yaml", "waivers:\n  - password: <<password>>\n    <<github>>: [\n", ()),
        (
            "groundrule-waivers.yaml",
            "waivers:\n  - {policy: <<github>>, password: <<password>>, expires: <<slack>>}\n",
            (),
        ),
        ("groundrule.toml", 'password = "<<password>>"\nselect = ["<<github>>"]\n', ()),
        ("groundrule.toml", 'password = "<<password>>\n', ()),
        ("p.json", '{"Parameters": {"Password": "<<password>>" <<github>>}}', ("--parameter-file", "p.json")),
        ("p.json", '[{"ParameterKey": "A", "Value": "<<github>>"}, "<<password>>"]', ("--parameter-file", "p.json")),
        ("b.json", '{"version": 1, "findings": ["<<github>>"], "password": "<<password>>"}', ("--baseline", "b.json")),
        ("v.tfvars", 'password = "<<password>>\n', ("--var-file", "v.tfvars")),
        ("x.txt", "", ("--var", "<<password>>")),
        ("x.txt", "", ("--var", "db_password <<password>>")),
        ("x.txt", "", ("--parameter", "Password:<<password>>")),
        ("x.txt", "", ("--var", "none=<<github>>")),
    ],
)
def test_no_complaint_about_what_is_given_tells_a_secret(
    groundrule: Command, name: str, text: str, arguments: tuple[str, ...]
) -> None:
    planter = Planter()
    write(name, planter.planted(name, text))
    write("main.tf", 'resource "aws_ebs_volume" "v" {}\n')
    given = [planter.planted("argument", argument) for argument in arguments]
    result = groundrule("check", *given)
    assert_tells_nothing(planter, result.out, result.err)


def test_a_failure_of_the_linter_itself_tells_no_secret(
    groundrule: Command, planter: Planter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object) -> None:
        raise ValueError("".join(planter.secrets.values()), arguments)

    monkeypatch.setattr("groundrule.secrets._texts", fail)
    result = groundrule("check", "--select", "all")
    assert "failed" in result.out + result.err
    assert_tells_nothing(planter, result.out, result.err)
