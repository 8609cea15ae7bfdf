"""What git ignores, by the `.gitignore` files of a tree."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from groundrule.tree import DISK, Tree, repository_root

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class Ignores:
    """Answers for paths below a directory that is walked from the top down.

    Args:
        top: where the walk begins; the `.gitignore` files above it count up to the repository's root.
        tree: where the files lie.
    """

    def __init__(self, top: str, tree: Tree = DISK) -> None:
        self._tree = tree
        self._specs: list[tuple[str, GitIgnoreSpec]] = []
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
        from pathspec import GitIgnoreSpec

        # the deeper a file lies the more it has to say
        self._specs.insert(0, (os.path.abspath(directory), GitIgnoreSpec.from_lines(lines)))

    def ignored(self, path: str, *, is_directory: bool) -> bool:
        """Whether git ignores a path."""
        if not self._specs:
            return False
        absolute = os.path.abspath(path)
        for base, spec in self._specs:
            if absolute.startswith(base + os.sep):
                inside = os.path.relpath(absolute, base).replace(os.sep, "/")
                answer = spec.check_file(inside + "/" if is_directory else inside).include
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
        from pathspec import GitIgnoreSpec

        self._spec = GitIgnoreSpec.from_lines(patterns)
        self._base = os.path.abspath(base)
        self.even_named = even_named

    def holds(self, path: str, *, is_directory: bool) -> bool:
        """Whether a path is left out: by itself or with a directory above it."""
        inside = os.path.relpath(path, self._base).replace(os.sep, "/")
        if inside.startswith("../") or inside in {".", ".."}:
            return False
        return self._spec.match_file(inside + "/" if is_directory else inside)
