"""Times whole runs of Groundrule beside its peers and beside the bare parse of the same files.

    python benchmarks/compare.py [--runs 5] [--trivy trivy] [--checkov checkov] [DIRECTORY…]

Every figure is a process's wall time, start-up included; the commands take turns, so that a machine whose
speed drifts does it to all of them. What counts is the ratio of the medians. Without directories a small file
and a generated repository are measured.
"""

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

FIXTURES = Path(__file__).parent.parent / "fixtures"
BARE_PARSE = """
import sys
from pathlib import Path
from groundrule.terraform.parser import parse
for name in Path(sys.argv[1]).rglob("*.tf"):
    parse(name.read_text("utf-8", "replace"))
"""


class Tool(NamedTuple):
    """A command line without the directory that it is given last."""

    name: str
    command: Sequence[str]


class Sample(NamedTuple):
    """One finished process: wall seconds and peak memory in MiB."""

    wall: float
    memory: float


def tools(trivy: str, checkov: str) -> list[Tool]:
    """Groundrule, the bare parse, and the peers that are installed."""
    groundrule = shutil.which("groundrule", path=str(Path(sys.executable).parent)) or "groundrule"
    found = [
        Tool("groundrule", [groundrule, "check", "--exit-zero", "--format", "json"]),
        Tool("bare parse", [sys.executable, "-c", BARE_PARSE]),
    ]
    if shutil.which(trivy):
        found.append(Tool("trivy", [trivy, "config", "--quiet", "--skip-check-update", "--format", "json"]))
    if shutil.which(checkov):
        command = [checkov, "--quiet", "--compact", "--output", "json", "--skip-download", "--directory"]
        found.append(Tool("checkov", command))
    return found


def measure(tool: Tool, directory: Path) -> Sample:
    """Run a tool once over a directory."""
    started = time.perf_counter()
    with subprocess.Popen(
        [*tool.command, str(directory)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    return Sample(time.perf_counter() - started, _mebibytes(usage))


def _mebibytes(usage: resource.struct_rusage) -> float:
    # the kernel counts in bytes on macOS and in KiB elsewhere
    return usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def compare(name: str, directory: Path, chosen: list[Tool], runs: int) -> None:
    """Print a table of one directory: medians and ratios to Groundrule."""
    samples: dict[str, list[Sample]] = {tool.name: [] for tool in chosen}
    for turn in range(runs + 1):
        for tool in chosen:
            sample = measure(tool, directory)
            if turn:  # the first turn warms the file cache and compiles modules
                samples[tool.name].append(sample)
    print(f"\n{name} ({runs} runs)")
    own = statistics.median(sample.wall for sample in samples["groundrule"])
    for tool in chosen:
        wall = statistics.median(sample.wall for sample in samples[tool.name])
        memory = max(sample.memory for sample in samples[tool.name])
        ratio = f"groundrule takes {own / wall:6.3f} of it" if tool.name != "groundrule" else ""
        print(f"  {tool.name:<11} {wall:7.3f} s  {memory:6.0f} MiB  {ratio}")


def generated(directory: Path, modules: int) -> Path:
    """A repository of many root modules, made from the bundled project."""
    for number in range(modules):
        shutil.copytree(FIXTURES / "projects" / "clinic", directory / f"team-{number:04d}")
    return directory


def main() -> None:
    """Measure the given directories, or the built-in cases."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directories", nargs="*", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--trivy", default="trivy", help="the peer's executable")
    parser.add_argument("--checkov", default="checkov", help="the peer's executable")
    parser.add_argument("--modules", type=int, default=200, help="size of the generated repository")
    arguments = parser.parse_args()
    chosen = tools(arguments.trivy, arguments.checkov)
    for directory in arguments.directories:
        compare(directory.name, directory, chosen, arguments.runs)
    if arguments.directories:
        return
    with tempfile.TemporaryDirectory() as temporary:
        small = Path(temporary) / "small"
        small.mkdir()
        shutil.copy(FIXTURES / "ebs-volume-unencrypted" / "deny.tf", small / "main.tf")
        compare("one small file", small, chosen, arguments.runs)
        large = generated(Path(temporary) / "large", arguments.modules)
        compare(f"a generated repository of {arguments.modules} roots", large, chosen, arguments.runs)


if __name__ == "__main__":
    main()
