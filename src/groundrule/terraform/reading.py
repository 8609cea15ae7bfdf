"""How sources are read: from the disk or from a revision, which a `Tree` tells.

Paths are relative to the working directory, with forward slashes. Nothing outside the scan root is read.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Sequence
from typing import Protocol

from groundrule.errors import InputError
from groundrule.source import Source
from groundrule.tree import DISK, Tree


class SourceReader(Protocol):
    """Reads the sources below a scan root."""

    @property
    def root(self) -> str:
        """The scan root."""
        ...

    def read(self, path: str) -> Source:
        """One file's text, without its byte-order mark.

        Raises:
            InputError: it can't be read, is not UTF-8, or lies outside the scan root.
        """
        ...

    def content(self, path: str) -> bytes:
        """One file's bytes.

        Raises:
            InputError: it can't be read, or lies outside the scan root.
        """
        ...

    def list(self, directory: str) -> Sequence[str]:
        """The names in a directory, sorted; none where there is no such directory inside the scan root."""
        ...

    def entries(self, directory: str) -> Sequence[tuple[str, bool]]:
        """The names in a directory as `list` gives them, each with whether it is a directory."""
        ...

    def exists(self, path: str) -> bool:
        """Whether a file or directory of this path lies inside the scan root."""
        ...

    def holds(self, path: str) -> bool:
        """Whether a path stays inside the scan root, whether or not anything is there."""
        ...

    def is_file(self, path: str) -> bool:
        """Whether a file of this path lies inside the scan root."""
        ...

    def is_link(self, path: str) -> bool:
        """Whether the path itself is a symbolic link."""
        ...


class TreeReader:
    """Reads from a tree; symbolic links are followed as far as they stay inside the scan root.

    Args:
        root: the scan root, relative to the working directory or absolute.
        tree: where the files lie, the disk by default.
    """

    def __init__(self, root: str = ".", tree: Tree = DISK) -> None:
        self.root = root
        self._tree = tree
        self._real_root = tree.real(root)
        self._inside: dict[str, bool] = {}

    def read(self, path: str) -> Source:
        """One file's text, without its byte-order mark.

        Raises:
            InputError: it can't be read, is not UTF-8, or lies outside the scan root.
        """
        content = self.content(path)
        try:
            return Source(path, content.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise InputError("is not UTF-8 text", path, line) from error

    def content(self, path: str) -> bytes:
        """One file's bytes.

        Raises:
            InputError: it can't be read, or lies outside the scan root.
        """
        if not self._holds(path):
            raise InputError("lies outside of the scanned directory", path)
        try:
            return self._tree.content(path)
        except OSError as error:
            raise InputError(f"can't be read: {error.strerror}", path) from error

    def beginning(self, path: str, size: int) -> bytes:
        """One file's first bytes, at most so many.

        Raises:
            InputError: it can't be read, or lies outside the scan root.
        """
        if not self._holds(path):
            raise InputError("lies outside of the scanned directory", path)
        try:
            return self._tree.beginning(path, size)
        except OSError as error:
            raise InputError(f"can't be read: {error.strerror}", path) from error

    def list(self, directory: str) -> Sequence[str]:
        """The names in a directory, sorted; none where there is no such directory inside the scan root."""
        return [name for name, _ in self.entries(directory)]

    def entries(self, directory: str) -> Sequence[tuple[str, bool]]:
        """The names in a directory as `list` gives them, each with whether it is a directory."""
        if not self._holds_directory(directory):
            return ()
        try:
            return self._tree.entries(directory)
        except OSError:
            return ()

    def exists(self, path: str) -> bool:
        """Whether a file or directory of this path lies inside the scan root."""
        return (self._tree.is_file(path) or self._tree.is_directory(path)) and self._holds(path)

    def holds(self, path: str) -> bool:
        """Whether a path stays inside the scan root, whether or not anything is there."""
        return self._holds(path)

    def is_file(self, path: str) -> bool:
        """Whether a file of this path lies inside the scan root."""
        return self._tree.is_file(path) and self._holds(path)

    def is_link(self, path: str) -> bool:
        """Whether the path itself is a symbolic link."""
        return self._tree.is_link(path)

    def _holds(self, path: str) -> bool:
        if self._tree.is_link(path) or self._tree.is_directory(path):
            return self._holds_directory(path)
        return self._holds_directory(posixpath.dirname(path) or ".")

    def _holds_directory(self, directory: str) -> bool:
        known = self._inside.get(directory)
        if known is None:
            real = self._tree.real(directory)
            beneath = self._real_root.rstrip(os.sep) + os.sep
            known = self._inside[directory] = real == self._real_root or real.startswith(beneath)
        return known


class SingleReader:
    """Reads as another reader does, but as if one file stood alone in its directory.

    Args:
        reader: what reads.
        path: the file.
    """

    def __init__(self, reader: SourceReader, path: str) -> None:
        self._reader = reader
        self._directory, self._name = posixpath.split(path)

    @property
    def root(self) -> str:
        """The scan root."""
        return self._reader.root

    def read(self, path: str) -> Source:
        """One file's text, without its byte-order mark.

        Raises:
            InputError: it can't be read, is not UTF-8, or lies outside the scan root.
        """
        return self._reader.read(path)

    def content(self, path: str) -> bytes:
        """One file's bytes.

        Raises:
            InputError: it can't be read, or lies outside the scan root.
        """
        return self._reader.content(path)

    def list(self, directory: str) -> Sequence[str]:
        """The one name, or what the other reader lists in other directories."""
        alone = directory == (self._directory or ".")
        return (self._name,) if alone else self._reader.list(directory)

    def entries(self, directory: str) -> Sequence[tuple[str, bool]]:
        """The one name, or what the other reader lists in other directories."""
        alone = directory == (self._directory or ".")
        return ((self._name, False),) if alone else self._reader.entries(directory)

    def exists(self, path: str) -> bool:
        """Whether a file or directory of this path lies inside the scan root."""
        return self._reader.exists(path)

    def holds(self, path: str) -> bool:
        """Whether a path stays inside the scan root, whether or not anything is there."""
        return self._reader.holds(path)

    def is_file(self, path: str) -> bool:
        """Whether a file of this path lies inside the scan root."""
        return self._reader.is_file(path)

    def is_link(self, path: str) -> bool:
        """Whether the path itself is a symbolic link."""
        return self._reader.is_link(path)


def join(directory: str, path: str) -> str:
    """A path written in a file of `directory`, as a path from the working directory."""
    return posixpath.normpath(posixpath.join(directory, path))
