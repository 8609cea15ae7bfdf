"""Where compliance-trestle is, which one test needs; `.ci/run` installs it."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def trestle() -> Path:
    """The command; the test is skipped where it is not installed."""
    path = Path(os.environ.get("GROUNDRULE_TRESTLE", ROOT / ".cache" / "trestle")) / "bin" / "trestle"
    if not path.exists():
        pytest.skip(f"{path} is not there: .ci/run installs compliance-trestle")
    return path
