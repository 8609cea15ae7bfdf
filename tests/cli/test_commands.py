import json

from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from groundrule import __version__
from groundrule.cli import app, arguments, commands
from groundrule.cli.options import CHECK
from groundrule.gate.rules import RULES
from groundrule.registry import bundled, load
from tests.cli.conftest import Command


def test_policies_are_listed(groundrule: Command) -> None:
    result = groundrule("policies")
    assert result.code == 0
    assert "ebs-volume-unencrypted" in result.out


def test_policies_as_json(groundrule: Command) -> None:
    listed = json.loads(groundrule("policies", "--format", "json").out)["policies"]
    assert {item["id"] for item in listed} == {policy.id for policy in (*load([bundled()]), *RULES)}
    first = next(item for item in listed if item["id"] == "ebs-volume-unencrypted")
    assert first["title"] == "EBS volume is stored unencrypted"
    assert first["default"] is True
    assert set(first) == {
        "id", "title", "aliases", "severity", "category", "requirements", "resources", "default",
    }  # fmt: skip


def test_a_policy_is_explained_by_any_of_its_names(groundrule: Command) -> None:
    page = groundrule("explain", "ebs-volume-unencrypted").out
    assert "Fix:\n  Set `encrypted` to true" in page
    assert groundrule("explain", "ckv_aws_3").out == page
    assert "parameters: backup-days" not in page
    assert ", backup-days\n" in groundrule("explain", "backup-plan-too-short").out
    unknown = groundrule("explain", "ebs-volume-unencryptet")
    assert unknown.code == 2
    assert "did you mean `ebs-volume-unencrypted`?" in unknown.err


def test_version_and_help(groundrule: Command) -> None:
    assert groundrule("--version").out == f"groundrule {__version__}\n"
    page = groundrule("check", "--help")
    assert page.code == 0
    assert all(option.flag in page.out for option in CHECK)


WORDS = st.text("ab-=.", min_size=1, max_size=4)
FLAGS = st.sampled_from([flag for option in CHECK for flag in (option.flag, option.short) if flag])
VALUES = st.sampled_from(["text", "json", "warn", "always", "a=b", "high", "--select", "-f"])
LINES = st.lists(st.one_of(WORDS, FLAGS, VALUES, st.builds("{}={}".format, FLAGS, VALUES)), max_size=6)


@given(LINES)
def test_the_quick_reader_agrees_with_typer(line: list[str]) -> None:
    """Whatever the quick reader takes, typer reads the same way."""
    quick = arguments.plain_check(["check", *line])
    if quick is None:
        return
    seen: list[dict[str, object]] = []

    def note(values: dict[str, object]) -> int:
        seen.append(values)
        return 0

    app.app.registered_commands[0].callback = app.command_for(note, CHECK, app.PATHS)
    result = CliRunner().invoke(app.app, ["check", *line])
    app.app.registered_commands[0].callback = app.command_for(commands.check, CHECK, app.PATHS)
    assert result.exit_code == 0, result.output
    assert seen == [quick]
