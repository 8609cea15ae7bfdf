"""Counts the planted secrets that Groundrule and its peers find, and the harmless texts that they take for one.

    python -m benchmarks.secrets [--seed 1] [--detect-secrets detect-secrets] [--checkov checkov]

All look at the same templates, which are drawn anew for every seed (`tests/secret_corpus.py`), in one run. A template
holds one secret or none: it counts as found where a tool has anything to say of its secrets.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from tests.secret_corpus import write


def _of_groundrule(report: Any) -> set[str]:
    return {
        finding["location"]["path"]
        for finding in report["findings"]
        if finding["category"] == "secrets" and finding["verdict"] == "deny"
    }


def _of_detect_secrets(report: Any) -> set[str]:
    return set(report["results"])


# Checkov's rules of its other frameworks that are about secrets in the source
_OF_CHECKOV: Final = ("CKV_SECRET_", "CKV_AWS_41", "CKV_AWS_45", "CKV_AWS_46")


def _of_checkov(report: Any) -> set[str]:
    reports = report if isinstance(report, list) else [report]
    failed = [check for each in reports for check in each["results"]["failed_checks"]]
    return {check["file_path"].lstrip("/") for check in failed if check["check_id"].startswith(_OF_CHECKOV)}


class Tool(NamedTuple):
    """A command that prints JSON of the working directory, and what reads the paths with a secret from it."""

    name: str
    command: Sequence[str]
    read: Callable[[Any], set[str]]


def tools(detect_secrets: str, checkov: str) -> list[Tool]:
    """Groundrule, and the peers that are installed."""
    ours = [sys.executable, "-m", "groundrule", "check", ".", "--exit-zero", "--format", "json"]
    peers = [
        Tool("detect-secrets", [detect_secrets, "scan", "--all-files", "."], _of_detect_secrets),
        Tool(
            "checkov",
            [checkov, "--framework", "secrets", "terraform", "cloudformation", "-d", ".", "-o", "json", "--soft-fail"],
            _of_checkov,
        ),
    ]
    return [Tool("groundrule", ours, _of_groundrule), *(tool for tool in peers if shutil.which(tool.command[0]))]


def main() -> None:
    """Print a table: a row for each tool, a column for each kind and dialect."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--detect-secrets", default="detect-secrets")
    parser.add_argument("--checkov", default="checkov")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        written = write(Path(directory), options.seed)
        groups = sorted({(case.kind, case.dialect) for case in written.values()}, reverse=True)
        print(f"{'':16}", *(f"{f'{kind}, {dialect}':>24}" for kind, dialect in groups))
        for tool in tools(options.detect_secrets, options.checkov):
            report = subprocess.run(tool.command, cwd=directory, capture_output=True, check=True).stdout
            found = tool.read(json.loads(report))
            cells = []
            for group in groups:
                paths = {path for path, case in written.items() if (case.kind, case.dialect) == group}
                share = f"{len(paths & found)}/{len(paths)} = {len(paths & found) / len(paths):.1%}"
                cells.append(f"{share:>24}")
            print(f"{tool.name:16}", *cells)


if __name__ == "__main__":
    main()
