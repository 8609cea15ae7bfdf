"""`--secrets-in-all-files`, and what is told of state and plans without it."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Command, Result
from tests.cli.repository import commit, write

ALL = ("check", "--secrets-in-all-files", "--select", "secrets")
STATE = (
    '{"version": 4, "terraform_version": "1.9.8", "serial": 3, "lineage": "l", "resources": [{"password": "hunter2x"}]}'
)
PLAN = '{"format_version": "1.2", "terraform_version": "1.9.8", "planned_values": {}, "resource_changes": []}'


def places(result: Result) -> list[tuple[str, str]]:
    """Each finding's policy and place."""
    found = json.loads(result.out)["findings"]
    return [(item["policy"], f"{item['location']['path']}:{item['location']['start']['line']}") for item in found]


def check(groundrule: Command, *arguments: str) -> list[tuple[str, str]]:
    return places(groundrule(*ALL, "--format", "json", *arguments))


def test_a_text_file_is_searched_only_where_it_is_asked_for(groundrule: Command) -> None:
    write(".env", "A=1\nDB_PASSWORD=hunter2x\n")
    assert groundrule("check", "--select", "secrets").code == 0
    result = groundrule(*ALL, "--format", "concise")
    assert result.code == 1
    assert result.out.startswith(".env:2:13: critical secret-in-file: ")
    assert "`DB_PASSWORD` holds a password, key or token" in result.out
    assert "Looked at 1 file and" in result.out
    assert "hunter2x" not in result.out + groundrule(*ALL).out


def test_the_settings_may_ask_for_it(groundrule: Command) -> None:
    write(".env", "DB_PASSWORD=hunter2x\n")
    write("groundrule.toml", "secrets-in-all-files = true\n")
    assert groundrule("check").code == 1


def test_what_git_ignores_and_what_is_installed_is_passed_over(groundrule: Command) -> None:
    commit(a_env="A=1", _gitignore="*.local\nbuild/\n")
    for path in ("x.local", "build/x.env", "node_modules/x.env", ".terraform/x.env", ".git/x.env", "kept/x.env"):
        write(path, "DB_PASSWORD=hunter2x\n")
    assert check(groundrule) == [("secret-in-file", "kept/x.env:1")]
    assert check(groundrule, "--exclude", "kept/") == []


def test_binary_and_huge_files_are_passed_over_and_the_latter_are_told(groundrule: Command) -> None:
    Path("a.bin").write_bytes(b"\0DB_PASSWORD=hunter2x\n")
    Path("b.bin").write_bytes(b"\0" * (2 << 20))
    write("c.log", "DB_PASSWORD=hunter2x\n" + "line\n" * (1 << 18))
    report = json.loads(groundrule(*ALL, "--format", "json").out)
    assert report["findings"] == []
    assert report["coverage"]["complete"]
    assert [(item["path"], item["reason"]) for item in report["coverage"]["notes"]] == [
        ("c.log", "is larger than 1 MiB and was not searched for secrets")
    ]


def test_nothing_outside_of_the_tree_is_read_and_no_pipe_is_waited_for(groundrule: Command, tmp_path: Path) -> None:
    commit(a_txt="1")
    outside = tmp_path.parent / "outside.env"
    outside.write_text("DB_PASSWORD=hunter2x\n")
    os.symlink(outside, "link.env")
    os.symlink(tmp_path.parent, "up")
    os.mkfifo("pipe")
    assert check(groundrule) == []
    outside.unlink()


def test_a_secret_that_evaluation_finds_is_told_once_and_one_in_a_comment_as_well(groundrule: Command) -> None:
    write("main.tf", 'resource "aws_db_instance" "a" {\n  password = "hunter2x"\n  # password = "hunter3x"\n}\n')
    assert check(groundrule) == [("secret-attribute-in-source", "main.tf:2"), ("secret-in-file", "main.tf:3")]


def test_key_stores_are_found_by_what_they_are(groundrule: Command) -> None:
    Path("trust").write_bytes(b"\xfe\xed\xfe\xed\0\0\0\2\0\0\0\1")
    assert check(groundrule) == [("key-store-in-repository", "trust:1")]


@pytest.mark.parametrize(
    "name", ["terraform.tfstate", "a/terraform.tfstate.backup", "terraform.tfstate.d/prod/terraform.tfstate"]
)
def test_a_state_is_told_without_being_asked_for(groundrule: Command, name: str) -> None:
    write(name, STATE)
    result = groundrule("check", "--format", "json")
    assert places(result) == [("terraform-state-in-repository", f"{name}:1")]
    assert "hunter2x" not in result.out + groundrule("check", "--format", "html").out
    assert places(groundrule("check", name, "--format", "json")) == places(result)
    assert check(groundrule) == places(result)
    write(".git/config", "")
    write(".gitignore", "*.tfstate*\n")
    assert places(groundrule("check", "--format", "json")) == []


def test_a_plan_is_told_unless_it_is_what_is_judged(groundrule: Command) -> None:
    write("plans/plan.json", PLAN)
    Path("tfplan").write_bytes(b"PK\x03\x04" + b"\0" * 26 + b"tfplan" + b"\0" * 99)
    expected = [("terraform-plan-in-repository", "plans/plan.json:1"), ("terraform-plan-in-repository", "tfplan:1")]
    assert places(groundrule("check", "--format", "json")) == expected
    assert check(groundrule) == expected
    assert places(groundrule("check", "plans/plan.json", "--format", "json")) == []
    assert places(groundrule("check", "--from-filenames", "plans/plan.json", "--format", "json")) == expected[:1]


