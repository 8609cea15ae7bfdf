from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrule.cli import main
from groundrule.graph import Place, Step
from groundrule.report.formats import MODULES
from groundrule.secrecy import conceal, masked, shown
from groundrule.source import Source


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
""",
    "m/main.tf": 'variable "secret" {}\nresource "aws_rds_cluster" "x" {\n  master_password = var.secret\n}\n',
    "broken.tf": 'resource "x" "y" {\n  password = "Planted-7" oops\n}\n',
    "t.yaml": """\
Parameters:
  Pw: {Type: String, NoEcho: true, Default: Planted-8}
Resources:
  D:
    Type: AWS::RDS::DBInstance
    Properties:
      MasterUserPassword: !Ref Pw
      StorageEncrypted: !Sub "${Pw}"
  E:
    Type: AWS::DocDB::DBCluster
    Properties: {MasterUserPassword: Planted-9, MasterUsername: x}
""",
}


@pytest.mark.parametrize("format_", MODULES)
def test_no_report_tells_a_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], format_: str
) -> None:
    for name, text in SECRETS.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as caught:
        main(["check", "--select", "all", "--format", format_])
    assert caught.value.code == 1
    report = capsys.readouterr().out
    assert "secret-attribute-in-source" in report.replace("&#45;", "-")
    assert "Planted" not in report
