"""Expressions that Terraform would refuse, told in the coverage: a value that nobody asks for hides its error."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from groundrule.graph import Remark, Resource
from groundrule.source import Span
from groundrule.terraform.module import CALL_META, Caller, ModuleInstance
from groundrule.terraform.section import Section
from groundrule.terraform.types import ExpressionError
from groundrule.value import Data, Why, unknowns


def mistakes(root: ModuleInstance) -> Iterator[Remark]:
    """What is wrong in the expressions of a root and of the modules that it calls.

    One instance stands for all of a module or a block, so that the cost does not grow with their number.
    """
    for module in root.modules():
        yield from _of_module(module)


def _of_module(module: ModuleInstance) -> Iterator[Remark]:
    declared = module.declarations
    for name, variable in declared.variables.items():
        yield from _found(lambda name=name: module.variable(name), variable.section.header)  # type: ignore[misc]
    if module.caller is not None:
        yield from _arguments(module, module.caller)
    for name, local in declared.locals.items():
        span = local.source.span(local.attribute.start, local.attribute.end)
        yield from _found(lambda name=name: module.local(name), span)  # type: ignore[misc]  # bound now
    for name, section in declared.outputs.items():
        yield from _found(lambda name=name: module.output(name), _span(section, "value"))  # type: ignore[misc]
    for key in declared.resources:
        for resource in module.instances(key)[:1]:
            yield from _of_resource(resource, declared.resources[key].section)


def _arguments(module: ModuleInstance, caller: Caller) -> Iterator[Remark]:
    for name in caller.section.attributes:
        if name not in CALL_META and name not in module.declarations.variables:
            span = _span(caller.section, name)
            yield Remark(span.path, span.first.line, f"the module that is called declares no variable `{name}`")


def _of_resource(resource: Resource, section: Section) -> Iterator[Remark]:
    for name in resource.names():
        yield from _found(lambda name=name: resource.value(name), _span(section, name))  # type: ignore[misc]


def _span(section: Section, name: str) -> Span:
    attribute = section.attributes.get(name)
    return section.source_of(name).span(attribute.start, attribute.end) if attribute else section.header


def _found(ask: Callable[[], Data], span: Span) -> Iterator[Remark]:
    try:
        value = ask()
    except ExpressionError as error:
        yield Remark(span.path, span.first.line, str(error))
        return
    for unknown in unknowns(value):
        if unknown.why is Why.ERROR:
            where = unknown.span or span
            yield Remark(where.path, where.first.line, unknown.reason)
