"""Settings: files, environment, flags, and what may be trusted."""

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrule.cli.options import CHECK
from groundrule.schemas import conforms, fault, shipped
from groundrule.settings.schema import NOT_IN_FILES, OF_PROFILES, key_of
from tests.cli.conftest import Command
from tests.cli.repository import commit, write

DENIED = 'resource "aws_ebs_volume" "v" {\n  size = 1\n}\n'
OWN_POLICY = (
    "from groundrule.policy import LOW, Category, Resource, Verdict, policy\n"
    '@policy(id="{0}", severity=LOW, category=Category.HYGIENE, resources=("aws_ebs_volume",))\n'
    "def {1}(volume: Resource) -> Verdict:\n"
    '    """Volume is small."""\n'
    '    return volume["size"].must_be_at_least(10)\n'
)


def first_line(groundrule: Command, *arguments: str) -> str:
    return groundrule("check", *arguments).out.partition("\n")[0]


def test_what_counts_more(groundrule: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write("main.tf", DENIED)
    assert first_line(groundrule) == "main.tf", "the default is text"
    write("user/groundrule/groundrule.toml", 'format = "json"\nfail-on = "critical"\n')
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "user"))
    assert first_line(groundrule) == "{"
    assert groundrule("check").code == 0
    write("groundrule.toml", 'format = "concise"\n')
    assert first_line(groundrule).startswith("main.tf:1:1")
    assert groundrule("check").code == 0, "what the repository does not set, the user may"
    monkeypatch.setenv("GROUNDRULE_FORMAT", "json")
    assert first_line(groundrule) == "{"
    assert first_line(groundrule, "--format", "text") == "main.tf", "a flag counts even where it says the default"
    monkeypatch.delenv("GROUNDRULE_FORMAT")
    assert first_line(groundrule, "--isolated") == "main.tf"
    assert groundrule("check", "--isolated").code == 1


def test_pyproject_and_the_nearest_ancestor(groundrule: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".git").mkdir()
    write("pyproject.toml", '[tool.groundrule]\nformat = "concise"\n')
    write("a/b/main.tf", DENIED)
    monkeypatch.chdir("a/b")
    assert first_line(groundrule).startswith("main.tf:1:1")
    write("../pyproject.toml", '[project]\nname = "groundrule-of-ours"\n')
    assert first_line(groundrule).startswith("main.tf:1:1"), "one that sets nothing is passed over"
    write("../groundrule.toml", 'format = "json"\n')
    assert first_line(groundrule) == "{"
    write("../../../groundrule.toml", "nonsense = 1\n")
    assert groundrule("check").code == 1, "nothing above the repository is read"


def test_outside_of_a_repository_nothing_above_is_read(groundrule: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    write("groundrule.toml", "nonsense = 1\n")
    write("a/main.tf", DENIED)
    monkeypatch.chdir("a")
    assert groundrule("check").code == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("fail_on = 'low'", "there is no `fail_on` here: did you mean `fail-on`?"),
        (
            "fail-on = 'hihg'",
            "`fail-on`: `hihg` is none of `info`, `low`, `medium`, `high`, `critical`: did you mean `high`?",
        ),
        ("select = 'all'", "`select`: expected run these policies"),
        ("exit-zero = 1", "`exit-zero`: expected exit with 0"),
        ("diff = 'main'", "there is no `diff` here"),
        (
            "[governance]\nlongest = { high = 0 }",
            "`governance.longest.high`: expected a whole number of at least 1: a number of days",
        ),
        ("[governance]\napprover = 'x'", "`governance`: there is no `approver` here: did you mean `approvers`?"),
        ("[governance]\nunwaivable = ['no-such-policy']", "`no-such-policy` selects nothing"),
        ("format = ", "is not TOML"),
        ("select = ['ebs-volume-unencryptet']", "did you mean `ebs-volume-unencrypted`?"),
        ("policies = ['own']", "`policies` has no effect here: it would run code of the tree under judgement"),
        ("output = ['json=x.json']", "`output` has no effect here: it would let the tree under judgement write files"),
        ("trusted-ref = 'main'", "`trusted-ref` has no effect here"),
        ("waivers = '../out.yaml'", "`waivers`: `../out.yaml` lies outside of the repository"),
        ("env = ['prod=/etc/passwd']", "`env`: `prod=/etc/passwd` lies outside of the repository"),
    ],
)
def test_wrong_settings_get_one_message(groundrule: Command, text: str, message: str) -> None:
    write("main.tf", DENIED + "# groundrule: ignore[ebs-volume-unencrypted]\n")
    write("own/house.py", "raise SystemExit('run')\n")
    write("groundrule.toml", text)
    result = groundrule("check", "--output", "json=out.json") if "output" not in text else groundrule("check")
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert result.err.count("\n") == 1
    assert not Path("out.json").exists()


