"""Counts what Groundrule denies in its default tier beside what its peers fail on the same modules.

    python benchmarks/noise.py [--trivy trivy] [--checkov checkov] [--show] DIRECTORY…

Every directory below one that is given is a module of its own; one without directories below it is one itself. What
counts is the ratio of the sums: on well-kept modules at most a tenth of Checkov's, and fewer than Trivy's. `--show`
prints our denials, each of which the module's owner should agree with.
"""

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

FRAMEWORKS = ("terraform", "cloudformation")


def output(command: Sequence[str]) -> Any:
    """What a command prints, as JSON; its exit code only tells that something was found."""
    text = subprocess.run(command, capture_output=True, check=False, text=True).stdout
    return json.loads(text) if text.strip() else {}


def ours(directory: Path) -> tuple[list[dict[str, Any]], int]:
    """Groundrule's denials, and the number of its unknown verdicts."""
    options = ["check", "--isolated", "--exit-zero", "--format", "json"]
    found = output([sys.executable, "-m", "groundrule", *options, str(directory)])["findings"]
    counting = [finding for finding in found if finding["waived"] is None]  # the peers leave ignored ones out as well
    denied = [finding for finding in counting if finding["verdict"] == "deny"]
    return denied, len(counting) - len(denied)


def checkov(program: str, directory: Path) -> int:
    """Checkov's failed checks."""
    options = ["--quiet", "--compact", "--skip-download", "--output", "json", "--framework", *FRAMEWORKS]
    reports = output([program, *options, "--directory", str(directory)])
    listed = reports if isinstance(reports, list) else [reports]
    return sum(report.get("summary", {}).get("failed", 0) for report in listed)


def trivy(program: str, directory: Path) -> int:
    """Trivy's failed checks."""
    report = output([program, "config", "--quiet", "--skip-check-update", "--format", "json", str(directory)])
    checks = (check for result in report.get("Results") or [] for check in result.get("Misconfigurations") or [])
    return sum(check["Status"] == "FAIL" for check in checks)


def modules(directories: Sequence[Path]) -> Iterator[Path]:
    """Every directory below the given ones, or themselves where there is none below."""
    for directory in directories:
        below = sorted(path for path in directory.iterdir() if path.is_dir() and not path.name.startswith("."))
        yield from below or [directory]


def main() -> None:
    """Print a line a module, and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directories", nargs="+", type=Path)
    parser.add_argument("--trivy", default="trivy", help="the peer's executable")
    parser.add_argument("--checkov", default="checkov", help="the peer's executable")
    parser.add_argument("--show", action="store_true", help="print our denials")
    arguments = parser.parse_args()
    peers = {
        name: (program, count)
        for name, program, count in (("checkov", arguments.checkov, checkov), ("trivy", arguments.trivy, trivy))
        if shutil.which(program)
    }
    names = ["groundrule", "unknown", *peers]
    totals = dict.fromkeys(names, 0)
    print(f"{'':<40}" + "".join(f"{name:>12}" for name in names))
    for module in modules(arguments.directories):
        denied, unknown = ours(module)
        counts = [len(denied), unknown, *(count(program, module) for program, count in peers.values())]
        totals = {name: totals[name] + count for name, count in zip(names, counts, strict=True)}
        print(f"{module.name:<40}" + "".join(f"{count:>12}" for count in counts))
        for finding in denied if arguments.show else ():
            place = f"{finding['location']['path']}:{finding['location']['start']['line']}"
            print(f"    {place}: {finding['severity']} {finding['policy']}: {finding['message']}")
    print(f"{'all':<40}" + "".join(f"{total:>12}" for total in totals.values()))
    for name in peers:
        if totals[name]:
            print(f"groundrule denies {totals['groundrule'] / totals[name]:.3f} of what {name} fails")


if __name__ == "__main__":
    main()
