"""`groundrule evidence`."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command
from tests.cli.repository import commit, git, write

BAD = 'resource "aws_ebs_volume" "bad" {\n  size = 1\n}\n'
GOOD = 'resource "aws_ebs_volume" "good" {\n  size      = 1\n  encrypted = true\n}\n'
POLICY = "ebs-volume-unencrypted"
ROW = "CUIMC-13"
NOW = "1798761600"  # 2027-01-01
SIGNED = """\
version: 1
attestations:
  - requirement: CUIMC-24
    statement: All have a key.
    by: Ada
    date: "2026-10-01"
    expires: "2027-09-30"
"""


@pytest.fixture
def groundrule(groundrule: Command, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command on the first day of 2027."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOW)
    return groundrule


def evidence(groundrule: Command, *arguments: str, code: int = 0, select: str = POLICY) -> Any:
    """The evidence as JSON, of one policy unless others are wanted."""
    chosen = ("--select", select) if select else ()
    result = groundrule("evidence", "--profile", "cuimc", "--format", "json", *chosen, *arguments)
    assert result.code == code, result.err
    return json.loads(result.out)


def requirement(whole: Any, name: str = ROW) -> Any:
    (found,) = (row for row in whole["requirements"] if row["id"] == name)
    return found


def test_a_secret_in_any_text_file_counts_where_they_are_searched(groundrule: Command) -> None:
    write("run.sh", "export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYzDuPqRsTuV\n")
    row = requirement(evidence(groundrule, select="secret-in-file"), "CUIMC-27")
    assert (row["verdict"], row["counts"]["checks"]) == ("not-applicable", 0)
    row = requirement(evidence(groundrule, "--secrets-in-all-files", select="secret-in-file"), "CUIMC-27")
    assert (row["verdict"], row["counts"]["checks"], row["counts"]["denied"]) == ("not-satisfied", 1, 1)


def test_findings_are_no_failure_and_decide_the_verdict(groundrule: Command) -> None:
    write("main.tf", BAD)
    whole = evidence(groundrule)
    assert requirement(whole)["verdict"] == "not-satisfied"
    assert requirement(whole)["counts"]["denied"] == 1
    assert [finding["policy"] for finding in whole["findings"]] == [POLICY]
    assert requirement(whole, "CUIMC-11")["verdict"] == "undetermined", "none of its policies was asked"


def test_satisfied_is_what_was_inspected(groundrule: Command) -> None:
    write("main.tf", GOOD)
    row = requirement(evidence(groundrule))
    assert (row["verdict"], row["counts"]["checks"]) == ("satisfied", 1)
    write("main.tf", 'resource "null_resource" "n" {}\n')
    row = requirement(evidence(groundrule))
    assert (row["verdict"], row["counts"]["checks"]) == ("not-applicable", 0)


def test_a_template_counts_like_a_module(groundrule: Command) -> None:
    write("s.yaml", "Resources:\n  V:\n    Type: AWS::EC2::Volume\n    Properties: {Encrypted: true, Size: 1}\n")
    assert requirement(evidence(groundrule))["verdict"] == "satisfied"


def test_what_could_not_be_inspected_leaves_nothing_satisfied(groundrule: Command) -> None:
    write("main.tf", GOOD)
    write("broken/main.tf", 'resource "aws_ebs_volume" "v" {\n  size =\n}\n')
    whole = evidence(groundrule, code=3)
    assert whole["coverage"]["skipped"][0]["path"] == "broken/main.tf"
    assert {row["verdict"] for row in whole["requirements"]} == {"undetermined"}
    assert requirement(whole)["counts"]["checks"] == 1


def test_waivers_and_ignores_are_exceptions(groundrule: Command) -> None:
    write("main.tf", BAD)
    entry = f"policy: {POLICY}, address: aws_ebs_volume.bad, reason: scratch, approver: CISO, expires: 2027-01-31"
    write("groundrule-waivers.yaml", f"version: 1\nwaivers:\n  - {{{entry}}}\n")
    whole = evidence(groundrule)
    assert (requirement(whole)["verdict"], requirement(whole)["counts"]["waived"]) == ("satisfied-with-exceptions", 1)
    assert whole["findings"][0]["waived"]["approver"] == "CISO"
    assert whole["scope"]["terms"]["Waivers"] == "groundrule-waivers.yaml"
    assert requirement(evidence(groundrule, "--isolated"))["verdict"] == "not-satisfied"
    write("main.tf", f'# groundrule: ignore[{POLICY}] reason="x" approved-by=CISO until=2027-01-31\n{BAD}')
    assert requirement(evidence(groundrule, "--isolated"))["verdict"] == "satisfied-with-exceptions"
    assert requirement(evidence(groundrule, "--isolated", "--no-ignores"))["verdict"] == "not-satisfied"


def test_a_baseline_permits_nothing(groundrule: Command) -> None:
    write("main.tf", BAD)
    assert groundrule("baseline").code == 0
    write("groundrule.toml", 'baseline = "groundrule-baseline.json"\n')
    row = requirement(evidence(groundrule))
    assert (row["verdict"], row["counts"]["denied"], row["counts"]["known"]) == ("not-satisfied", 1, 1)


def test_a_profile_that_only_tells_changes_no_verdict(groundrule: Command) -> None:
    write("main.tf", BAD)
    write("groundrule.toml", 'mode = "notice"\n')
    assert groundrule("check").code == 0
    whole = evidence(groundrule)
    assert requirement(whole)["verdict"] == "not-satisfied"
    assert whole["scope"]["terms"]["Settings change the profile's"] == "mode"


def test_what_is_left_out_is_told(groundrule: Command) -> None:
    write("main.tf", BAD)
    whole = evidence(groundrule, "--ignore", POLICY, "--exclude", "other/", select="")
    assert POLICY in requirement(whole)["policies_left_out"]
    assert POLICY not in requirement(whole)["policies"]
    assert whole["scope"]["terms"] == {"Policies left out": POLICY, "Files left out": "other/"}


def test_what_the_organisation_has_set_is_told(groundrule: Command) -> None:
    write("main.tf", GOOD)
    write("groundrule.toml", '[parameters]\ndefault-class = "high"\n')
    terms = evidence(groundrule, select="")["scope"]["terms"]
    assert terms == {"Parameter default-class": '"high"', "Settings change the profile's": "parameters"}


def test_no_value_of_a_variable_is_told(groundrule: Command) -> None:
    write("main.tf", BAD + 'variable "size" {}\n')
    terms = evidence(groundrule, "--var", "size=271828", "--no-ignores", select="")["scope"]["terms"]
    assert terms == {"Ignores in the files": "not honoured", "Variables and parameters set": "size"}


def test_statements_are_taken_from_a_file(groundrule: Command) -> None:
    write("main.tf", GOOD)
    assert requirement(evidence(groundrule, select="all"), "CUIMC-24")["verdict"] == "to-be-attested"
    write("attestations.yaml", SIGNED)
    row = requirement(evidence(groundrule, "--attestations", "attestations.yaml", select="all"), "CUIMC-24")
    assert (row["verdict"], row["attestation"]["by"], row["attestation"]["holds"]) == ("attested", "Ada", True)
    write("attestations.yaml", SIGNED.replace("2027-09-30", "2026-12-31"))
    row = requirement(evidence(groundrule, "--attestations", "attestations.yaml", select="all"), "CUIMC-24")
    assert (row["verdict"], row["attestation"]["holds"]) == ("to-be-attested", False)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--attestations", "none.yaml"), "none.yaml: can't be read: No such file or directory"),
        (("--attestations", "wrong.yaml"), "wrong.yaml:3: the profile has no requirement `CUIMC-42`"),
        (("--output", "nowhere/e.html"), "--output nowhere/e.html: there is no directory `nowhere`"),
        (("--profile", "none"), "there is no profile `none`"),
        (("missing",), "missing"),
    ],
)
def test_what_is_wrong_is_told(groundrule: Command, arguments: tuple[str, ...], message: str) -> None:
    write("main.tf", GOOD)
    write("wrong.yaml", SIGNED.replace("CUIMC-24", "CUIMC-42"))
    result = groundrule("evidence", *arguments)
    assert (result.code, result.out) == (2, "")
    assert message in result.err


def test_an_own_catalogue_stands_beside_the_bundled_ones(groundrule: Command) -> None:
    write("main.tf", BAD)
    write("office/profile.yaml", "name: ward\ntitle: The ward\nversion: '7'\nrequirements: [ward.yaml]\n")
    rows = "  - {id: WARD-01, title: Doors are closed, text: Doors are closed., kind: attested, attest: I looked.}\n"
    head = "version: 1\nname: ward\ntitle: Ward\nsource: Handbook\nedition: '1'\nrequirements:\n"
    write("office/ward.yaml", head + rows)
    whole = evidence(groundrule, "--profile", "office/profile.yaml")
    assert whole["scope"]["profile"] == {"name": "ward", "title": "The ward", "version": "7"}
    assert [item["name"] for item in whole["scope"]["catalogues"]] == ["cuimc", "stanford", "ward"]
    assert requirement(whole, "WARD-01")["verdict"] == "to-be-attested"
    write("office/ward.yaml", head + rows.replace("WARD-01", "CUIMC-13"))
    result = groundrule("evidence", "--profile", "office/profile.yaml")
    assert (result.code, "`CUIMC-13` stands in cuimc and in ward" in result.err) == (2, True)


def test_the_commit_and_what_differs_from_it_are_told(groundrule: Command) -> None:
    write("main.tf", GOOD)
    assert evidence(groundrule)["scope"]["repositories"] == []
    git("init", "-q")
    assert evidence(groundrule)["scope"]["repositories"][0]["commit"] == ""
    head = commit(main_tf=GOOD)
    clean = {"root": ".", "commit": head, "changed": [], "fault": ""}
    assert evidence(groundrule)["scope"]["repositories"] == [clean]
    write("new/main.tf", BAD)
    write("main.tf", BAD)
    assert evidence(groundrule)["scope"]["repositories"] == [clean | {"changed": ["main.tf", "new/"]}]
    assert evidence(groundrule, "new")["scope"]["repositories"] == [clean | {"changed": ["new/"]}]


def test_without_git_the_commit_is_not_known_and_that_is_said(
    groundrule: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(main_tf=GOOD)
    monkeypatch.setenv("PATH", "/nowhere")
    (repository,) = evidence(groundrule)["scope"]["repositories"]
    assert (repository["commit"], repository["fault"][:33]) == ("", "the state of the repository needs")
    assert "not known: the state of the repository needs git" in groundrule("evidence").out


def test_no_program_of_the_repository_is_run(groundrule: Command) -> None:
    commit(main_tf=GOOD)
    hook = Path.cwd() / "hook"
    hook.write_text("#!/bin/sh\ntouch ran\n")
    hook.chmod(0o755)
    git("config", "core.fsmonitor", str(hook))
    assert evidence(groundrule)["scope"]["repositories"][0]["changed"] == ["hook"]
    assert not Path("ran").exists()


def test_what_it_writes_itself_is_no_change_of_the_tree(groundrule: Command) -> None:
    commit(main_tf=GOOD)
    for _ in range(2):
        assert groundrule("evidence", "-o", "evidence.html").out == ""
        assert "without uncommitted changes" in Path("evidence.html").read_text("utf-8")
    first = Path("evidence.html").read_bytes()
    groundrule("evidence", "-o", "evidence.html")
    assert Path("evidence.html").read_bytes() == first


def test_the_date_is_the_present_where_none_is_fixed(groundrule: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    write("main.tf", GOOD)
    assert evidence(groundrule)["scope"]["date"] == "2027-01-01T00:00:00+00:00"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", evidence(groundrule)["scope"]["date"])


def test_no_secret_stands_in_the_evidence(groundrule: Command) -> None:
    secret = "Tr0ub4dor-and-3"  # noqa: S105 - an example
    write("main.tf", f'resource "aws_db_instance" "d" {{\n  password = "{secret}"\n}}\n')
    for format_ in ("html", "oscal", "csv", "json"):
        result = groundrule("evidence", "--format", format_, "--var", f"password={secret}")
        assert "CUIMC-27" in result.out
        assert secret not in result.out
