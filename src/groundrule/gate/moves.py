"""Which roots a change has given another path, so that what is found in them keeps its identity."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Mapping

from groundrule.discovery import TERRAFORM
from groundrule.tree import DISK, Tree


def moved_roots(renamed: Mapping[str, str], roots: Iterable[str], before: Tree) -> dict[str, str]:
    """The roots of a revision that lie elsewhere now: each one's path now by its path then.

    A template was renamed itself. A root module is where most of the files of a directory went that holds no module any
    more. A root whose directory was a module already is what it was, wherever some of its files come from.

    Args:
        renamed: the renamed files: each one's name then by its name now.
        roots: those that are judged now.
        before: the revision.
    """
    came_from = _directories(renamed)
    moved: dict[str, str] = {}
    for root in sorted(roots):
        then = renamed.get(root) or _origin(root, came_from, before)
        if then is not None:
            moved.setdefault(then, root)
    return moved


def _directories(renamed: Mapping[str, str]) -> dict[str, Counter[str]]:
    """For every directory the directories that its Terraform files came from."""
    found: dict[str, Counter[str]] = {}
    for now, then in renamed.items():
        if now.endswith(TERRAFORM):
            found.setdefault(_directory(now), Counter())[_directory(then)] += 1
    return found


def _origin(root: str, came_from: Mapping[str, Counter[str]], before: Tree) -> str | None:
    if root not in came_from or _holds_module(root, before):
        return None
    # the first of those with equally many files, by name: nothing depends on the order in which git tells them
    then = min(came_from[root].items(), key=lambda item: (-item[1], item[0]))[0]
    return None if _holds_module(then, DISK) else then


def _holds_module(directory: str, tree: Tree) -> bool:
    try:
        return any(name.endswith(TERRAFORM) for name, _ in tree.entries(directory))
    except OSError:
        return False


def _directory(path: str) -> str:
    return posixpath.dirname(path) or "."
