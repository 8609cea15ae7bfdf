import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Command

DENIED = 'resource "aws_ebs_volume" "v" {\n  encrypted = false\n}\n'
ALLOWED = 'resource "aws_ebs_volume" "v" {\n  encrypted = true\n}\n'
UNKNOWN = 'variable "e" {}\nresource "aws_ebs_volume" "v" {\n  encrypted = var.e\n}\n'


def write(name: str, text: str | bytes) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def test_the_current_directory_is_the_default(groundrule: Command) -> None:
    write("main.tf", DENIED)
    result = groundrule("check")
    assert result.code == 1
    assert "ebs-volume-unencrypted" in result.out
    assert result.err == ""


def test_nothing_found_is_success(groundrule: Command) -> None:
    write("main.tf", ALLOWED)
    result = groundrule("check", ".")
    assert result.code == 0
    assert "Looked at 1 file and 1 resource" in result.out


def test_a_path_that_does_not_exist_is_wrong_usage(groundrule: Command) -> None:
    result = groundrule("check", "nowhere")
    assert (result.code, result.out) == (2, "")
    assert result.err == "groundrule: error: nowhere: there is no such file or directory\n"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 1),
        (("--fail-on", "critical"), 0),
        (("--fail-on=high",), 1),
        (("--exit-zero",), 0),
        (("--ignore", "ebs-volume-unencrypted"), 0),
        (("--select", "CKV_AWS_3"), 1),
        (("--select", "AVD-AWS-0026"), 1),
        (("--select", "tagging,secrets"), 1),
        (("--select", "secrets"), 0),
        (("--select", "CUIMC-13", "--ignore", "high"), 1),
    ],
)
def test_what_fails_a_run(groundrule: Command, arguments: tuple[str, ...], code: int) -> None:
    write("main.tf", DENIED)
    assert groundrule("check", *arguments).code == code


def test_unknown_verdicts_fail_only_when_asked_to(groundrule: Command) -> None:
    write("main.tf", UNKNOWN)
    warned = groundrule("check")
    assert warned.code == 0
    assert "`var.e` has no value" in warned.out
    assert groundrule("check", "--unknown", "fail").code == 1
    assert "var.e" not in groundrule("check", "--unknown", "ignore").out


def test_inputs_are_passed_on(groundrule: Command) -> None:
    write("main.tf", UNKNOWN)
    write(
        "stack.yaml",
        "Parameters:\n  E:\n    Type: String\nResources:\n  V:\n    Type: AWS::EC2::Volume\n"
        "    Properties:\n      Encrypted: !Ref E\n",
    )
    assert groundrule("check", "--var", "e=true", "--parameter", "E=true", "--unknown", "fail").code == 0
    write("open.tfvars", "e = false\n")
    assert groundrule("check", "main.tf", "--var-file", "open.tfvars").code == 1


def test_several_reports_from_one_run(groundrule: Command) -> None:
    write("main.tf", DENIED)
    result = groundrule("check", "--format", "concise", "--output", "json=out.json", "-o", "text=out.txt")
    assert result.out.startswith("main.tf:2:15: high ebs-volume-unencrypted: ")
    report = json.loads(Path("out.json").read_text())
    assert report["findings"][0]["policy"] == "ebs-volume-unencrypted"
    assert "encrypted = false" in Path("out.txt").read_text()
    assert sorted(path.name for path in Path().iterdir()) == ["main.tf", "out.json", "out.txt"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--output", "json"), "expected NAME=VALUE"),
        (("--output", "xml=a.xml"), "there is no format `xml`"),
        (("--output", "json=no/such/a.json"), "there is no directory `no/such`"),
        (("--var", "novalue"), "--var: expected NAME=VALUE"),
        (("--var-file", "none.tfvars"), "there is no such file"),
        (("--policies", "none"), "there is no such directory"),
        (("--select", "ebs-volume-unencryptet"), "did you mean `ebs-volume-unencrypted`?"),
    ],
)
def test_wrong_usage_gets_one_message(groundrule: Command, arguments: tuple[str, ...], message: str) -> None:
    write("main.tf", ALLOWED)
    result = groundrule("check", *arguments)
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert result.err.count("\n") == 1


@pytest.mark.parametrize("arguments", [("--no-such-flag",), ("--format", "xml"), ("--format",)])
def test_typer_explains_what_is_no_option(groundrule: Command, arguments: tuple[str, ...]) -> None:
    assert groundrule("check", *arguments).code == 2


def test_a_named_file_is_reported_alone_though_its_module_is_read(groundrule: Command) -> None:
    write("a.tf", 'resource "aws_ebs_volume" "a" {\n  encrypted = local.on\n}\n')
    write("b.tf", "locals {\n  on = false\n}\n" + DENIED)
    result = groundrule("check", "a.tf", "--format", "concise")
    assert result.out.startswith("a.tf:2:15: high")
    assert "b.tf" not in result.out


