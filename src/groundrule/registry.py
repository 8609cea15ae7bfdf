"""Finds policies: every `Policy` in every module under a directory. There is no global state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from groundrule import policy_index
from groundrule.errors import UsageError
from groundrule.policy import Policy
from groundrule.policy_module import policies_in

_PACKAGE: Final = Path(__file__).parent
_INSTALLED: Final = _PACKAGE / "policies"


def bundled() -> Path:
    """The directory of the policies that ship with the linter.

    Installed, they lie inside the package; in a checkout, beside `src`.
    """
    return _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent.parent / "policies"


def modules(directory: Path) -> Iterator[Path]:
    """The modules under a directory, at any depth; names that start with `_` are passed over."""
    return (path for path in sorted(directory.rglob("*.py")) if not path.name.startswith("_"))


def load(directories: Iterable[Path]) -> tuple[Policy, ...]:
    """Every policy under the directories, by id.

    Args:
        directories: searched for modules.

    Raises:
        UsageError: a module that can't be loaded, or an id that two policies claim.
    """
    found: dict[str, Policy] = {}
    for directory in directories:
        for policy in _policies(directory):
            twin = found.get(policy.id)
            if twin is not None and twin.module != policy.module:
                raise UsageError(f"`{policy.id}` is defined twice: {twin.module} and {policy.module}")
            found[policy.id] = policy
    return tuple(found[key] for key in sorted(found))


def _policies(directory: Path) -> Iterator[Policy]:
    index = policy_index.read() if directory == bundled() else {}
    if index and directory == _INSTALLED:
        yield from policy_index.installed(directory, index)
        return
    for path in modules(directory):
        known = policy_index.indexed(path, directory, index)
        yield from policies_in(path, directory) if known is None else known
