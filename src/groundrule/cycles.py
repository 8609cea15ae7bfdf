"""Things that need each other in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence


def cycles(uses: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """The cycles: each as the names along it, the first one repeated at the end.

    Args:
        uses: by name, the names that each one needs; all of them are keys.
    """
    done: set[str] = set()
    for start in uses:
        yield from _from(start, uses, done)


def _from(start: str, uses: Mapping[str, Sequence[str]], done: set[str]) -> Iterator[list[str]]:
    """Depth first, without recursion: chains may be long."""
    way: dict[str, None] = {}
    pending: list[tuple[str, bool]] = [(start, True)]
    while pending:
        name, enters = pending.pop()
        if not enters:
            way.popitem()
            done.add(name)
        elif name in way:
            names = list(way)
            yield [*names[names.index(name) :], name]
        elif name not in done:
            way[name] = None
            pending.append((name, False))
            pending += [(used, True) for used in uses[name]]