def test_two_files_in_one_directory(groundrule: Command) -> None:
    write("groundrule.toml", "")
    write("pyproject.toml", "[tool.groundrule]\n")
    result = groundrule("check")
    assert result.code == 2
    assert "pyproject.toml: `tool.groundrule` has no effect beside groundrule.toml: remove one of them" in result.err


def test_the_environment(groundrule: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    write("main.tf", DENIED.replace("size = 1", "encrypted = var.e") + 'variable "e" {}\n')
    monkeypatch.setenv("GROUNDRULE_SELECT", "ebs-volume-unencrypted,secrets")
    monkeypatch.setenv("GROUNDRULE_VAR", "e=false\nother=[1, 2]")
    assert groundrule("check").code == 1
    assert groundrule("check", "--var", "e=true").code == 0
    monkeypatch.setenv("GROUNDRULE_EXIT_ZERO", "true")
    assert groundrule("check").code == 0
    monkeypatch.setenv("GROUNDRULE_EXIT_ZERO", "0")
    write("groundrule.toml", "exit-zero = true\n")
    assert groundrule("check").code == 1, "the environment can take a flag back"
    monkeypatch.setenv("GROUNDRULE_FAIL_ON", "critical")
    assert groundrule("check").code == 0
    assert groundrule("eval", "var.e").out == '"false"\n'


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [("FAIL_ON", "hihg", "expected one of info, low"), ("EXIT_ZERO", "maybe", "expected true or false")],
)
def test_a_wrong_environment(
    groundrule: Command, monkeypatch: pytest.MonkeyPatch, name: str, value: str, message: str
) -> None:
    monkeypatch.setenv(f"GROUNDRULE_{name}", value)
    result = groundrule("check")
    assert result.code == 2
    assert f"GROUNDRULE_{name}={value}: {message}" in result.err


