"""Where the programs of npm are that some tests need; `.ci/run` installs them."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def installed(name: str) -> Path:
    """A file below `node_modules`; the test is skipped where it is not installed."""
    directory = Path(os.environ.get("GROUNDRULE_NODE_MODULES", ROOT / ".cache" / "npm" / "node_modules"))
    path = directory / name
    if not path.exists():
        pytest.skip(f"{name} is not installed in {directory}: .ci/run installs it where there is npm")
    return path
