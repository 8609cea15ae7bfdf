"""Finds and reads settings files: the repository's, and the user's own."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from groundrule.errors import UsageError
from groundrule.tree import DISK, Tree, repository_root

OWN: Final = "groundrule.toml"
PROJECT: Final = "pyproject.toml"


class File(NamedTuple):
    """One settings file.

    Attributes:
        path: where it lies, relative to the working directory.
        values: as the schema has them.
    """

    path: str
    values: Mapping[str, Any]

    @property
    def directory(self) -> str:
        """Which its paths count from."""
        return os.path.dirname(self.path) or "."


def ancestors() -> Iterator[str]:
    """The working directory and those above it up to the repository's root; outside of one, only itself."""
    root = repository_root(".")
    here = os.getcwd()
    above = "."
    yield above
    while root is not None and here != root:
        here = os.path.dirname(here)
        above = ".." if above == "." else f"../{above}"
        yield above


def nearest(name: str, tree: Tree = DISK) -> str | None:
    """The nearest file of a name in the working directory and above it."""
    for directory in ancestors():
        path = name if directory == "." else f"{directory}/{name}"
        if tree.is_file(path):
            return path
    return None


def of_repository(tree: Tree = DISK) -> File | None:
    """The nearest settings of the repository.

    Raises:
        UsageError: they can't be read, are not what the schema asks for, or stand in two files of one directory.
    """
    for directory in ancestors():
        inside = "" if directory == "." else f"{directory}/"
        own = _own(inside + OWN, tree)
        project = _project(inside + PROJECT, tree)
        if own is not None and project is not None:
            raise UsageError(f"{project.path}: `tool.groundrule` has no effect beside {own.path}: remove one of them")
        if own is not None or project is not None:
            return own or project
    return None


def of_user(environment: Mapping[str, str]) -> File | None:
    """The user's own settings, in `$XDG_CONFIG_HOME/groundrule/groundrule.toml`.

    Raises:
        UsageError: they can't be read, or are not what the schema asks for.
    """
    base = environment.get("XDG_CONFIG_HOME") or os.path.join(environment.get("HOME", ""), ".config")
    return _own(os.path.join(base, "groundrule", OWN), DISK) if os.path.isabs(base) else None


def _own(path: str, tree: Tree) -> File | None:
    if not tree.is_file(path):
        return None
    return _checked(path, _parsed(path, _content(path, tree)))


def _project(path: str, tree: Tree) -> File | None:
    if not tree.is_file(path):
        return None
    content = _content(path, tree)
    if b"groundrule" not in content or not _may_set(content):
        return None
    table = _parsed(path, content).get("tool", {})
    if not isinstance(table, dict) or "groundrule" not in table:
        return None
    return _checked(path, table["groundrule"])


def _may_set(content: bytes) -> bool:
    """Whether a text can hold the table `tool.groundrule`; reading all of a `pyproject.toml` takes longer."""
    import re

    table = rb"""tool["']?\s*\.\s*["']?groundrule|^\s*\[\s*["']?tool["']?\s*\]|^\s*["']?tool["']?\s*="""
    return re.search(table, content, re.MULTILINE) is not None


def _content(path: str, tree: Tree) -> bytes:
    try:
        return tree.content(path)
    except OSError as error:
        raise UsageError(f"{path}: can't be read: {error.strerror}") from error


def _parsed(path: str, content: bytes) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is not UTF-8 text") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: is not TOML: {error}") from error


def _checked(path: str, values: Any) -> File:
    from groundrule.schemas import fault, shipped

    wrong = fault(values, shipped("settings"))
    if wrong is not None:
        where = ".".join(str(step) for step in wrong.path)
        raise UsageError(f"{path}: {f'`{where}`: ' if where else ''}{wrong.message}")
    return File(path, values)
