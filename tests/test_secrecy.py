from base64 import b64encode
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrule import secretshape
from groundrule.cli import main
from groundrule.engine import judge
from groundrule.graph import Place, Step
from groundrule.loading import load_alone
from groundrule.policy import Category
from groundrule.registry import bundled, load
from groundrule.report.formats import MODULES
from groundrule.secrecy import agree, conceal, masked, shown, told
from groundrule.source import Source
from tests.secret_samples import shaped


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('password = "hunter2"', 'password = "********"'),
        ("MasterUserPassword: hunter2", "MasterUserPassword: ********"),
        ('"MasterUserPassword": "hunter2",', '"MasterUserPassword": "********",'),
        ("  export DB_PASSWORD=hunter2", "  export DB_PASSWORD=********"),
        ("aws_secret_access_key = 'abc/def'", "aws_secret_access_key = '********'"),
        ('auth_token = "a\\"b"', 'auth_token = "********"'),
        ("password = var.password", "password = var.password"),
        ('password = "${random_password.db.result}"', 'password = "${random_password.db.result}"'),
        ("MasterUserPassword: !Ref Password", "MasterUserPassword: !Ref Password"),
        ('Password: "{{resolve:secretsmanager:db}}"', 'Password: "{{resolve:secretsmanager:db}}"'),
        ("password_reuse_prevention = 24", "password_reuse_prevention = 24"),
        ("manage_master_user_password = true", "manage_master_user_password = true"),
        ("encrypted = false", "encrypted = false"),
    ],
)
def test_literals_of_telling_names_are_masked(line: str, expected: str) -> None:
    assert masked(line) == expected


@given(st.text("abcXYZ0189!%/+", min_size=4, max_size=30), st.sampled_from(["=", " = ", ": "]))
def test_no_literal_of_a_password_is_ever_shown(secret: str, sign: str) -> None:
    if secret.isdigit():
        return
    assert secret not in masked(f'db_password{sign}"{secret}"')


@pytest.mark.parametrize("frame", ["{}", 'x = "{}"', "echo {} | y", '{{"a": "{}", "b": 1}}', "- {}"])
def test_no_line_shows_what_is_known_by_its_shape(frame: str) -> None:
    for what, secret in shaped().items():
        line = told(frame.replace("{}", secret).replace("{{", "{").replace("}}", "}"))
        assert secret not in line, what
        assert not secretshape.in_script(line), what


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('password = "hunter2x', 'password = "********"'),
        ("Password: !Unknown hunter2x", "Password: ********"),
        ("mysql -u root -phunter2x app", "******** app"),
        ("# see https://ci:hunter2x@git.example.org/x", "# see https://ci:********@git.example.org/x"),
        ("UserData: " + b64encode(b"#!/bin/sh\nexport TOKEN=4f8a1c9e27b05d63\n").decode(), "UserData: ********"),
        ("UserData: " + b64encode(b"#!/bin/sh\necho there is nothing to see\n").decode(), None),
    ],
)
def test_secrets_without_a_telling_name_are_masked(line: str, expected: str | None) -> None:
    assert masked(line) == (line if expected is None else expected)


def test_a_secret_that_several_lines_make_is_masked_in_each() -> None:
    source = Source("a.yaml", "env:\n  - name: DB_PASSWORD\n    value: hunter2x\n  - name: A\n    value: b\n")
    assert "hunter2x" not in shown(source, 3)
    assert shown(source, 5) == "    value: b"


def test_readers_of_one_file_agree_on_what_they_conceal() -> None:
    one, other, strange = Source("a.tf", "x = hidden"), Source("a.tf", "x = hidden"), Source("b.tf", "x = hidden")
    one.concealed.add((4, 10))
    agree([source.span(0, 1) for source in (other, one, strange)])
    assert [shown(source, 1) for source in (one, other, strange)] == ["x = ******", "x = ******", "x = hidden"]


def test_a_concealed_place_is_masked_wherever_its_line_is_shown() -> None:
    source = Source("a.tf", 'x = "hunter2"\ny = <<E\nsecret one\nsecret two\nE\n')
    conceal(Place(source.span(4, 13), "x"))
    assert shown(source, 1) == "x = *********"
    start = source.text.index("secret one")
    conceal(Place(source.span(start, source.text.index("\nE")), "y"))
    assert "secret" not in shown(source, 3) + shown(source, 4)


def test_the_steps_of_a_secrets_origin_tell_no_value() -> None:
    source = Source("a.tf", 'variable "p" { default = "hunter2" }')
    place = Place(source.span(0, 1), "p", (Step(source.span(15, 34), 'var.p = "hunter2" (default)'),))
    (step,) = conceal(place).origin
    assert step.text == "var.p = ********"
    assert "hunter2" not in shown(source, 1)


