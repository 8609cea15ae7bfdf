"""Imports the modules that policies stand in."""

from __future__ import annotations

import os
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

from groundrule.errors import UsageError
from groundrule.policy import Policy


def policies_in(path: Path, directory: Path) -> tuple[Policy, ...]:
    """Import a module and return its policies.

    Args:
        path: the module's file.
        directory: the directory of policies that it belongs to.

    Raises:
        UsageError: it can't be imported.
    """
    stem = "_".join(path.relative_to(directory).with_suffix("").parts)
    name = f"_groundrule_policies_{stem}_{abs(hash(os.path.abspath(path))):x}"
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
    return tuple(value for value in vars(module).values() if isinstance(value, Policy))
