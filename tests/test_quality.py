"""The project's own checks run as tests, so that one command tells everything."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["ruff", "check", "."], id="ruff-check"),
        pytest.param(["ruff", "format", "--check", "."], id="ruff-format"),
        pytest.param(["mypy"], id="mypy"),
        pytest.param(["importlinter.cli"], id="import-linter"),
    ],
)
def test_is_clean(command: list[str]) -> None:
    if command == ["importlinter.cli"]:
        command = ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
        arguments = [sys.executable, *command]
    else:
        arguments = [sys.executable, "-m", *command]
    result = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
