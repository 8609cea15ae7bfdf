"""Times what the pack of policies adds to a start: read by its index, against no policies at all.

    python benchmarks/startup.py [--runs 21]

Every figure is the processor time of a process; the commands take turns. The index is written when the package is
built, so that an installation (an editable one will do) is measured.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from groundrule import policy_index, registry

LOAD = "from groundrule import registry; registry.load({directories})"
TEMPLATE = """\
resource "aws_ebs_volume" "images" {
  availability_zone = "us-east-1a"
  size              = 40
  encrypted         = true
}
"""


def commands(template: Path) -> Mapping[str, Sequence[str]]:
    """What is timed: the same imports without and with the pack, the pack without an index, and a whole check."""
    without_index = "from groundrule import policy_index; policy_index.read = dict; "
    pack = LOAD.format(directories="[registry.bundled()]")
    return {
        "no policies": [sys.executable, "-c", LOAD.format(directories="[]")],
        "the pack by its index": [sys.executable, "-c", pack],
        "the pack without an index": [sys.executable, "-c", without_index + pack],
        "a check of one small file": [sys.executable, "-m", "groundrule", "check", "--isolated", str(template)],
    }


def processor_time(command: Sequence[str]) -> float:
    """The seconds of processor time that a command takes, which other work on the machine hardly changes."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return usage.ru_utime + usage.ru_stime


def medians(chosen: Mapping[str, Sequence[str]], runs: int) -> dict[str, float]:
    """The median seconds of each command."""
    samples: dict[str, list[float]] = {name: [] for name in chosen}
    for turn in range(runs + 1):
        for name, command in chosen.items():
            seconds = processor_time(command)
            if turn:  # the first turn warms the file cache and compiles modules
                samples[name].append(seconds)
    return {name: statistics.median(times) for name, times in samples.items()}


def main() -> None:
    """Print the medians, and the pack's share of a start."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=21)
    arguments = parser.parse_args()
    if not policy_index.read():
        sys.exit("there is no index of the policies: install the package first (pip install --editable .)")
    with tempfile.TemporaryDirectory() as temporary:
        template = Path(temporary) / "main.tf"
        template.write_text(TEMPLATE)
        taken = medians(commands(template), arguments.runs)
    for name, seconds in taken.items():
        print(f"{name:<28} {seconds * 1000:7.1f} ms")
    pack = taken["the pack by its index"] - taken["no policies"]
    number = len(registry.load([registry.bundled()]))
    share = pack / taken["a check of one small file"]
    print(f"the pack of {number} policies adds {pack * 1000:.1f} ms to a start, {share:.0%} of a check")


if __name__ == "__main__":
    main()
