"""What is known of the bundled policies without importing their modules.

Importing every module would take longer than judging a small template, and most templates need few of them. The
index is written when the package is built. What is installed is what was built; in a checkout, each module's checksum
tells whether it has changed since, or something that policies are declared with (the types that hold data, say), and
then it is imported as if there were no index.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any, Final, TypeAlias
from zlib import crc32

from groundrule.parameters import Parameter
from groundrule.policy import HOMES, Category, Check, Policy, Severity
from groundrule.policy_module import policies_in

# changes with what `_description` holds: an index of another version is none
_FORMAT: Final = 2
PATH: Final = Path(__file__).with_name("policies.json")
Index: TypeAlias = Mapping[str, Mapping[str, Any]]

_SEVERITIES: Final = {severity.value: severity for severity in Severity}
_CATEGORIES: Final = {category.value: category for category in Category}


def render(directory: Path, modules: Iterable[Path]) -> str:
    """The index of the modules under a directory, as JSON text."""
    return json.dumps({_key(path, directory): _entry(path, directory) for path in modules}, separators=(",", ":"))


def read(path: Path = PATH) -> Index:
    """The index; empty where none was written, as in a checkout that was never installed."""
    try:
        index: Index = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return index


def indexed(path: Path, directory: Path, index: Index) -> tuple[Policy, ...] | None:
    """The policies of a module as the index has them; None where it does not know the module as it is now."""
    entry = index.get(_key(path, directory))
    if entry is None or entry["checksum"] != _checksum(path):
        return None
    return tuple(_policies(str(path), directory, entry))


def installed(directory: Path, index: Index) -> Iterator[Policy]:
    """The policies of every module of the index, which lie in a directory as they were when it was written."""
    for key, entry in index.items():
        yield from _policies(os.path.join(directory, key), directory, entry)


def _policies(path: str, directory: Path, entry: Mapping[str, Any]) -> Iterator[Policy]:
    module = _Module(path, directory)
    return (_policy(known, module) for known in entry["policies"])


class _Module:
    """A module that is imported when one of its policies is asked."""

    def __init__(self, path: str, directory: Path) -> None:
        self.path = path
        self._directory = directory

    @cached_property
    def _checks(self) -> Mapping[str, Check]:
        return {policy.id: policy.check for policy in policies_in(Path(self.path), self._directory)}

    def check(self, id: str) -> Check:  # noqa: A002 - the word that users type
        """The function of one of its policies."""
        return self._checks[id]


def _checksum(path: Path) -> int:
    """Of a module as it is now, of what it may take from elsewhere, and of how this version describes policies."""
    return crc32(path.read_bytes(), _offered())


@cache
def _offered() -> int:
    """The checksum of all modules whose names policies can import."""
    checksum = _FORMAT
    for home in sorted(set(HOMES.values())):
        checksum = crc32(PATH.parent.joinpath(*home.split(".")).with_suffix(".py").read_bytes(), checksum)
    return checksum


def _key(path: Path, directory: Path) -> str:
    return path.relative_to(directory).as_posix()


def _entry(path: Path, directory: Path) -> dict[str, Any]:
    described = [_description(policy) for policy in policies_in(path, directory)]
    return {"checksum": _checksum(path), "policies": described}


def _description(policy: Policy) -> dict[str, Any]:
    return {
        "id": policy.id,
        "title": policy.title,
        "severity": policy.severity.value,
        "category": policy.category.value,
        "requirements": policy.requirements,
        "aliases": policy.aliases,
        "resources": policy.resources,
        "default": policy.default,
        "parameters": [parameter.name for parameter in policy.parameters],
        **({"general": True} if policy.general else {}),  # few are: the index stays small
    }


def _policy(known: Mapping[str, Any], module: _Module) -> Policy:
    return Policy(
        known["id"],
        known["title"],
        _SEVERITIES[known["severity"]],
        _CATEGORIES[known["category"]],
        tuple(known["requirements"]),
        tuple(known["aliases"]),
        tuple(known["resources"]),
        known["default"],
        partial(module.check, known["id"]),
        module.path,
        tuple(map(_parameter, known["parameters"])),
        general=known.get("general", False),
    )


def _parameter(name: str) -> Parameter[Any]:
    from groundrule.vocabulary.parameters import shared

    return next(parameter for parameter in shared() if parameter.name == name)
