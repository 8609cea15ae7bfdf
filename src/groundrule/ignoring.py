"""What git ignores, by the `.gitignore` files of a tree."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from groundrule.tree import DISK, Tree, repository_root

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class Patterns:
    """The lines of one `.gitignore`.

    pathspec, which judges them, takes as long to import as a small file takes to be read and judged; so it is asked
    only about a path that one of the lines may speak of.

    Args:
        lines: patterns, comments and empty lines.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = list(lines)
        self._marks = set(_marks(self._lines))

    def ignore(self, path: str) -> bool | None:
        """Whether a path is ignored (or with FALSE, is not after all); None where no line speaks of it.

        Args:
            path: relative to where the lines count from, with forward slashes; a directory's ends in one.
        """
        whole = f"/{path}/"
        if not any(mark in whole for mark in self._marks):
            return None
        return self._spec.check_file(path).include

    @cached_property
    def _spec(self) -> GitIgnoreSpec:
        from pathspec import GitIgnoreSpec

        return GitIgnoreSpec.from_lines(self._lines)


def _marks(lines: Iterable[str]) -> Iterator[str]:
    """For each pattern its longest plain stretch, which stands in every path that it matches: `.log/` for `*.log`."""
    for line in map(str.rstrip, lines):
        if line and not line.startswith("#"):
            body = line.removeprefix("!").strip("/")
            plain = f"/{body}/".partition("[")[0] if body else "/"
            yield max(plain.translate(_SPECIAL).split("*"), key=len)


_SPECIAL = str.maketrans("?\\", "**")


class Ignores:
    """Answers for paths below a directory that is walked from the top down.

    Args:
        top: where the walk begins; the `.gitignore` files above it count up to the repository's root.
        tree: where the files lie.
    """

    def __init__(self, top: str, tree: Tree = DISK) -> None:
        self._tree = tree
        self._specs: list[tuple[str, Patterns]] = []
        for directory in _above(top):
            self._read(directory)
        if self.ignored(top, is_directory=True):
            # it is named all the same (`cdk.out`): only what lies in it says what to leave out
            self._specs = []

    def enter(self, directory: str, has_own: bool) -> None:
        """A directory is walked now.

        Args:
            directory: as paths below it begin.
            has_own: whether it holds a `.gitignore`.
        """
        if has_own:
            self._read(directory)

    def _read(self, directory: str) -> None:
        try:
            lines = self._tree.content(os.path.join(directory, ".gitignore")).decode("utf-8", "replace").splitlines()
        except OSError:
            return
        # the deeper a file lies the more it has to say
        self._specs.insert(0, (os.path.abspath(directory), Patterns(lines)))

    def ignored(self, path: str, *, is_directory: bool) -> bool:
        """Whether git ignores a path."""
        if not self._specs:
            return False
        absolute = os.path.abspath(path)
        for base, patterns in self._specs:
            if absolute.startswith(base + os.sep):
                inside = os.path.relpath(absolute, base).replace(os.sep, "/")
                answer = patterns.ignore(inside + "/" if is_directory else inside)
                if answer is not None:
                    return answer
        return False


def _above(top: str) -> list[str]:
    """The directories above one, from the repository's root down; none outside of a repository."""
    root = repository_root(top)
    found: list[str] = []
    directory = os.path.abspath(top)
    while root is not None and directory != root:
        directory = os.path.dirname(directory)
        found.insert(0, directory)
    return found


class Excluded:
    """What the settings leave out of a scan.

    Args:
        patterns: as in a `.gitignore`.
        base: the directory that they count from.
        even_named: whether a file that is named is left out too.
    """

    def __init__(self, patterns: Iterable[str], base: str, *, even_named: bool = False) -> None:
        self._patterns = Patterns(patterns)
        self._base = os.path.abspath(base)
        self.even_named = even_named

    def holds(self, path: str, *, is_directory: bool) -> bool:
        """Whether a path is left out: by itself or with a directory above it."""
        inside = os.path.relpath(path, self._base).replace(os.sep, "/")
        if inside.startswith("../") or inside in {".", ".."}:
            return False
        return self._patterns.ignore(inside + "/" if is_directory else inside) is True
