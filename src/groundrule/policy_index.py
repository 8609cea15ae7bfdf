"""What is known of the bundled policies without importing their modules.

Importing every module would take longer than judging a small template, and most templates need few of them. The
index is written when the package is built and holds each module's checksum, so that a module that has changed
since is imported as if there were no index.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any, Final, TypeAlias
from zlib import crc32

from groundrule.parameters import Parameter
from groundrule.policy import Category, Check, Policy, Severity
from groundrule.policy_module import policies_in

PATH: Final = Path(__file__).with_name("policies.json")
Index: TypeAlias = Mapping[str, Mapping[str, Any]]


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
    if entry is None or entry["checksum"] != crc32(path.read_bytes()):
        return None
    own = cache(partial(policies_in, path, directory))
    return tuple(_policy(known, path, own) for known in entry["policies"])


def _key(path: Path, directory: Path) -> str:
    return path.relative_to(directory).as_posix()


def _entry(path: Path, directory: Path) -> dict[str, Any]:
    described = [_description(policy) for policy in policies_in(path, directory)]
    return {"checksum": crc32(path.read_bytes()), "policies": described}


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
    }


def _policy(known: Mapping[str, Any], path: Path, own: Callable[[], Iterable[Policy]]) -> Policy:
    return Policy(
        id=known["id"],
        title=known["title"],
        severity=Severity(known["severity"]),
        category=Category(known["category"]),
        requirements=tuple(known["requirements"]),
        aliases=tuple(known["aliases"]),
        resources=tuple(known["resources"]),
        default=known["default"],
        load=partial(_check, known["id"], own),
        module=str(path),
        parameters=tuple(_parameter(name) for name in known["parameters"]),
    )


def _parameter(name: str) -> Parameter[Any]:
    from groundrule.vocabulary.parameters import shared

    return next(parameter for parameter in shared() if parameter.name == name)


def _check(id: str, own: Callable[[], Iterable[Policy]]) -> Check:  # noqa: A002 - the word that users type
    return next(policy.check for policy in own() if policy.id == id)
