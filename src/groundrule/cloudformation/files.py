"""The files that a template may name: those inside the scan root."""

from __future__ import annotations

import os
import posixpath

from groundrule.errors import InputError
from groundrule.source import Source
from groundrule.tree import DISK, Tree

_REMOTE = ("s3:", "http:", "https:", "file:", "/", "{{")


class Files:
    """Reads what lies inside the scan root; symbolic links are followed as far as they stay there.

    Args:
        root: the scan root.
        tree: where it lies.
    """

    def __init__(self, root: str = ".", tree: Tree = DISK) -> None:
        self.root = root
        self.tree = tree
        self._real_root = tree.real(root)

    def read(self, path: str) -> Source:
        """One file's text.

        Raises:
            InputError: it can't be read, is no text, or lies outside of the scan root.
        """
        if not self._inside(path):
            raise InputError("lies outside of the scanned directory", path)
        try:
            return Source(path, self.tree.content(path).decode("utf-8-sig"))
        except OSError as error:
            raise InputError(f"can't be read: {error.strerror}", path) from error
        except UnicodeDecodeError as error:
            raise InputError("is not UTF-8 text", path, 1) from error

    def holds(self, path: str) -> bool:
        """Whether there is such a file inside the scan root."""
        return self._inside(path) and self.tree.is_file(path)

    def _inside(self, path: str) -> bool:
        return self.tree.real(path).startswith(self._real_root.rstrip(os.sep) + os.sep)


def beside(path: str, location: str) -> str | None:
    """The path of a file that a template names relative to itself; None for what is no local path."""
    if not location or location.startswith(_REMOTE) or "\0" in location:
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), location))