def test_users_own_policies(groundrule: Command) -> None:
    write("main.tf", ALLOWED)
    write(
        "own/house.py",
        "from groundrule.policy import LOW, Category, Resource, Verdict, policy\n"
        '@policy(id="volume-small", severity=LOW, category=Category.HYGIENE, resources=("aws_ebs_volume",))\n'
        "def volume_small(volume: Resource) -> Verdict:\n"
        '    """Volume is small."""\n'
        '    return volume["size"].must_be_at_least(10)\n',
    )
    result = groundrule("check", "--policies", "own", "--format", "concise", "main.tf")
    assert "low volume-small: Volume is small: `size` is not set, expected at least 10" in result.out


def test_a_policy_that_raises_makes_the_run_incomplete_and_names_itself(groundrule: Command) -> None:
    write("main.tf", ALLOWED)
    write(
        "own/house.py",
        "from groundrule.policy import LOW, Category, Resource, Verdict, policy\n"
        '@policy(id="volume-cursed", severity=LOW, category=Category.HYGIENE, resources=("aws_ebs_volume",))\n'
        "def volume_cursed(volume: Resource) -> Verdict:\n"
        '    """Volume is cursed."""\n'
        "    raise ValueError(1)\n",
    )
    result = groundrule("check", "--policies", "own", "main.tf")
    assert result.code == 3
    assert "policy `volume-cursed` failed on `aws_ebs_volume.v`: ValueError" in result.out


def test_colour_goes_by_the_option_then_by_the_environment(
    groundrule: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("main.tf", DENIED)
    assert "\x1b[" not in groundrule("check").out
    assert "\x1b[" in groundrule("check", "--color", "always").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in groundrule("check").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in groundrule("check").out


LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(9)
)
MERGES = "a0: &a0 {k: v}\n" + "".join(
    f"a{i + 1}: &a{i + 1}\n  <<: [{', '.join([f'*a{i}'] * 9)}]\n  k{i}: v\n" for i in range(12)
)
VERSION = 'AWSTemplateFormatVersion: "2010-09-09"\n'


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "a.tf",
            'resource "x" "y" {\n  size = = 3\n}\n',
            "bad/a.tf:2: not inspected: expected an expression, found `= 3`",
        ),
        (
            "a.tf",
            'resource "x" "y" {\n a = 1\n a = 2\n}\n',
            "bad/a.tf:3: not inspected: the attribute `a` is set twice",
        ),
        ("a.tf", "locals {\n  x = [1,\n", "bad/a.tf:3: not inspected: expected an expression, the file ends"),
        ("a.tf", b"locals {\x00}\n", "bad/a.tf:1: not inspected: the file holds a NUL byte"),
        ("a.tf", b"# ok\n# caf\xe9\n", "bad/a.tf:2: not inspected: is not UTF-8 text"),
        ("a.tf", "locals {\n  x = " + "[" * 10_000, "bad/a.tf:2: not inspected: nested more than 1000 levels deep"),
        ("a.tf.json", '{"resource": {"x"}}', "bad/a.tf.json:1: not inspected: expected `:` behind the key, found `}}`"),
        ("a.yaml", VERSION + "Resources:\n  A: [\n", "bad/a.yaml:4: not inspected: broken YAML"),
        (
            "a.yaml",
            "Resources:\n  A:\n    Type: AWS::SNS::Topic\n  A:\n    Type: AWS::SNS::Topic\n",
            "bad/a.yaml:4: not inspected: the key `A` stands twice in a mapping; first in line 2",
        ),
        ("a.yaml", VERSION + "Resources:\n  - a\n", "bad/a.yaml:3: not inspected: `Resources` must be a mapping"),
        ("a.yaml", VERSION + LAUGHS + "Resources: {}\n", "its aliases stand for more than 250000 values"),
        ("a.yaml", VERSION + MERGES + "Resources: {}\n", "its aliases stand for more than 250000 values"),
        ("a.yaml", VERSION + "Resources: " + "[" * 10_000, "bad/a.yaml:2: not inspected: "),
        ("a.yaml", VERSION + "Resources: {}\n---\na: b\n", "bad/a.yaml:3: not inspected: a template is one document"),
        (
            "a.yaml",
            b"Resources:\n  A:\n    Type: AWS::SNS::Topic\n\xff\xfe",
            "bad/a.yaml:4: not inspected: is not UTF-8",
        ),
        (
            "a.yaml",
            b"Resources:\n  A:\n    Type: AWS::SNS::Topic\x07\n",
            "bad/a.yaml:3: not inspected: a control character",
        ),
        ("a.json", '{"Resources": {"A": {"Type": "AWS::SNS::Topic",}}}', "bad/a.json:1: not inspected: expected a key"),
        ("a.yaml", VERSION + "Resources:\n  A: text\n", "the resource `A` needs a mapping with a `Type`"),
    ],
)
def test_bad_input_gets_one_message_and_the_others_go_on(
    groundrule: Command, name: str, content: str | bytes, message: str
) -> None:
    write(f"bad/{name}", content)
    alone = groundrule("check", "--format", "concise")
    assert alone.code == 3
    assert message in alone.out
    assert alone.err == ""
    write("good/main.tf", DENIED)
    beside = groundrule("check", "--format", "concise")
    assert beside.code == 1
    assert "good/main.tf:2:15: high ebs-volume-unencrypted" in beside.out
    assert message in beside.out


