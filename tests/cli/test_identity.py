"""A finding is known by the same fingerprint, and lies at the same path, wherever the command is run."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command
from tests.cli.repository import commit, write

ONLY = ("--select", "ebs-volume-unencrypted,ignore-unused,vpc-without-flow-log")
VOLUME = 'resource "aws_ebs_volume" "v" {\n  size = 1\n}\n# groundrule: ignore[vpc-without-flow-log]\n'
STACK = "Resources:\n  V:\n    Type: AWS::EC2::Volume\n"
PLACES = (("repository", "infra"), ("repository", "."), ("repository/infra", "."), (".", "repository"))


def report(groundrule: Command, path: str, format_: str) -> Any:
    return json.loads(groundrule("check", *ONLY, "--format", format_, path).out)


def run_everywhere(groundrule: Command, monkeypatch: pytest.MonkeyPatch, format_: str) -> list[Any]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    top = Path.cwd()
    os.makedirs("repository")
    monkeypatch.chdir("repository")
    commit(infra__a__main_tf=VOLUME, infra__s_yaml=STACK)
    reports = []
    for directory, path in PLACES:
        monkeypatch.chdir(top / directory)
        reports.append(report(groundrule, path, format_))
        reports.append(report(groundrule, str(Path(path).resolve()), format_))
    return reports


def test_the_fingerprints_are_the_same(groundrule: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    reports = run_everywhere(groundrule, monkeypatch, "json")
    prints = [sorted(finding["fingerprint"] for finding in found["findings"]) for found in reports]
    assert len(prints[0]) == 3
    assert all(found == prints[0] for found in prints)


@pytest.mark.parametrize("format_", ["sarif", "gitlab-sast", "gitlab-codequality"])
def test_forges_get_paths_from_the_repositorys_root(
    groundrule: Command, monkeypatch: pytest.MonkeyPatch, format_: str
) -> None:
    reports = run_everywhere(groundrule, monkeypatch, format_)
    assert "infra/a/main.tf" in json.dumps(reports[0])
    assert all(found == reports[0] for found in reports)


def test_outside_of_a_repository_the_working_directory_counts(groundrule: Command) -> None:
    write("infra/main.tf", VOLUME)
    relative, absolute = (report(groundrule, path, "sarif") for path in ("infra", str(Path("infra").resolve())))
    assert "infra/main.tf" in json.dumps(relative)
    assert relative == absolute
