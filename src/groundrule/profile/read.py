"""Reads profiles: the bundled ones, and an organisation's own that extend them."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from groundrule.errors import UsageError
from groundrule.profile.model import DEFAULT, Profile
from groundrule.schemas import shipped, yamlfile
from groundrule.schemas.yamlfile import Checked
from groundrule.tree import DISK, Tree
from groundrule.verdict import Severity

_DIRECTORY: Final = Path(__file__).with_name("bundled")
_ENDINGS: Final = (".yaml", ".yml")


class Read(NamedTuple):
    """A profile, and the files that it was read from, the outermost first."""

    profile: Profile
    files: tuple[Checked, ...] = ()


def bundled() -> tuple[str, ...]:
    """The names of the profiles that ship."""
    return (DEFAULT.name, *sorted(path.stem for path in _DIRECTORY.glob("*.yaml")))


def is_file(name: str) -> bool:
    """Whether a name is that of a file and not of a bundled profile."""
    return name.endswith(_ENDINGS)


def read(name: str, tree: Tree = DISK, *, within: tuple[str, ...] = ()) -> Read:
    """The profile of a name, or of a file.

    Args:
        name: a bundled profile's name, or the path of a file that ends with `.yaml` or `.yml`.
        tree: where files lie.
        within: the files that extend it.

    Raises:
        UsageError: there is none, it is not what its schema asks for, or it extends itself.
    """
    if name == DEFAULT.name:
        return Read(DEFAULT)
    if name in bundled():
        return _of_file(str(_DIRECTORY / f"{name}.yaml"), DISK, within)
    if is_file(name):
        return _of_file(name, tree, within)
    close = difflib.get_close_matches(name, bundled(), n=1, cutoff=0.5)
    known = f"did you mean `{close[0]}`?" if close else f"there are {', '.join(bundled())}, and files (`*.yaml`)"
    raise UsageError(f"there is no profile `{name}`: {known}")


def _of_file(path: str, tree: Tree, within: tuple[str, ...]) -> Read:
    if path in within:
        raise UsageError(f"{within[-1]}: the profile extends itself: {' → '.join((*within, path))}")
    checked = yamlfile.read(path, shipped("profile"), tree)
    extended = checked.data.get("extends", DEFAULT.name)
    beside = os.path.normpath(os.path.join(os.path.dirname(path), extended)) if is_file(extended) else extended
    try:
        base = read(beside, tree, within=(*within, path))
    except UsageError as error:
        if str(error).startswith("there is no profile"):
            raise checked.complain(("extends",), str(error)) from error
        raise
    return Read(_extended(base.profile, checked), (checked, *base.files))


def _extended(base: Profile, checked: Checked) -> Profile:
    data = checked.data
    directory = os.path.dirname(checked.path)
    own = [os.path.normpath(os.path.join(directory, path)) for path in data.get("requirements", ())]
    return extended_by(base, data)._replace(
        name=data["name"],
        title=data.get("title", data["name"]),
        version=data.get("version", base.version),
        catalogues=tuple(data.get("catalogues", base.catalogues)),
        requirements=(*base.requirements, *own),
        select=tuple(data.get("select", base.select)),
        ignore=_together(base.ignore, data.get("ignore", ())),
    )


def extended_by(base: Profile, tables: Mapping[str, Any]) -> Profile:
    """A profile with what another one, or settings, say in addition; the parameters that they set replace its own."""
    severities = {name: Severity[word.upper()] for name, word in tables.get("severities", {}).items()}
    return base._replace(
        severities={**base.severities, **severities},
        modes={**base.modes, **tables.get("modes", {})},
        mode=tables.get("mode", base.mode),
        parameters={**base.parameters, **tables.get("parameters", {})},
        governance={**base.governance, **tables.get("governance", {})},
    )


def _together(first: Iterable[str], second: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))
