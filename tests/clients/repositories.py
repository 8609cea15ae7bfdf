"""Real git repositories for the real clients."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
OPEN = 'resource "aws_ebs_volume" "v" {\n  encrypted = false\n}\n'
CLOSED = 'resource "aws_ebs_volume" "v" {\n  encrypted = true\n}\n'
IDENTITY = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_CONFIG_GLOBAL": os.devnull}
IDENTITY |= {name.replace("AUTHOR", "COMMITTER"): value for name, value in IDENTITY.items()}


def environment(**more: str) -> dict[str, str]:
    """This process's, without what would lead git or Python elsewhere."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHON", "CI_"))}
    return {**kept, **IDENTITY, **more}


def run(
    directory: Path, *command: str | Path, env: Mapping[str, str] | None = None, code: int | None = 0
) -> subprocess.CompletedProcess[str]:
    """Run a command; its exit code is `code`, or any where that is None."""
    result = subprocess.run(
        command, cwd=directory, env=env or environment(), capture_output=True, text=True, check=False, timeout=280
    )
    assert code is None or result.returncode == code, result.stdout + result.stderr
    return result


def commit(directory: Path, files: Mapping[str, str] = {}) -> None:
    """Write files and commit all that there is, without hooks."""
    write(directory, files)
    if not (directory / ".git").exists():
        run(directory, "git", "init", "-q", "-b", "main")
        run(directory, "git", "remote", "add", "origin", "https://gitlab.example.org/team/infra.git")
    run(directory, "git", "add", "--all")
    run(directory, "git", "commit", "-q", "--no-verify", "--message", "change")


def write(directory: Path, files: Mapping[str, str]) -> None:
    """Write files below a directory."""
    for name, text in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def own_source(directory: Path) -> Path:
    """A repository with what the package is built of, as users of the hook clone it."""
    directory.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE", "hatch_build.py", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, directory / name)
    for name in ("src", "policies"):
        shutil.copytree(
            ROOT / name, directory / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info", "policies.json")
        )
    commit(directory)
    return directory


def require_package_index(directory: Path) -> None:
    """Skip the test where pip can't get what an installation needs."""
    command = (sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", directory, "hatchling")
    result = run(directory, *command, code=None, env=environment(PIP_RETRIES="0", PIP_DEFAULT_TIMEOUT="20"))
    if result.returncode:
        pytest.skip("there is no package index to install from")
