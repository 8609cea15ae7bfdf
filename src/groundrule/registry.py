"""Finds policies: every `Policy` in every module under a directory. There is no global state."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

from groundrule.errors import UsageError
from groundrule.policy import Policy


def bundled() -> Path:
    """The directory of the policies that ship with the linter.

    Installed, they lie inside the package; in a checkout, beside `src`.
    """
    package = Path(__file__).parent
    inside = package / "policies"
    return inside if inside.is_dir() else package.parent.parent / "policies"


def load(directories: Iterable[Path]) -> tuple[Policy, ...]:
    """Every policy under the directories, by id.

    Args:
        directories: searched at any depth for `*.py`; names that start with `_` are passed over.

    Raises:
        UsageError: a module that can't be loaded, or an id that two policies claim.
    """
    found: dict[str, Policy] = {}
    for directory in directories:
        for path in sorted(directory.rglob("*.py")):
            if path.name.startswith("_"):
                continue
            for policy in _policies(_module(path, directory)):
                twin = found.get(policy.id)
                if twin is not None and twin.check is not policy.check:
                    raise UsageError(f"`{policy.id}` is defined twice: {twin.module} and {policy.module}")
                found[policy.id] = policy
    return tuple(found[key] for key in sorted(found))


def _module(path: Path, directory: Path) -> ModuleType:
    stem = "_".join(path.relative_to(directory).with_suffix("").parts)
    name = f"_groundrule_policies_{stem}_{abs(hash(str(path.resolve()))):x}"
    loader = SourceFileLoader(name, str(path))
    spec = spec_from_loader(name, loader)
    if spec is None:
        raise UsageError(f"{path}: not a Python module")
    module = module_from_spec(spec)
    sys.modules[name] = module
    try:
        loader.exec_module(module)
    except Exception as error:
        raise UsageError(f"{path}: can't load the policies: {type(error).__name__}: {error}") from error
    return module


def _policies(module: ModuleType) -> Iterable[Policy]:
    return (value for value in vars(module).values() if isinstance(value, Policy))
