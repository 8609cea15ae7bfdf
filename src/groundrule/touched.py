"""The names of changed files → what to judge: their modules, and whoever calls those."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator

from groundrule.discovery import NEVER, TEMPLATES, TERRAFORM, Found, files_below
from groundrule.errors import UsageError
from groundrule.files.kinds import may_be_state_or_plan
from groundrule.tree import repository_root

_VARIABLES = (".tfvars", ".tfvars.json")


def from_filenames(names: Iterable[str], *, every: bool = False) -> Found:
    """What a change of some files touches.

    The files may lie anywhere in the repository, and may be gone: then their directory is what was touched. What is
    neither Terraform nor may be a template, a state or a plan is passed over.

    Args:
        names: relative to the working directory.
        every: whether every file is looked into for secrets.

    Raises:
        UsageError: a name is a directory.
    """
    touched: set[str] = set()
    templates: set[str] = set()
    others: set[str] = set()
    changed = {_tidy(name) for name in names}
    for file in changed:
        if not NEVER.isdisjoint(file.split("/")):
            continue
        if (every or may_be_state_or_plan(file)) and os.path.lexists(file):
            others.add(file)
        if file.endswith((*TERRAFORM, *_VARIABLES)):
            touched.add(posixpath.dirname(file) or ".")
        elif file.endswith(TEMPLATES) and os.path.lexists(file):
            templates.add(file)
    touched = {directory for directory in touched if _holds_module(directory)}
    modules = _with_callers(touched) if touched else set()
    return Found(
        tuple(sorted(modules)),
        tuple(sorted(templates)),
        frozenset(),
        frozenset(touched),
        frozenset(changed),
        others=tuple(sorted(others)),
    )


def _tidy(name: str) -> str:
    if os.path.isdir(name):
        raise UsageError(f"--from-filenames {name}: is a directory, expected the names of files")
    return posixpath.normpath(os.path.relpath(name).replace(os.sep, "/"))


def _holds_module(directory: str) -> bool:
    try:
        return any(name.endswith(TERRAFORM) for name in os.listdir(directory))
    except OSError:
        return False


def _with_callers(touched: Iterable[str]) -> set[str]:
    """The modules and all that call them by a local path, however indirectly."""
    callers: dict[str, set[str]] = {}
    for caller, target in _local_calls(_repository()):
        callers.setdefault(target, set()).add(caller)
    found: set[str] = set()
    pending = list(touched)
    while pending:
        directory = pending.pop()
        if directory not in found:
            found.add(directory)
            pending += callers.get(directory, ())
    return found


def _local_calls(top: str) -> Iterator[tuple[str, str]]:
    """The directories of callers and of what they may call, by a look at the text: parsing all would take too long.

    More than there is does no harm: who calls whom in earnest is found out when the modules are parsed.
    """
    import re

    source = re.compile(rb"""\bsource"?\s*[=:]\s*"(\.\.?(?:/[^"\\$]*)?)\"""")
    for path in files_below(top):
        if not path.endswith(TERRAFORM):
            continue
        try:
            with open(path, "rb") as file:
                content = file.read()
        except OSError:
            continue
        directory = posixpath.dirname(path) or "."
        for target in source.findall(content):
            yield directory, posixpath.normpath(posixpath.join(directory, target.decode("utf-8", "surrogateescape")))


def _repository() -> str:
    """The repository's root, relative to the working directory; that itself outside of a repository."""
    return os.path.relpath(repository_root(".") or ".").replace(os.sep, "/")
