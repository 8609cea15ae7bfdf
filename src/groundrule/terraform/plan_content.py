"""What a plan says of one thing, and where that stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from groundrule.graph import Path, Place, Resource
from groundrule.source import Span
from groundrule.value import ABSENT, Data, Unknown


class Planned:
    """The values of a resource, or of anything else, in a plan.

    Args:
        values: by name.
        twin: the same thing in the sources.
        span: where it stands in the plan.
    """

    def __init__(self, values: Mapping[str, Data], twin: Resource | None, span: Span) -> None:
        self._values = values
        self._twin = twin
        self._span = span

    def names(self) -> Iterable[str]:
        """What has a value."""
        return self._values

    def get(self, name: str) -> Data:
        """The value, or `ABSENT`."""
        value = self._values.get(name, ABSENT)
        if isinstance(value, Unknown) and self._twin is not None:
            # the sources know better what it comes from
            written = self._twin.value(name)
            return written if isinstance(written, Unknown) else value
        return value

    def locate(self, path: Path) -> Place:
        """The place in the sources; without them, where the plan tells of it."""
        if self._twin is not None:
            return self._twin.locate(path)
        words = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")
        return Place(self._span, words)