def test_the_rest_of_a_broken_file_is_judged(groundrule: Command) -> None:
    write("a.tf", 'resource "x" "y" {\n  size = = 3\n}\n' + DENIED)
    result = groundrule("check", "--format", "concise")
    assert "a.tf:5:15: high ebs-volume-unencrypted" in result.out
    assert result.code == 1


def test_a_byte_order_mark_and_carriage_returns_are_valid(groundrule: Command) -> None:
    write("a.tf", b"\xef\xbb\xbf" + DENIED.replace("\n", "\r\n").encode())
    write(
        "t.yaml",
        b"\xef\xbb\xbfResources:\r\n  V:\r\n    Type: AWS::EC2::Volume\r\n    Properties:\r\n      Encrypted: no\r\n",
    )
    result = groundrule("check", "--format", "concise")
    assert "a.tf:2:15: high" in result.out
    assert "t.yaml:5:18: high" in result.out
    assert "complete." in result.out


def test_empty_files_are_nothing(groundrule: Command) -> None:
    for name in ("a.tf", "b.yaml", "c.json"):
        write(name, "")
    result = groundrule("check", "a.tf", "b.yaml", "c.json")
    assert result.code == 0


def test_a_file_of_ten_megabytes_is_read(groundrule: Command) -> None:
    write("a.tf", DENIED + "# " + "x" * 10_000_000 + "\n" + 'locals {\n  a = "' + "y" * 1_000_000 + '"\n}\n')
    assert groundrule("check").code == 1


def test_what_cannot_be_read_is_named(groundrule: Command) -> None:
    Path("gone.tf").symlink_to("/nonexistent/file")
    result = groundrule("check", "gone.tf")
    assert result.code == 3
    assert "gone.tf" in result.out


def test_other_yaml_and_json_are_passed_over(groundrule: Command) -> None:
    write("k8s.yaml", "apiVersion: v1\nkind: Pod\nResources: []\n")
    write("package.json", '{"name": "x", "Resources": "none"}')
    write("broken.yaml", "a: [\n")
    result = groundrule("check")
    assert result.code == 0
    assert "Looked at 0 files" in result.out


def test_the_linters_failure_on_one_file_does_not_lose_the_others(
    groundrule: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object) -> None:
        raise RuntimeError(arguments)

    write("main.tf", DENIED)
    write("t.yaml", "Resources:\n  V:\n    Type: AWS::EC2::Volume\n")
    monkeypatch.setattr("groundrule.cloudformation.load.load", fail)
    result = groundrule("check", "--format", "concise")
    assert result.code == 4
    assert "main.tf:2:15: high ebs-volume-unencrypted" in result.out
    assert "t.yaml:0: not inspected: groundrule itself failed here (RuntimeError)" in result.out


def test_the_linters_own_failure_is_told_apart(groundrule: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object, **options: object) -> None:
        raise RuntimeError(arguments, options)

    write("main.tf", ALLOWED)
    monkeypatch.setattr("groundrule.cli.session.run", fail)
    result = groundrule("check")
    assert result.code == 4
    assert result.err.startswith("groundrule: error: groundrule itself failed: RuntimeError")


def run(*arguments: str, stdout: int = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    command = [sys.executable, "-m", "groundrule", *arguments]
    return subprocess.run(command, stdout=stdout, stderr=subprocess.PIPE, text=True, check=False)


def test_a_process_ends_with_everything_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("main.tf", "".join(DENIED.replace('"v"', f'"v{number}"') for number in range(300)))
    checked = run("check", "--format", "json")
    assert (checked.returncode, checked.stderr) == (1, "")
    denied = [item for item in json.loads(checked.stdout)["findings"] if item["policy"] == "ebs-volume-unencrypted"]
    assert len(denied) == 300
    listed = run("policies", "--format", "json")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert "ebs-volume-unencrypted" in {policy["id"] for policy in json.loads(listed.stdout)["policies"]}
    assert run("check", "nowhere").returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="a closed pipe is told otherwise there")
def test_whoever_has_read_enough_may_close_the_pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("main.tf", DENIED)
    reading, writing = os.pipe()
    os.close(reading)
    ended = run("check", stdout=writing)
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (141, "")


@pytest.mark.parametrize(("user", "told"), [('"records_owner"', True), ("var.user", False)])
def test_a_password_is_told_with_its_user(groundrule: Command, user: str, told: bool) -> None:
    write(
        "main.tf",
        f'variable "user" {{}}\nresource "aws_db_instance" "a" {{\n  username = {user}\n  password = "hunter2x"\n}}\n',
    )
    out = groundrule("check", "--select", "secret-attribute-in-source", "--format", "concise").out
    assert "the value of `password` stands in the source" in out
    assert ("and so does the name of its user" in out) is told
