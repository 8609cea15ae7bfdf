"""Tells a waiting person how far a long run is, on a terminal only."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Final, Self

_PATIENCE: Final = 1.0  # seconds
_INTERVAL: Final = 0.1  # seconds


class Progress:
    """A line on standard error that is there only while a run takes longer than a moment."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._next = time.monotonic() + _PATIENCE
        self._shown = False

    def __call__(self, done: int, total: int) -> None:
        """So many of so many are done."""
        now = time.monotonic()
        if self._terminal and now >= self._next:
            sys.stderr.write(f"\r\x1b[Kgroundrule: {done} of {total} modules and files …")
            sys.stderr.flush()
            self._next = now + _INTERVAL
            self._shown = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
