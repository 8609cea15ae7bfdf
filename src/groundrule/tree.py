"""Where files lie: on the disk, or in a revision of the repository. Paths are relative to the working directory."""

from __future__ import annotations

import os
from collections.abc import Hashable, Sequence
from typing import Final, Protocol


class Tree(Protocol):
    """Files and directories; symbolic links are followed. What is missing raises an `OSError`, as on a disk."""

    def content(self, path: str) -> bytes:
        """A file's bytes.

        Raises:
            OSError: it can't be read.
        """
        ...

    def beginning(self, path: str, size: int) -> bytes:
        """A file's first bytes, at most so many.

        Raises:
            OSError: it can't be read.
        """
        ...

    def entries(self, directory: str) -> Sequence[tuple[str, bool]]:
        """The names in a directory, sorted, each with whether it is a directory.

        Raises:
            OSError: it can't be read.
        """
        ...

    def is_file(self, path: str) -> bool:
        """Whether there is such a file."""
        ...

    def is_directory(self, path: str) -> bool:
        """Whether there is such a directory."""
        ...

    def exists(self, path: str) -> bool:
        """Whether there is such a file, directory, or a link that leads nowhere."""
        ...

    def is_link(self, path: str) -> bool:
        """Whether the path itself is a symbolic link."""
        ...

    def real(self, path: str) -> str:
        """The absolute path without symbolic links, also of what is missing."""
        ...

    def identity(self, directory: str) -> Hashable:
        """The same for every path that leads to a directory.

        Raises:
            OSError: there is none.
        """
        ...


class Disk:
    """The files on the disk."""

    def content(self, path: str) -> bytes:
        """A file's bytes."""
        with open(path, "rb") as file:
            return file.read()

    def beginning(self, path: str, size: int) -> bytes:
        """A file's first bytes, at most so many."""
        with open(path, "rb") as file:
            return file.read(size)

    def entries(self, directory: str) -> Sequence[tuple[str, bool]]:
        """The names in a directory, sorted, each with whether it is a directory."""
        with os.scandir(directory) as entries:
            return sorted((entry.name, _is_directory(entry)) for entry in entries)

    def is_file(self, path: str) -> bool:
        """Whether there is such a file."""
        return os.path.isfile(path)

    def is_directory(self, path: str) -> bool:
        """Whether there is such a directory."""
        return os.path.isdir(path)

    def exists(self, path: str) -> bool:
        """Whether there is such a file, directory, or a link that leads nowhere."""
        return os.path.lexists(path)

    def is_link(self, path: str) -> bool:
        """Whether the path itself is a symbolic link."""
        return os.path.islink(path)

    def real(self, path: str) -> str:
        """The absolute path without symbolic links, also of what is missing."""
        return os.path.realpath(path)

    def identity(self, directory: str) -> Hashable:
        """Device and inode."""
        status = os.stat(directory)
        return (status.st_dev, status.st_ino)


DISK: Final = Disk()


def _is_directory(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def repository_root(path: str) -> str | None:
    """The absolute path of the repository that holds a path of the disk; None outside of one."""
    current = os.path.abspath(path)
    while not os.path.exists(os.path.join(current, ".git")):
        parent = os.path.dirname(current)
        if parent == current:
            return None
        current = parent
    return current


def repository_path(path: str) -> str:
    """A path from the root of the repository that holds it; from the working directory outside of one."""
    return os.path.relpath(path, repository_root(path)).replace(os.sep, "/")