def test_what_git_keeps_though_it_is_ignored_is_in_the_repository(groundrule: Command) -> None:
    before = commit(terraform_tfstate=STATE, out__a_env="A=1\n")
    write(".gitignore", "*.tfstate\nout/\n*.env\n")
    write("local.tfstate", STATE)
    write("local.env", "DB_PASSWORD=hunter2x\n")
    state = ("terraform-state-in-repository", "terraform.tfstate:1")
    assert places(groundrule("check", "--format", "json")) == [state]
    assert places(groundrule("check", "--format", "json", "--exclude", "terraform.tfstate")) == []
    write("out/a.env", "DB_PASSWORD=hunter2x\n")
    assert check(groundrule) == [("secret-in-file", "out/a.env:1"), state]
    new = json.loads(groundrule(*ALL, "--diff", before, "--format", "json").out)["findings"]
    assert [(item["policy"], item["waived"] is None) for item in new] == [("secret-in-file", True), (state[0], False)]


def test_the_files_of_a_commit_are_searched(groundrule: Command) -> None:
    write(".env", "DB_PASSWORD=hunter2x\n")
    write("b.env", "DB_PASSWORD=hunter2x\n")
    write("terraform.tfstate", STATE)
    found = check(groundrule, "--from-filenames", ".env", "terraform.tfstate", "gone.env")
    assert found == [("secret-in-file", ".env:1"), ("terraform-state-in-repository", "terraform.tfstate:1")]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".env", "DB_PASSWORD=hunter2x # {}\n"),
        (".env", "# {}\nDB_PASSWORD=hunter2x\n"),
        ("a.ts", '// {}\nconst password = "hunter2x";\n'),
        ("a.sql", "-- {}\nALTER USER a IDENTIFIED BY 'hunter2x';\n"),
        ("a.md", "<!-- {} -->\npassword: hunter2x\n"),
        ("values.yaml", "db:\n  password: hunter2x # {}\n"),
        ("values.yaml", "# {}\n- password: hunter2x\n"),
    ],
)
def test_an_ignore_in_a_file_keeps_its_finding(groundrule: Command, path: str, text: str) -> None:
    write(path, text.format('groundrule: ignore[secret-in-file] reason="a test account"'))
    (finding,) = json.loads(groundrule(*ALL, "--format", "json").out)["findings"]
    assert finding["waived"]["by"] == "inline"
    write(path, text.format("groundrule: ignore[secret-in-fil]"))
    assert ("secret-in-file") in [policy for policy, _ in check(groundrule)]


def test_an_ignore_for_the_whole_line_covers_no_other_line(groundrule: Command) -> None:
    write(".env", 'A_PASSWORD=hunter2x # groundrule: ignore[secret-in-file] reason="x"\nB_PASSWORD=hunter2x\n')
    waived = [item["waived"] is not None for item in json.loads(groundrule(*ALL, "--format", "json").out)["findings"]]
    assert waived == [True, False]


def test_baselines_and_changes_know_what_stands_in_files(groundrule: Command) -> None:
    before = commit(a_env="A_PASSWORD=hunter2x\n")
    groundrule("baseline", "--secrets-in-all-files", "--select", "secrets")
    write("a.env", "\nB_PASSWORD=hunter2x\nA_PASSWORD=hunter2x\n")
    for kept in (("--baseline", "groundrule-baseline.json"), ("--diff", before)):
        found = json.loads(groundrule(*ALL, *kept, "--format", "json").out)["findings"]
        assert [(item["location"]["start"]["line"], item["waived"] is None) for item in found] == [
            (2, True),
            (3, False),
        ]


def test_two_secrets_at_one_place_have_one_identity(groundrule: Command) -> None:
    """No digest is made of a value: whoever has the report could try passwords until one fits."""
    reports = []
    for secret in ("hunter2x", "Tr0ub4dor"):
        write(".env", f"DB_PASSWORD={secret}\nURL=postgres://app:{secret}@db/app\n")
        write(
            "main.tf",
            f'variable "password" {{ default = "{secret}" }}\n'
            f'resource "aws_db_instance" "a" {{\n  username = "admin"\n  password = "{secret}"\n}}\n'
            f'resource "aws_instance" "a" {{\n  user_data = "export PASSWORD={secret}"\n}}\n',
        )
        write(
            "stack.yaml",
            f"Parameters: {{Password: {{Type: String, Default: {secret}}}}}\nResources:\n  D:\n    Type: AWS::RDS::DBInstance\n"
            f"    Properties: {{MasterUserPassword: {secret}}}\n",
        )
        Path("groundrule-baseline.json").unlink(missing_ok=True)
        groundrule("baseline", "--select", "all", "--secrets-in-all-files")
        texts = [Path("groundrule-baseline.json").read_text()]
        Path("groundrule-baseline.json").unlink()
        for format_ in ("json", "sarif", "codequality", "gitlab-sast", "junit"):
            texts += [groundrule("check", "--select", "all", "--secrets-in-all-files", "--format", format_).out]
        reports.append(texts)
    one, other = reports
    assert "secret-in-file" in one[0]
    assert [text.replace(secret, "") for text, secret in zip(one, ["hunter2x"] * 6, strict=True)] == one
    assert _without_columns(one) == _without_columns(other)


def _without_columns(texts: list[str]) -> list[str]:
    """The reports less the places, which the length of a secret moves, and the length of its mask."""
    import re

    words = r'"(?:end|start)?[cC]olumn"|"endOffset"'
    return [re.sub(rf"\*+|(?:{words}): \d+|(?<=:\d:)\d+|(?<=:\d\d:)\d+", "", text) for text in texts]


def test_the_check_is_the_one_that_a_hook_runs() -> None:
    hooks = Path(__file__).parents[2] / ".pre-commit-hooks.yaml"
    assert "groundrule check --secrets-in-all-files --force-exclude --from-filenames" in hooks.read_text()
