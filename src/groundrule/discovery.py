"""Paths → what to judge: module directories and templates."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from groundrule.errors import UsageError
from groundrule.ignoring import Ignores

_TERRAFORM = (".tf", ".tofu", ".tf.json", ".tofu.json")
_TEMPLATES = (".yaml", ".yml", ".json", ".template")
_NEVER = frozenset({".git", ".terraform", "node_modules"})


class Found(NamedTuple):
    """What was found, sorted; paths are relative to the working directory, with forward slashes.

    Attributes:
        modules: directories that hold Terraform files.
        candidates: files that may be CloudFormation templates, by their ending.
        named: the Terraform files that were named one by one: only what stands in them is reported,
            though their whole module is read. Empty where directories were named.
    """

    modules: tuple[str, ...]
    candidates: tuple[str, ...]
    named: frozenset[str]


def discover(paths: Iterable[str]) -> Found:
    """What lies at and below the given paths.

    Directories are walked; what git ignores, `.terraform` and `node_modules` are left out. A file that is
    named is taken even so.

    Raises:
        UsageError: a path does not exist.
    """
    modules: set[str] = set()
    candidates: set[str] = set()
    named: set[str] = set()
    walked: set[str] = set()
    for path in paths:
        if os.path.isdir(path):
            for file in _files(path):
                _sort(file, walked, candidates)
        elif os.path.lexists(path):
            file = _tidy(path)
            directories: set[str] = set()
            _sort(file, directories, candidates)
            if directories:
                named.add(file)
            modules |= directories
        else:
            raise UsageError(f"{path}: there is no such file or directory")
    # a module that was walked as a whole is reported as a whole
    named = {file for file in named if _directory(file) not in walked}
    return Found(tuple(sorted(modules | walked)), tuple(sorted(candidates)), frozenset(named))


def _sort(file: str, modules: set[str], candidates: set[str]) -> None:
    if file.endswith(_TERRAFORM):
        modules.add(_directory(file))
    elif file.endswith(_TEMPLATES):
        candidates.add(file)


def _directory(file: str) -> str:
    return os.path.dirname(file) or "."


def _tidy(path: str) -> str:
    return os.path.normpath(path).replace(os.sep, "/")


def _files(top: str) -> Iterator[str]:
    """The files below a directory. A directory that a symbolic link leads to twice is walked once."""
    ignores = Ignores(top)
    seen: set[tuple[int, int]] = set()
    pending = [_tidy(top)]
    while pending:
        directory = pending.pop()
        try:
            status = os.stat(directory)
            entries = sorted(os.scandir(directory), key=lambda entry: entry.name)
        except OSError:
            continue
        if (status.st_dev, status.st_ino) in seen:
            continue
        seen.add((status.st_dev, status.st_ino))
        ignores.enter(directory, any(entry.name == ".gitignore" for entry in entries))
        for entry in entries:
            path = entry.name if directory == "." else f"{directory}/{entry.name}"
            is_directory = _is_directory(entry)
            if ignores.ignored(path, is_directory=is_directory):
                continue
            if not is_directory:
                yield path
            elif entry.name not in _NEVER:
                pending.append(path)


def _is_directory(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
