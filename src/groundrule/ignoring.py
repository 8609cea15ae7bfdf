"""What git ignores, by the `.gitignore` files of a tree."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class Ignores:
    """Answers for paths below a directory that is walked from the top down.

    Args:
        top: where the walk begins; the `.gitignore` files above it count up to the repository's root.
    """

    def __init__(self, top: str) -> None:
        self._specs: list[tuple[str, GitIgnoreSpec]] = []
        for directory in _above(top):
            self._read(directory)

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
            with open(os.path.join(directory, ".gitignore"), encoding="utf-8", errors="replace") as file:
                lines = file.read().splitlines()
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
    found: list[str] = []
    directory = os.path.abspath(top)
    while not os.path.exists(os.path.join(directory, ".git")):
        parent = os.path.dirname(directory)
        if parent == directory:
            return []
        found.insert(0, parent)
        directory = parent
    return found
