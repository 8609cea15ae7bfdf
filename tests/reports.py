"""Runs the real command over an example project and returns what it writes."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from groundrule.report.formats import MODULES

ROOT = Path(__file__).parent.parent
GOLDEN = {
    "text": "report.txt",
    "concise": "report.concise.txt",
    "json": "report.json",
    "sarif": "report.sarif",
    "gitlab-codequality": "report.codequality.json",
    "gitlab-sast": "report.gitlab-sast.json",
    "junit": "report.junit.xml",
    "github": "report.github.txt",
    "markdown": "report.md",
    "csv": "report.csv",
    "html": "report.html",
}


def reports(project: Path, *options: str, seed: int | None = None) -> dict[str, str]:
    """Every report of one project by the format's name, from one run over a copy of it outside of any repository.

    Args:
        project: its directory.
        options: for `check`.
        seed: of the hashes of strings, by which sets are ordered; another one in every run by default.
    """
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        copy = directory / "project"
        shutil.copytree(project, copy, ignore=shutil.ignore_patterns("report.*"))
        outputs = [f"--output={format_}={directory / format_}" for format_ in MODULES]
        command = [sys.executable, "-m", "groundrule", "check", ".", "--color", "never", *outputs, *options]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": "1767225600"}
        if seed is not None:
            environment["PYTHONHASHSEED"] = str(seed)
        result = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False, env=environment)
        if result.returncode != 1 or result.stderr:
            raise AssertionError(f"{project}: exit {result.returncode}: {result.stderr}")
        written = {format_: (directory / format_).read_bytes().decode() for format_ in MODULES}
        if result.stdout != written["text"]:
            raise AssertionError(f"{project}: what is printed is not what is written")
        return written
