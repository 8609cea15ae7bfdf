"""What a root declares besides resources: variables, local values, outputs, module calls, settings of Terraform."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from groundrule.graph import Path, Place, Resource
from groundrule.source import Span
from groundrule.terraform.content import Content
from groundrule.terraform.evaluate import settle
from groundrule.terraform.module import ModuleInstance
from groundrule.terraform.scope import Scope, Site
from groundrule.terraform.section import Section
from groundrule.value import ABSENT, Data


class Sites:
    """The content of a node that is no resource: expressions by name.

    Args:
        label: the node's key.
        sites: the expressions.
        header: where the node stands.
        module: the module instance that it belongs to.
    """

    __slots__ = ("_header", "_label", "_module", "_sites")

    def __init__(self, label: str, sites: Mapping[str, Site], header: Span, module: ModuleInstance) -> None:
        self._label = label
        self._sites = sites
        self._header = header
        self._module = module

    def names(self) -> Iterable[str]:
        """What is written."""
        return self._sites

    def get(self, name: str) -> Data:
        """The value, or `ABSENT`."""
        site = self._sites.get(name)
        if site is None:
            return ABSENT
        return self._module.context.guard(f"{self._label}.{name}", lambda: settle(*site))

    def locate(self, path: Path) -> Place:
        """The place of the value at `path`, or of the node."""
        from groundrule.terraform import trace

        site = self._sites.get(str(path[0])) if path else None
        if site is None:
            return Place(self._header, trace.spelled("", path))
        return trace.of_expression(site, path[1:], trace.spelled("", path))


def declared(root: ModuleInstance) -> Iterator[Resource]:
    """The nodes of a graph for all of it, for one instance of every module."""
    for module in root.modules():
        yield from _of_module(module)


def _of_module(module: ModuleInstance) -> Iterator[Resource]:
    declarations = module.declarations
    for name, variable in declarations.variables.items():
        sites = _sites(variable.section, module.scope, ("default", "sensitive"))
        given = module.given.get(name)
        if given is not None and given.site is not None:
            sites["value"] = given.site
        yield _node("variable", f"var.{name}", sites, variable.section.header, module)
    for name, local in declarations.locals.items():
        header = local.source.span(local.attribute.start, local.attribute.end)
        site = Site(local.attribute.expression, local.source, module.scope)
        yield _node("local", f"local.{name}", {name: site}, header, module)
    for name, section in declarations.outputs.items():
        yield _node(
            "output", f"output.{name}", _sites(section, module.scope, ("value", "sensitive")), section.header, module
        )
    for name, section in declarations.calls.items():
        children = module.child(name)
        caller = children[0].caller if children else None
        scope = caller.scope if caller else module.scope
        yield _node("module", f"module.{name}", _sites(section, scope, section.attributes), section.header, module)
    for name, section in declarations.backends.items():
        yield block_node("backend", f"terraform.{name}", section, module)
    for number, section in enumerate(declarations.settings):
        yield block_node("terraform", f"terraform ({number + 1})" if number else "terraform", section, module)


def block_node(type_: str, name: str, section: Section, module: ModuleInstance) -> Resource:
    """A node for a block that has nested ones."""
    key = f"{module.prefix}{name}"
    content = Content(section, module.scope, module)
    content.resource = Resource(
        key=key,
        address=key,
        type=type_,
        native_type=type_,
        content=content,
        header=section.header,
        exists=module.exists,
        calls=module.calls if module.caller else None,
    )
    return content.resource


def _sites(section: Section, scope: Scope, names: Iterable[str]) -> dict[str, Site]:
    return {
        name: Site(section.attributes[name].expression, section.source_of(name), scope)
        for name in names
        if name in section.attributes
    }


def _node(type_: str, name: str, sites: Mapping[str, Site], header: Span, module: ModuleInstance) -> Resource:
    key = f"{module.prefix}{name}"
    return Resource(
        key=key,
        address=key,
        type=type_,
        native_type=type_,
        content=Sites(key, sites, header, module),
        header=header,
        exists=module.exists,
        calls=module.calls if module.caller else None,
    )
