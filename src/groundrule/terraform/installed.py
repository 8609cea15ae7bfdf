"""Where a called module lies: a local path, or what `terraform init` has put under `.terraform/modules`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from groundrule.errors import InputError
from groundrule.graph import Elsewhere
from groundrule.secrecy import told
from groundrule.terraform.evaluate import settle
from groundrule.terraform.reading import SourceReader, join
from groundrule.value import Unknown, Why, first_unknown

if TYPE_CHECKING:
    from groundrule.terraform.module import ModuleInstance
    from groundrule.terraform.section import Section

_MANIFEST: Final = ".terraform/modules/modules.json"
_DEEPEST: Final = 50


def is_local(source: str) -> bool:
    """Whether a module's source is a path relative to the calling module."""
    return source in {".", ".."} or source.startswith(("./", "../", ".\\", "..\\"))


def directory(caller: ModuleInstance, name: str, call: Section) -> str | Unknown:
    """The directory of a called module, or why its outputs are not known; the coverage is told of that.

    Args:
        caller: the calling module instance.
        name: the call's label.
        call: the `module` block.
    """
    attribute = call.attributes.get("source")
    if attribute is None:
        return _wrong(caller, call, f"the call `module.{name}` has no `source`")
    source = settle(attribute.expression, call.source_of("source"), caller.scope)
    if not isinstance(source, str):
        unknown = first_unknown(source)
        reason = f"the source of `module.{name}` is not known"
        return _wrong(caller, call, f"{reason}: {unknown.reason}" if unknown else reason)
    found = _found(caller, name, source)
    if found is None:
        return _missing(caller, name, call, source)
    ancestors = [module.declarations.directory for module in caller.line()]
    if found in ancestors:
        chain = [*reversed(ancestors[: ancestors.index(found) + 1]), found]
        return _wrong(caller, call, f"the modules call each other in a cycle: {' → '.join(chain)}")
    if len(ancestors) >= _DEEPEST:
        return _wrong(caller, call, f"modules are nested more than {_DEEPEST} deep")
    return found


def _found(caller: ModuleInstance, name: str, source: str) -> str | None:
    context = caller.context
    if is_local(source):
        found = join(caller.declarations.directory, source.replace("\\", "/"))
    else:
        known = context.installed_modules.get(".".join((*caller.path, name)))
        if known is None:
            return None
        found = join(context.directory, known)
    return None if context.modules.declarations(found).is_empty else found


def _missing(caller: ModuleInstance, name: str, call: Section, source: str) -> Unknown:
    reason = f"module `{name}` (source `{told(source)}`) is not on disk: "
    if is_local(source):
        reason += "there are no Terraform files in that directory of the scanned tree"
    else:
        reason += "run `terraform init` or judge a plan"
    attribute = call.attributes["source"]
    span = call.source_of("source").span(attribute.start, attribute.end)
    caller.context.report(span, reason, Elsewhere)
    return Unknown(reason, Why.MODULE, span)


def _wrong(caller: ModuleInstance, call: Section, reason: str) -> Unknown:
    caller.context.report(call.header, reason)
    return Unknown(reason, Why.ERROR, call.header)


def manifest(root: str, sources: SourceReader) -> dict[str, str]:
    """The modules that are installed for a root: the keys `a.b` with their directories below the root."""
    path = join(root, _MANIFEST)
    if not sources.exists(path):
        return {}
    import json

    try:
        listed = json.loads(sources.read(path).text)["Modules"]
        return {entry["Key"]: entry["Dir"] for entry in listed if isinstance(entry["Dir"], str)}
    except (InputError, ValueError, KeyError, TypeError, RecursionError):
        # without a readable manifest nothing counts as installed, and each call says so
        return {}
