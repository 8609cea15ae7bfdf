"""Where a called module lies: a local path, or what `terraform init` has put under `.terraform/modules`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundrule.errors import InputError
from groundrule.terraform.reading import SourceReader, join

if TYPE_CHECKING:
    from groundrule.terraform.context import Context

MANIFEST = ".terraform/modules/modules.json"


def is_local(source: str) -> bool:
    """Whether a module's source is a path relative to the calling module."""
    return source in {".", ".."} or source.startswith(("./", "../", ".\\", "..\\"))


def directory(source: str, caller: str, path: tuple[str, ...], context: Context) -> str | None:
    """The directory of a called module; None where it is not on disk.

    Args:
        source: as the call has it.
        caller: the calling module's directory.
        path: the names of the calls that lead to the module from the root.
        context: of the root.
    """
    if is_local(source):
        found = join(caller, source.replace("\\", "/"))
    else:
        known = context.installed_modules.get(".".join(path))
        if known is None:
            return None
        found = join(context.directory, known)
    return None if context.modules.declarations(found).is_empty else found


def manifest(root: str, sources: SourceReader) -> dict[str, str]:
    """The modules that are installed for a root: the keys `a.b` with their directories below the root."""
    path = join(root, MANIFEST)
    if not sources.exists(path):
        return {}
    import json

    try:
        listed = json.loads(sources.read(path).text)["Modules"]
        return {entry["Key"]: entry["Dir"] for entry in listed if isinstance(entry["Dir"], str)}
    except (InputError, ValueError, KeyError, TypeError, RecursionError):
        # without a readable manifest nothing counts as installed, and each call says so
        return {}
