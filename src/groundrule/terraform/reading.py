"""Where sources are read from: the disk today, a tree of a revision tomorrow.

Paths are relative to the working directory, with forward slashes. Nothing outside the scan root is read.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Sequence
from typing import Protocol

from groundrule.errors import InputError
from groundrule.source import Source


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

    def list(self, directory: str) -> Sequence[str]:
        """The names in a directory, sorted; none where there is no such directory inside the scan root."""
        ...

    def exists(self, path: str) -> bool:
        """Whether a file or directory of this path lies inside the scan root."""
        ...


class DiskReader:
    """Reads from the disk; symbolic links are followed as far as they stay inside the scan root.

    Args:
        root: the scan root, relative to the working directory or absolute.
    """

    def __init__(self, root: str = ".") -> None:
        self.root = root
        self._real_root = os.path.realpath(root)
        self._inside: dict[str, bool] = {}

    def read(self, path: str) -> Source:
        """One file's text, without its byte-order mark.

        Raises:
            InputError: it can't be read, is not UTF-8, or lies outside the scan root.
        """
        if not self._holds(path):
            raise InputError("lies outside of the scanned directory", path)
        try:
            with open(path, "rb") as file:
                content = file.read()
        except OSError as error:
            raise InputError(f"can't be read: {error.strerror}", path) from error
        try:
            return Source(path, content.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise InputError("is not UTF-8 text", path, line) from error

    def list(self, directory: str) -> Sequence[str]:
        """The names in a directory, sorted; none where there is no such directory inside the scan root."""
        if not self._holds_directory(directory):
            return ()
        try:
            return sorted(os.listdir(directory))
        except OSError:
            return ()

    def exists(self, path: str) -> bool:
        """Whether a file or directory of this path lies inside the scan root."""
        return os.path.exists(path) and self._holds(path)

    def _holds(self, path: str) -> bool:
        if os.path.islink(path) or os.path.isdir(path):
            return self._holds_directory(path)
        return self._holds_directory(posixpath.dirname(path) or ".")

    def _holds_directory(self, directory: str) -> bool:
        known = self._inside.get(directory)
        if known is None:
            real = os.path.realpath(directory)
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

    def list(self, directory: str) -> Sequence[str]:
        """The one name, or what the other reader lists in other directories."""
        alone = directory == (self._directory or ".")
        return (self._name,) if alone else self._reader.list(directory)

    def exists(self, path: str) -> bool:
        """Whether a file or directory of this path lies inside the scan root."""
        return self._reader.exists(path)


def join(directory: str, path: str) -> str:
    """A path written in a file of `directory`, as a path from the working directory."""
    return posixpath.normpath(posixpath.join(directory, path))
