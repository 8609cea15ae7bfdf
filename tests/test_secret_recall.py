"""How many secrets are found in real-shaped templates, and how many texts are taken for one."""

import json
import subprocess
import sys

import pytest

from tests.secret_corpus import Case, Dialect, Kind, write


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Case], set[str]]:
    """The cases by their paths, and the paths in which a secret is found."""
    root = tmp_path_factory.mktemp("corpus")
    written = write(root, seed="1")
    command = [sys.executable, "-m", "groundrule", "check", ".", "--exit-zero", "--format", "json"]
    report = subprocess.run(command, cwd=root, capture_output=True, check=True).stdout
    findings = json.loads(report)["findings"]
    denied = {
        item["location"]["path"] for item in findings if item["category"] == "secrets" and item["verdict"] == "deny"
    }
    return written, denied


@pytest.mark.parametrize("dialect", ["terraform", "cloudformation"])
@pytest.mark.parametrize(("kind", "least", "most"), [("secret", 0.95, 1.0), ("benign", 0.0, 0.02)])
def test_secrets_are_found_and_little_else_is(
    judged: tuple[dict[str, Case], set[str]], kind: Kind, least: float, most: float, dialect: Dialect
) -> None:
    written, denied = judged
    of_kind = {path for path, case in written.items() if case.kind == kind and case.dialect == dialect}
    wrong = sorted(of_kind - denied if kind == "secret" else of_kind & denied)
    assert least <= len(of_kind & denied) / len(of_kind) <= most, wrong
