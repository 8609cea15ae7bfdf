"""How properties are tested: the same examples in every run, on machines of any speed, on one day."""

import pytest
from hypothesis import settings

from groundrule import lifecycle

settings.register_profile("groundrule", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile("groundrule")


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    """What ends by itself one day does not change a test."""
    monkeypatch.setattr(lifecycle, "today", lambda: "2026-11-25")