SECRETS = {
    "main.tf": """\
variable "pw" { default = "Planted-1" }
variable "hidden" {
  default   = "Planted-2"
  sensitive = true
}
resource "aws_db_instance" "a" {
  password          = var.pw
  storage_encrypted = var.hidden
}
resource "aws_db_instance" "b" { password = "${var.pw}-Planted-3" }
resource "aws_instance" "c" {
  user_data = <<-E
    export DB_PASSWORD=Planted-4
  E
  root_block_device { encrypted = false }
}
resource "aws_lambda_function" "f" {
  environment {
    variables = { API_KEY = "Planted-5" }
  }
}
module "m" {
  source = "./m"
  secret = "Planted-6"
}
module "remote" { source = "git::https://deployer:Planted-10@git.example.org/m.git" }
provider "aws" {
  access_key = "AKIA@KEY@"
  secret_key = "Planted-11"
}
locals {
  bucket = { name = "AKIA@KEY@", encrypted = "postgres://x:Planted-12@db/x" }
  key    = "AKIA@KEY@"
}
output "url" { value = "postgres://x:Planted-13@db/x" }
resource "aws_ecs_task_definition" "t" {
  container_definitions = jsonencode([{ name = "a", environment = [{ name = "DB_PASSWORD", value = "Planted-14" }] }])
}
resource "aws_ebs_volume" "v" {
  encrypted  = local.key
  kms_key_id = local.bucket.encrypted
  provisioner "remote-exec" {
    connection { password = "Planted-15" }
    inline = ["mysql -u root -pPlanted-16", "curl -u deployer:Planted-17 https://example.org"]
  }
}
resource "azurerm_linux_web_app" "w" { app_settings = { DB_PASSWORD = "Planted-18", URL = "redis://:Planted-19@cache" } }
""",
    "terraform.tfvars": 'hidden = "Planted-20"\npw = "Planted-21"\nundeclared_password = "Planted-22"\n',
    "m/main.tf": 'variable "secret" {}\nresource "aws_rds_cluster" "x" {\n  master_password = var.secret\n}\n',
    "broken.tf": 'resource "x" "y" {\n  password = "Planted-7" oops\n}\n',
    "t.yaml": """\
Parameters:
  Pw: {Type: String, NoEcho: true, Default: Planted-8}
  Url: {Type: String, Default: "postgres://x:Planted-23@db/x"}
Metadata: {Deployment: {Password: Planted-24}}
Mappings: {Db: {prod: {Password: Planted-25}}}
Outputs: {Url: {Value: "postgres://x:Planted-26@db/x"}}
Resources:
  D:
    Type: AWS::RDS::DBInstance
    Properties:
      MasterUserPassword: !Ref Pw
      StorageEncrypted: !Sub "${Pw}"
  E:
    Type: AWS::DocDB::DBCluster
    Properties: {MasterUserPassword: Planted-9, MasterUsername: x, StorageEncrypted: !Ref Url}
  F:
    Type: AWS::Lambda::Function
    Metadata:
      AWS::CloudFormation::Authentication: {s: {type: basic, username: x, password: Planted-27}}
    Properties:
      Role: x
      Code: {ZipFile: "PASSWORD = 'Planted-28'"}
  G:
    Type: AWS::EC2::Volume
    Properties: {Encrypted: !FindInMap [Db, prod, Password], KmsKeyId: AKIA@KEY@}
""",
}


@pytest.fixture
def planted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory full of secrets, each with `planted` in it, as the working directory."""
    for name, text in SECRETS.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        # a key id that stands in no file of ours
        (tmp_path / name).write_text(text.replace("@KEY@", "PLANTEDPLANTED22"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("format_", MODULES)
def test_no_report_tells_a_secret(planted: Path, capsys: pytest.CaptureFixture[str], format_: str) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["check", "--select", "all", "--format", format_])
    assert caught.value.code == 1
    written = capsys.readouterr()
    told = written.out.replace("&#45;", "-")
    for policy in ("attribute-in-source", "in-provider", "in-declaration", "in-resource", "in-user-data"):
        assert f"secret-{policy}" in told
    assert_nothing_planted(written.out + written.err, planted)


@pytest.mark.parametrize("root", [".", "t.yaml"])
@pytest.mark.parametrize("format_", ["json", "dot", "mermaid"])
def test_no_graph_tells_a_secret(planted: Path, capsys: pytest.CaptureFixture[str], root: str, format_: str) -> None:
    (planted / "broken.tf").unlink()
    with pytest.raises(SystemExit):
        main(["graph", "--root", root, "--format", format_])
    written = capsys.readouterr()
    assert "aws_db_instance" in written.out or root == "t.yaml"
    assert_nothing_planted(written.out + written.err, planted)


def assert_nothing_planted(written: str, directory: Path) -> None:
    """Nothing planted stands in what was printed, nor in a file that was written beside the sources."""
    told = [line for line in written.splitlines() if "planted" in line.lower()]
    assert told == []
    files = {str(path.relative_to(directory)) for path in directory.rglob("*") if path.is_file()}
    assert files <= set(SECRETS)


SPREAD = """\
variable "db_password" {
  default = "Sup3rSafe-Passw0rd" # declared
}

variable "innocent" {
  default = "hunter2-hunter2"
}

resource "aws_db_instance" "records" {
  password = var.db_password # used
}

resource "htpasswd_password" "records" {
  password = var.db_password
}

resource "htpasswd_password" "other" {
  password = var.innocent # only here
}

output "db_password" {
  value = var.db_password
}
"""


def places_of_secrets(tmp_path: Path, *chosen: str) -> list[str]:
    """The comments of the lines at which secrets are told."""
    path = tmp_path / "main.tf"
    path.write_text(SPREAD)
    policies = [item for item in load([bundled()]) if item.category is Category.SECRETS]
    (graph,) = load_alone(path)
    found = judge(graph, [item for item in policies if not chosen or item.id in chosen]).findings
    lines = SPREAD.splitlines()
    return [lines[finding.place.span.first.line - 1].partition("# ")[2] for finding in found]


def test_a_secret_is_told_where_the_most_telling_policy_finds_it(tmp_path: Path) -> None:
    assert places_of_secrets(tmp_path) == ["used", "only here"]


def test_a_secret_that_only_general_policies_look_at_is_told_where_it_stands(tmp_path: Path) -> None:
    assert places_of_secrets(tmp_path, "secret-in-resource", "secret-in-declaration") == ["declared", "only here"]
    assert places_of_secrets(tmp_path, "secret-in-resource") == ["", "only here"]
