"""What CloudFormation would refuse, told in the coverage: a value that nobody asks for hides its error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from groundrule.cloudformation.intrinsics import evaluate
from groundrule.cloudformation.template import Template
from groundrule.cloudformation.uses import uses
from groundrule.cycles import cycles
from groundrule.graph import Gap, Remark
from groundrule.jsontext import Member, Node
from groundrule.source import Span
from groundrule.value import Data, Unknown, Why, unknowns

_SECTIONS = ("Properties", "DeletionPolicy", "UpdateReplacePolicy")
_VENDORS = ("AWS::", "Alexa::")


def mistakes(template: Template) -> Iterator[Gap]:
    """What is wrong in the functions of a template, its cycles, and the types that nobody here knows."""
    for name, member in template.conditions.items():
        yield from _errors(template.condition(name), template.span(member))
    for member in template.resources.values():
        yield from _of_resource(member, template)
    for member in template.outputs.values():
        value = _mapping(member.node).get("Value")
        if value is not None:
            yield from _errors(evaluate(value.node, template), template.span(value))
    yield from _cycles(template)
    yield from _strangers(template)


def _mapping(node: Node) -> Mapping[str, Member]:
    return node.value if isinstance(node.value, dict) else {}


def _of_resource(member: Member, template: Template) -> Iterator[Gap]:
    resource = _mapping(member.node)
    condition = resource.get("Condition")
    if condition is not None and isinstance(condition.node.value, str):
        answer = template.condition(condition.node.value)
        if condition.node.value not in template.conditions:
            yield from _errors(answer, template.span(condition))
    for name in _SECTIONS:
        if name in resource:
            yield from _errors(evaluate(resource[name].node, template), template.span(resource[name]))


def _errors(value: Data, span: Span) -> Iterator[Gap]:
    for unknown in unknowns(value):
        if unknown.why is Why.ERROR and isinstance(unknown, Unknown):
            where = unknown.span or span
            yield Remark(where.path, where.first.line, unknown.reason)


def _strangers(template: Template) -> Iterator[Gap]:
    """The types of other vendors and of custom resources, each where it is first used."""
    seen: set[str] = set()
    for member in template.resources.values():
        kind = _mapping(member.node).get("Type")
        name = kind.node.value if kind is not None else None
        if isinstance(name, str) and not name.startswith(_VENDORS) and name not in seen:
            seen.add(name)
            span = template.span(member)
            yield Gap(span.path, span.first.line, f"what a `{name}` makes is not known here: it is not looked at")


def _cycles(template: Template) -> Iterator[Gap]:
    """Resources that need each other."""
    for names in cycles({name: _needs(member, template) for name, member in template.resources.items()}):
        circle = " → ".join(f"`{name}`" for name in names)
        span = template.span(template.resources[names[-1]])
        yield Remark(span.path, span.first.line, f"resources need each other in a circle: {circle}")


def _needs(member: Member, template: Template) -> list[str]:
    resource = _mapping(member.node)
    names = dict(uses(resource["Properties"].node).names) if "Properties" in resource else {}
    if "DependsOn" in resource:
        node = resource["DependsOn"].node
        items = node.value if isinstance(node.value, list) else [node]
        names |= dict.fromkeys(item.value for item in items if isinstance(item.value, str))
    # `Ref` names the parameter where both have one name
    return [name for name in names if name in template.resources and name not in template.parameters]