def test_a_misspelt_variable_of_the_environment(groundrule: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GROUNDRULE_VERSION", "1")  # not ours to judge
    assert groundrule("check").code == 0
    monkeypatch.setenv("GROUNDRULE_FAILON", "high")
    result = groundrule("check", "--output", "json=out.json")
    assert (result.code, result.out) == (2, "")
    assert "GROUNDRULE_FAILON: there is no such setting: did you mean `GROUNDRULE_FAIL_ON`?" in result.err
    assert not Path("out.json").exists()


def test_a_policy_that_is_unwaivable_by_a_wrong_name(groundrule: Command) -> None:
    write("groundrule.toml", '[governance]\nunwaivable = ["s3-acl-publik"]\n')
    result = groundrule("check")
    assert (result.code, result.out) == (2, "")
    assert "`s3-acl-publik` selects nothing: did you mean `s3-acl-public`?" in result.err


def test_paths_in_a_file_count_from_it(groundrule: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".git").mkdir()
    write("groundrule.toml", 'env = ["prod=vars/prod.tfvars"]\nexclude = ["/sub/out/", "*.gen.tf"]\n')
    write("vars/prod.tfvars", "e = false\n")
    unsure = 'variable "e" {}\nresource "aws_ebs_volume" "v" {\n  encrypted = var.e\n}\n'
    write("sub/main.tf", unsure)
    write("sub/out/main.tf", unsure)
    write("sub/x/a.gen.tf", unsure)
    monkeypatch.chdir("sub")
    result = groundrule("check", "--format", "json", "--select", "ebs-volume-unencrypted")
    report = json.loads(result.out)
    assert [(item["location"]["path"], item["verdict"]) for item in report["findings"]] == [("main.tf", "deny")]
    assert groundrule("check", "out/main.tf", "--select", "ebs-volume-unencrypted").code == 1, "what is named is taken"
    forced = groundrule("check", "out/main.tf", "main.tf", "--force-exclude", "--format", "concise")
    assert "out/main.tf" not in forced.out
    assert "main.tf:3" in forced.out
    assert (
        "out/main.tf" not in groundrule("check", "--exclude", "nothing", "--exclude", "out", "--format", "concise").out
    )


# -- trust -----------------------------------------------------------------------------------------------


def test_settings_waivers_baseline_and_policies_of_a_trusted_revision(groundrule: Command) -> None:
    trusted = commit(
        main_tf=DENIED,
        groundrule_toml='format = "concise"\npolicies = ["own"]\nselect = ["volume-small"]\n',
        own__house_py=OWN_POLICY.format("volume-small", "volume_small"),
    )
    write("groundrule.toml", "exit-zero = true\n")
    write("own/house.py", "raise SystemExit('run')\n")
    write("groundrule-waivers.yaml", "version: 1\nwaivers:\n  - {policy: volume-small, reason: mine}\n")
    result = groundrule("check", "--trusted-ref", trusted)
    assert result.code == 1, result.err
    assert result.out.startswith("main.tf:2:10: low volume-small: Volume is small")
    named = groundrule("check", "--trusted-ref", trusted, "--policies", "own", "--baseline", "b.json")
    assert (named.code, named.out) == (2, ""), "a baseline of the tree does not count either"
    assert "--baseline b.json: can't be read" in named.err


def test_waivers_and_a_baseline_of_a_trusted_revision_count(groundrule: Command) -> None:
    write("main.tf", DENIED)
    groundrule("baseline", "--select", "all", "--ignore", "ebs-volume-unencrypted", "--output", "known.json")
    waiver = "version: 1\nwaivers:\n  - {policy: ebs-volume-unencrypted, address: '*.v', reason: r}\n"
    write("groundrule-waivers.yaml", waiver)
    trusted = commit()
    Path("groundrule-waivers.yaml").unlink()
    Path("known.json").unlink()
    every = ("--select", "all", "--baseline", "known.json", "--trusted-ref", trusted)
    assert groundrule("check", *every).code == 0
    assert groundrule("check", *every[:4]).code == 2
    updating = groundrule("check", *every, "--update-baseline")
    assert (updating.code, updating.out) == (2, "")


def test_a_policy_directory_that_the_trusted_revision_lacks(groundrule: Command) -> None:
    trusted = commit(main_tf=DENIED)
    write("own/house.py", "raise SystemExit('run')\n")
    result = groundrule("check", "--trusted-ref", trusted, "--policies", "own")
    assert result.code == 2
    assert "has no such directory" in result.err


def test_the_user_may_trust(groundrule: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    commit(main_tf=DENIED, groundrule_toml='format = "concise"\n')
    write("groundrule.toml", 'format = "json"\n')
    write("user/groundrule/groundrule.toml", 'trusted-ref = "HEAD"\npolicies = ["../../house"]\n')
    write("house/house.py", OWN_POLICY.format("volume-small", "volume_small"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "user"))
    commit("all")
    write("groundrule.toml", 'format = "text"\n')
    result = groundrule("check")
    assert "low volume-small" in result.out or '"volume-small"' in result.out
    assert result.out.startswith("{"), "of the revision"
    missing = groundrule("check", "--trusted-ref", "nowhere")
    assert (missing.code, missing.out) == (2, "")


def test_code_runs_only_where_the_user_names_it(groundrule: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    write("main.tf", DENIED)
    write("own/house.py", OWN_POLICY.format("volume-small", "volume_small"))
    write("groundrule.toml", 'policies = ["own"]\n')
    assert groundrule("check").code == 2
    assert "volume-small" in groundrule("check", "--policies", "own").out
    monkeypatch.setenv("GROUNDRULE_POLICIES", "own")
    assert "volume-small" in groundrule("check").out


# -- schemas ---------------------------------------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 40) | st.sampled_from(["", "low", "x", "2027-01-31"]),
    lambda inner: st.lists(inner, max_size=2)
    | st.dictionaries(
        st.sampled_from(
            ["version", "waivers", "policy", "reason", "paths", "expires", "select", "format", "exit-zero", "governance",
             "longest", "high", "require-approver", "unwaivable", "strange"]
        ),
        inner,
        max_size=3,
    ),
    max_leaves=6,
)  # fmt: skip


@pytest.mark.parametrize("name", ["settings", "waivers"])
@given(data=JSON)
def test_the_quick_check_agrees_with_jsonschema(name: str, data: object) -> None:
    schema = shipped(name)
    assert conforms(data, schema) is jsonschema.Draft202012Validator(schema).is_valid(data)


@given(JSON)
def test_whatever_is_wrong_is_explained(data: object) -> None:
    for name in ("settings", "waivers"):
        wrong = fault({"version": 1, "waivers": [data]} if name == "waivers" else data, shipped(name))
        assert wrong is None or wrong.message


def test_the_schemas_are_valid() -> None:
    for name in ("settings", "waivers"):
        jsonschema.Draft202012Validator.check_schema(shipped(name))


def test_every_option_can_be_set() -> None:
    keys = {key_of(option) for option in CHECK if option.name not in NOT_IN_FILES}
    assert set(shipped("settings")["properties"]) == keys | set(OF_PROFILES)


@pytest.mark.parametrize(
    "text",
    [
        '[tool.groundrule]\nformat = "concise"\n',
        '[ tool . "groundrule" ]\nformat = "concise"\n',
        '["tool".groundrule]\nformat = "concise"\n',
        'tool.groundrule.format = "concise"\n',
        '[tool]\ngroundrule = { format = "concise" }\n',
        '[tool]\ngroundrule.format = "concise"\n',
        'tool = { groundrule = { format = "concise" } }\n',
    ],
)
def test_the_table_is_found_however_it_is_written(groundrule: Command, text: str) -> None:
    write("main.tf", DENIED)
    write("pyproject.toml", text)
    assert first_line(groundrule).startswith("main.tf:1:1")


def test_a_project_that_only_speaks_of_us_is_not_read(groundrule: Command) -> None:
    write("main.tf", DENIED)
    write("pyproject.toml", '[project]\ndependencies = ["groundrule"]\nbroken = [\n')
    assert groundrule("check").code == 1
