"""Runs the real command over an example project and returns what it prints."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def report(project: Path, format_: str) -> str:
    """The report of one project, run from inside it."""
    command = [sys.executable, "-m", "groundrule", "check", ".", "--format", format_, "--color", "never"]
    result = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    if result.returncode != 1 or result.stderr:
        raise AssertionError(f"{project}: exit {result.returncode}: {result.stderr}")
    return result.stdout
