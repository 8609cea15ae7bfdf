"""The CI/CD component in the hands of the real gitlab-ci-local."""

import json
import os
import shutil
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

from tests.clients.repositories import CLOSED, OPEN, ROOT, commit, environment, own_source, require_package_index, run
from tests.npm import installed
from tests.report.test_formats import VALIDATORS

PIPELINE = """\
include:
  - {include}
    inputs:
      package: "{package}"
{inputs}
"""
LOCAL = "local: templates/groundrule.yml"
# the way in which other projects include it; what is asked for here is this very commit of the repository itself
COMPONENT = "component: $CI_SERVER_FQDN/$CI_PROJECT_PATH/groundrule@$CI_COMMIT_SHA"


class Pipeline:
    """A repository with the component in it."""

    def __init__(self, directory: Path, package: Path, inputs: str, include: str = LOCAL) -> None:
        self.directory = directory
        script = installed("gitlab-ci-local/dist/index.js")
        self._command = (installed(".bin/node"), script, "--force-shell-executor", "--no-color")
        virtual = directory.parent / "python"
        if not virtual.exists():
            run(directory.parent, sys.executable, "-m", "venv", virtual)
        self._environment = environment(PATH=f"{virtual / 'bin'}:{os.environ['PATH']}", HOME=str(directory.parent))
        shutil.copytree(ROOT / "templates", directory / "templates", dirs_exist_ok=True)
        commit(directory, {".gitlab-ci.yml": PIPELINE.format(include=include, package=package, inputs=inputs)})

    def __call__(self, *arguments: str, code: int) -> str:
        """What a run prints."""
        result = run(self.directory, *self._command, *arguments, env=self._environment, code=code)
        return result.stdout + result.stderr


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    if shutil.which("rsync") is None:
        pytest.skip("rsync is not installed, which gitlab-ci-local needs")
    directory = tmp_path / "infra"
    directory.mkdir()
    return directory


def test_the_report_job_succeeds_and_the_gate_fails(repository: Path, tmp_path: Path) -> None:
    package = own_source(tmp_path / "source")
    pipeline = Pipeline(repository, package, "      fail-on: high", COMPONENT)
    assert "groundrule-gate" in pipeline("--list", code=0)
    require_package_index(tmp_path)

    commit(repository, {"main.tf": OPEN})
    told = pipeline(code=1)
    assert "PASS  groundrule" in told
    assert "FAIL  groundrule-gate" in told
    for format_, name in (
        ("gitlab-sast", "gl-sast-report.json"),
        ("gitlab-codequality", "gl-code-quality-report.json"),
    ):
        report = json.loads((repository / "groundrule-reports" / name).read_text("utf-8"))
        VALIDATORS[format_].validate(report)
        assert "main.tf" in json.dumps(report)

    # installed by now: pip has nothing to build
    settled = PIPELINE.format(include=COMPONENT, package="groundrule", inputs="")
    commit(repository, {"main.tf": CLOSED, ".gitlab-ci.yml": settled})
    told = pipeline(code=0)
    assert "PASS  groundrule-gate" in told

    # a merge request answers for what it brings in
    commit(repository, {"old/main.tf": OPEN})
    base = run(repository, "git", "rev-parse", "HEAD").stdout.strip()
    commit(repository, {"new/main.tf": CLOSED})
    request = ("--variable", f"CI_MERGE_REQUEST_DIFF_BASE_SHA={base}")
    told = pipeline(*request, code=0)
    assert "PASS  groundrule-gate" in told
    assert "1 known before" in told
    commit(repository, {"new/main.tf": OPEN})
    assert "FAIL  groundrule-gate" in pipeline(*request, code=1)


def test_an_input_of_the_wrong_kind_is_refused(repository: Path) -> None:
    pipeline = Pipeline(repository, repository, "      fail-on: catastrophic")
    assert "catastrophic" in pipeline("--list", code=1)


def test_the_component_follows_gitlabs_schema() -> None:
    schema = json.loads((ROOT / "tests" / "schemas" / "gitlab-ci.json").read_text("utf-8"))
    header, jobs = yaml.safe_load_all((ROOT / "templates" / "groundrule.yml").read_text("utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    validator.validate(jobs)
    validator.validate({**header, "job": {"script": ["true"]}})
