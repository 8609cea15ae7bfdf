"""The values of open parameters, as far as conditions tell them apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from groundrule.cloudformation.intrinsics import Different, Wrong, evaluate, function_of, reference
from groundrule.cloudformation.template import Template, typed
from groundrule.cloudformation.uses import uses
from groundrule.jsontext import Node
from groundrule.value import Data, OneOf, Unknown, Why, one_of

# a name → the texts that it is compared with, in their order
Compared: TypeAlias = dict[str, dict[str, None]]
_PARTITIONS = ("aws", "aws-cn", "aws-us-gov")


class Choice(NamedTuple):
    """One value that an open parameter may have.

    Attributes:
        value: it; for a value that is none of those that are compared, a `Different`.
        stands_for: every value that no condition tells from it.
    """

    value: Data
    stands_for: tuple[Data, ...]


def behind(conditions: Iterable[str], template: Template) -> dict[str, Node]:
    """The named conditions and those that they name in turn."""
    found: dict[str, Node] = {}
    pending = list(conditions)
    while pending:
        name = pending.pop()
        member = template.conditions.get(name)
        if member is not None and name not in found:
            found[name] = member.node
            pending += uses(member.node).conditions
    return found


def compared(nodes: Iterable[Node], template: Template) -> Compared:
    """The names that conditions are about, each with the texts that it is compared with."""
    found: Compared = {}
    for node in nodes:
        for name in uses(node).names:
            found.setdefault(name, {})
        _comparisons(node, template, found)
    return found


def choices(found: Compared, template: Template) -> dict[str, list[Choice]]:
    """The names that are parameters without a value, each with its choices.

    What is read from the account at deployment (an SSM parameter) is left out: nobody here can choose it.
    """
    each = {name: _choices(name, list(texts), template) for name, texts in found.items()}
    return {name: some for name, some in each.items() if some}


def _choices(name: str, texts: Sequence[str], template: Template) -> list[Choice]:
    try:
        value = reference(name, template)
    except Wrong:
        return []
    if isinstance(value, OneOf):
        return _grouped(value, texts)
    if not isinstance(value, Unknown) or value.why not in {Why.INPUT, Why.APPLY} or name in template.resources:
        return []
    if name == "AWS::Partition":
        return [Choice(text, (text,)) for text in _PARTITIONS]
    kind = template.kind(name)
    values = [typed(text, kind) for text in texts if _possible(text, name, template)]
    other: Data = Different(value, frozenset(texts))
    if isinstance(typed("x", kind), list):
        other = [other]
    return [*(Choice(item, (item,)) for item in values), Choice(other, (value,))]


def _grouped(value: OneOf, texts: Sequence[str]) -> list[Choice]:
    """Those that are compared one by one; one of the others stands for all of them."""
    apart = [choice for choice in value.choices if str(choice) in texts]
    rest = tuple(choice for choice in value.choices if str(choice) not in texts)
    found = [Choice(choice, (choice,)) for choice in apart]
    return [*found, Choice(rest[0], rest)] if rest else found


def _possible(text: str, name: str, template: Template) -> bool:
    """Whether a parameter takes a text: AWS-specific types need something that exists, lengths have bounds."""
    settings = template.settings(name)
    if not text and template.kind(name).startswith(("AWS::", "List<AWS::")):
        return False
    least, most = (_number(settings[key].node) if key in settings else None for key in ("MinLength", "MaxLength"))
    return (least is None or len(text) >= least) and (most is None or len(text) <= most)


def _number(node: Node) -> int | None:
    text = str(node.value)
    return int(text) if text.isdecimal() else None


def _comparisons(node: Node, template: Template, found: Compared) -> None:
    """The texts that parameters are compared with, and the keys that they look up."""
    for function, argument in _calls(node):
        parts = argument.value if isinstance(argument.value, list) else []
        if function == "Fn::Equals" and len(parts) == 2:
            for one, other in (parts, reversed(parts)):
                _add(found, one, _texts(evaluate(other, template)))
        elif function == "Fn::FindInMap" and len(parts) >= 3:
            first, second = _keys(parts[0], template)
            _add(found, parts[1], first)
            _add(found, parts[2], second)


def _add(found: Compared, node: Node, texts: Iterable[str]) -> None:
    known = list(texts)
    for name in uses(node).names:
        found.setdefault(name, {}).update(dict.fromkeys(known))


def _calls(node: Node) -> Iterator[tuple[str, Node]]:
    pending = [node]
    while pending:
        node = pending.pop()
        intrinsic = function_of(node)
        if intrinsic is not None:
            yield intrinsic
        if isinstance(node.value, dict):
            pending += (member.node for member in node.value.values())
        elif isinstance(node.value, list):
            pending += node.value


def _texts(value: Data) -> Iterator[str]:
    if isinstance(value, OneOf):
        for choice in value.choices:
            yield from _texts(choice)
    elif isinstance(value, bool):
        yield str(value).lower()
    elif isinstance(value, str | int):
        yield str(value)


def _keys(name: Node, template: Template) -> tuple[list[str], list[str]]:
    mapping = template.mappings.get(name.value) if isinstance(name.value, str) else None
    if mapping is None or not isinstance(mapping.node.value, dict):
        return [], []
    inner = [member.node.value for member in mapping.node.value.values()]
    second = dict.fromkeys(key for keys in inner if isinstance(keys, dict) for key in keys)
    return list(mapping.node.value), list(second)


def narrowed(choices: Iterable[Choice], unknown: Unknown) -> Data:
    """What a parameter is where only some of its choices are left."""
    return one_of((value for choice in choices for value in choice.stands_for), unknown)
