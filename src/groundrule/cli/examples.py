"""`groundrule test`: an organisation's own policies against their annotated examples."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from groundrule import harness, registry
from groundrule.errors import GroundruleError, UsageError
from groundrule.gate import exitcode
from groundrule.loading import load_alone
from groundrule.policy import Policy


def hold(fixtures: str, directories: Sequence[str]) -> int:
    """Hold every example against its policy, and tell what does not hold.

    Args:
        fixtures: a directory of `<policy-id>/<kind>*.<ending>`.
        directories: policies beside the bundled ones.

    Raises:
        UsageError: a directory is not there, holds no example, or an example's policy does not exist.
    """
    for directory in (fixtures, *directories):
        if not os.path.isdir(directory):
            raise UsageError(f"{directory}: there is no such directory")
    found = harness.examples(Path(fixtures))
    if not found:
        raise UsageError(f"{fixtures}: there are no examples: expected files such as `my-policy/deny.tf`")
    policies = registry.load([registry.bundled(), *map(Path, directories)])
    wrong = [line for example in found for line in _mismatches(example, policies)]
    sys.stdout.writelines(f"{line}\n" for line in wrong)
    sys.stdout.write(f"{len(found)} examples of {len({e.policy for e in found})} policies: ")
    sys.stdout.write(f"{len(wrong)} things do not hold.\n" if wrong else "all hold.\n")
    return exitcode.FINDINGS if wrong else exitcode.CLEAN


def _mismatches(example: harness.Example, policies: Sequence[Policy]) -> list[str]:
    try:
        found = list(harness.mismatches(example, policies, load_alone))
    except UsageError:
        raise
    except GroundruleError as error:
        found = [f"{example.path}: {error}"]
    here = f"{os.getcwd()}{os.sep}"
    return [line.removeprefix(here) for line in found]
