"""Paths → what to judge: module directories and templates."""

from __future__ import annotations

import os
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import NamedTuple

from groundrule.errors import UsageError
from groundrule.files.kinds import may_be_state_or_plan
from groundrule.ignoring import Excluded, Ignores
from groundrule.tree import DISK, Tree, repository_root

TERRAFORM = (".tf", ".tofu", ".tf.json", ".tofu.json")
TEMPLATES = (".yaml", ".yml", ".json", ".template")
NEVER = frozenset({".git", ".terraform", "node_modules"})


class Found(NamedTuple):
    """What was found, sorted; paths are relative to the working directory, with forward slashes.

    Attributes:
        modules: directories that hold Terraform files.
        candidates: files that may be CloudFormation templates, by their ending.
        named: the Terraform files that were named one by one: only what stands in them is reported,
            though their whole module is read. Empty where directories were named.
        touched: the directories of changed files; then only what the change touches is reported.
        changed: the changed files, some of which may be gone.
        moved: at a revision, the roots that lie elsewhere since: each one's path since by its path then.
        others: files that are looked into for what they hold: state and plans by their names, or every file.
        given: the files that were named one by one.
    """

    modules: tuple[str, ...]
    candidates: tuple[str, ...]
    named: frozenset[str]
    touched: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    moved: Mapping[str, str] = {}
    others: tuple[str, ...] = ()
    given: frozenset[str] = frozenset()


def discover(
    paths: Iterable[str], tree: Tree = DISK, excluded: Excluded | None = None, *, every: bool = False
) -> Found:
    """What lies at and below the given paths.

    Directories are walked; what git ignores, `.terraform` and `node_modules` are left out. A file that is
    named is taken even so. What is looked into for what it holds is so too where git keeps it though it is ignored.

    Args:
        paths: files and directories.
        tree: where they lie; in a revision, what is not there is passed over.
        excluded: what else is left out.
        every: whether every file is looked into for secrets.

    Raises:
        UsageError: a path does not exist.
    """
    modules: set[str] = set()
    candidates: set[str] = set()
    named: set[str] = set()
    walked: set[str] = set()
    others: set[str] = set()
    given: set[str] = set()
    for path in paths:
        if tree.is_directory(path):
            ignored: list[str] = []
            for file in files_below(path, tree, excluded, ignored):
                _sort(file, walked, candidates)
                if every or may_be_state_or_plan(file):
                    others.add(file)
            if every or any(map(may_be_state_or_plan, ignored)):
                kept = _kept_though_ignored(path, tree, excluded)
                others.update(file for file in kept if every or may_be_state_or_plan(file))
        elif tree.exists(path):
            file = _tidy(path)
            if excluded is not None and excluded.even_named and excluded.holds(file, is_directory=False):
                continue
            given.add(file)
            if every or may_be_state_or_plan(file):
                others.add(file)
            directories: set[str] = set()
            _sort(file, directories, candidates)
            if directories:
                named.add(file)
            modules |= directories
        elif tree is DISK:
            raise UsageError(f"{path}: there is no such file or directory")
    # a module that was walked as a whole is reported as a whole
    named = {file for file in named if _directory(file) not in walked}
    return Found(
        tuple(sorted(modules | walked)),
        tuple(sorted(candidates)),
        frozenset(named),
        others=tuple(sorted(others)),
        given=frozenset(given),
    )


def at_revision(found: Found, moved: Mapping[str, str], tree: Tree) -> Found:
    """What was found at a revision, with the roots that lie elsewhere since.

    Args:
        found: what lies at the given paths; files that were named one by one are judged with all that is beside them.
        moved: as in `Found`.
        tree: the revision.
    """
    directories = {path for path in moved if tree.is_directory(path)}
    return found._replace(
        modules=tuple(sorted({*found.modules, *directories})),
        candidates=tuple(sorted({*found.candidates, *(moved.keys() - directories)})),
        named=frozenset(),
        moved=moved,
    )


def _sort(file: str, modules: set[str], candidates: set[str]) -> None:
    if file.endswith(TERRAFORM):
        modules.add(_directory(file))
    elif file.endswith(TEMPLATES):
        candidates.add(file)


def _directory(file: str) -> str:
    return os.path.dirname(file) or "."


def _tidy(path: str) -> str:
    return os.path.normpath(path).replace(os.sep, "/")


def _kept_though_ignored(top: str, tree: Tree, excluded: Excluded | None) -> Iterator[str]:
    """The files below a directory that git keeps although it ignores them: added before it did, or by force."""
    if tree is not DISK:
        # a revision holds nothing but what git keeps
        yield from files_below(top, tree, excluded, ignoring=False)
    elif repository_root(top) is not None:
        from groundrule.git import kept_though_ignored

        for name in kept_though_ignored(top):
            file = _tidy(f"{top}/{name}")
            left_out = excluded is not None and excluded.holds(file, is_directory=False)
            if not left_out and NEVER.isdisjoint(name.split("/")):
                yield file


def files_below(
    top: str,
    tree: Tree = DISK,
    excluded: Excluded | None = None,
    ignored: list[str] | None = None,
    *,
    ignoring: bool = True,
) -> Iterator[str]:
    """The files below a directory. A directory that a symbolic link leads to twice is walked once.

    Args:
        top: the directory.
        tree: where it lies.
        excluded: what is left out.
        ignored: gets the files that git ignores, but not what lies in directories that it ignores.
        ignoring: whether what git ignores is left out.
    """
    ignores = Ignores(top, tree)
    seen: set[Hashable] = set()
    pending = [_tidy(top)]
    while pending:
        directory = pending.pop()
        try:
            identity = tree.identity(directory)
            entries = tree.entries(directory)
        except OSError:
            continue
        if identity in seen:
            continue
        seen.add(identity)
        ignores.enter(directory, (".gitignore", False) in entries)
        for name, is_directory in entries:
            path = name if directory == "." else f"{directory}/{name}"
            if ignoring and ignores.ignored(path, is_directory=is_directory):
                if ignored is not None and not is_directory:
                    ignored.append(path)
                continue
            if excluded is not None and excluded.holds(path, is_directory=is_directory):
                continue
            if not is_directory:
                yield path
            elif name not in NEVER:
                pending.append(path)
