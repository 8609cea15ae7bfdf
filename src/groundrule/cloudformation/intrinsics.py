"""Intrinsic functions: nodes → data.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html

Nothing here raises for what is wrong in a template: it evaluates to an `Unknown` that says what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import islice, product
from math import prod
from typing import Final

from groundrule.cloudformation.template import Template
from groundrule.graph import Map
from groundrule.jsontext import Member, Node
from groundrule.value import (
    ABSENT,
    Data,
    Encoded,
    OneOf,
    Partial,
    Reference,
    Stored,
    Truth,
    Unknown,
    Why,
    first_unknown,
    one_of,
    partial,
    unknowns,
)
from groundrule.vocabulary.native import Base64Text

_CHOICES: Final = 16
# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-cidr.html
_MOST_PARTS: Final = 256
PLACEHOLDER: Final = re.compile(r"\$\{(!?)([^}]*)\}")
_DYNAMIC: Final = re.compile(r"\{\{resolve:([a-z-]+):([^}]*)\}\}")
_BOUNDARY: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


class Wrong(Exception):  # noqa: N818 - it is a fault of the template
    """What is wrong with an intrinsic function's use; internal to this module."""


class Missing(Wrong):
    """A name that nothing in the template has: a mistake, yet meant to be something.

    Args:
        name: what it would be called.
        what: what it would be, for people.
        attribute: what is asked of it, in the vocabulary's words.
    """

    def __init__(self, name: str, what: str, attribute: str) -> None:
        super().__init__(f"there is no {what} `{name}`")
        self.name = name
        self.attribute = attribute


class Different(Unknown):
    """The value of an open parameter that is none of those that it is compared with.

    Args:
        cause: why the parameter's value is not known.
        texts: what it is not.
    """

    __slots__ = ("texts",)

    def __init__(self, cause: Unknown, texts: frozenset[str]) -> None:
        super().__init__(cause.reason, cause.why, cause.span)
        self.texts = texts


def evaluate(node: Node, template: Template) -> Data:
    """The value of a node; `ABSENT` for `AWS::NoValue`."""
    value = node.value
    if isinstance(value, str):
        return _dynamic(value)
    if isinstance(value, list):
        items = (evaluate(item, template) for item in value)
        return [item for item in items if item is not ABSENT]
    if not isinstance(value, dict):
        return value
    intrinsic = function_of(node)
    if intrinsic is None:
        return _transform(node, template) if "Fn::Transform" in value else _object(node, value, template)
    name, argument = intrinsic
    try:
        return FUNCTIONS[name](argument, template)
    except Wrong as error:
        return _mistaken(name, error, node, template)
    except RecursionError:
        return Unknown(f"`{name}` is nested too deeply", Why.ERROR, template.span(node))


def _mistaken(function: str, error: Wrong, node: Node, template: Template) -> Unknown:
    """What a mistaken function gives; what names nothing refers to nothing else either than what it means."""
    reason = f"`{function}`: {error}"
    if not isinstance(error, Missing) or function not in {"Ref", "Fn::GetAtt"}:
        return Unknown(reason, Why.ERROR, template.span(node))
    found = Reference(template.nesting.prefix + error.name, error.attribute, reason, Why.ERROR)
    found.span = template.span(node)
    return found


def function_of(node: Node) -> tuple[str, Node] | None:
    """The intrinsic function that a node calls, and its argument."""
    if isinstance(node.value, dict) and len(node.value) == 1:
        ((name, member),) = node.value.items()
        if name in FUNCTIONS and not (name == "Condition" and not isinstance(member.node.value, str)):
            return name, member.node
    return None


def _object(node: Node, members: dict[str, Member], template: Template) -> Data:
    from groundrule.cloudformation.places import NodeLocator

    values = ((key, evaluate(member.node, template)) for key, member in members.items())
    return Map(((key, value) for key, value in values if value is not ABSENT), NodeLocator(node, template))


def _dynamic(text: str) -> Data:
    """A string, with its dynamic references as what they are: kept elsewhere."""
    if "{{resolve:" not in text:
        return text
    stretches: list[Data] = []
    position = 0
    for match in _DYNAMIC.finditer(text):
        stretches.append(text[position : match.start()])
        stretches.append(Stored(f"it is kept in `{match[1]}` and read at deployment", match[2], Why.EXTERNAL))
        position = match.end()
    return partial([*stretches, text[position:]])


# -- references ------------------------------------------------------------------------------------------


def _ref(argument: Node, template: Template) -> Data:
    return _of_name(argument, "a name", template, lambda name: reference(name, template))


def _of_name(node: Node, what: str, template: Template, answer: Callable[[str], Data]) -> Data:
    """An answer about a name; the language extensions let a function give the name."""
    name = evaluate(node, template) if isinstance(node.value, dict) else node.value
    if isinstance(name, str):
        return answer(name)
    if isinstance(name, OneOf | Unknown | Partial):
        return first_unknown(name) or Unknown("the name is not known")
    raise Wrong(f"it takes {what}")


def reference(name: str, template: Template) -> Data:
    """What `Ref` gives for a name."""
    if name == "AWS::NoValue":
        return ABSENT
    if name in template.assumed.values:
        return template.assumed.values[name]
    if name in template.loops:
        return template.loops[name]
    if name.startswith("AWS::"):
        return _pseudo(name, template)
    if name in template.parameters:
        return template.parameter(name)
    if name in template.resources:
        return Reference(template.nesting.prefix + name, "id")
    return _missing(name, "parameter or resource", "id", template)


def _missing(name: str, what: str, attribute: str, template: Template) -> Data:
    """What a name is that nothing in the template has: a part of what a module makes, or a mistake."""
    maker = next((maker for maker in template.makers if name.startswith(maker)), None)
    if maker is None:
        raise Missing(name, what, attribute)
    return Unknown(f"`{name}` is made by `{maker}`, which is not looked at", Why.MODULE)


def _pseudo(name: str, template: Template) -> Data:
    inputs = template.inputs
    if name == "AWS::Region" and inputs.region:
        return inputs.region
    if name == "AWS::AccountId" and inputs.account:
        return inputs.account
    if name == "AWS::Partition" and inputs.region:
        special = {"cn-": "aws-cn", "us-gov-": "aws-us-gov"}
        return next((part for start, part in special.items() if inputs.region.startswith(start)), "aws")
    known = {"AWS::Region": " (`--region`)", "AWS::AccountId": " (`--account`)"}
    return Unknown(f"`{name}` is known only when the stack is made{known.get(name, '')}", Why.APPLY)


def _get_att(argument: Node, template: Template) -> Data:
    if not isinstance(argument.value, list):
        name, _, attribute = _plain(argument, "`logicalId.attribute`").partition(".")
        return attribute_of(name, attribute, template)
    if len(argument.value) != 2:
        raise Wrong("it takes a logical id and an attribute")
    asked = evaluate(argument.value[1], template)
    if not isinstance(asked, str):
        return first_unknown(asked) or _raise("it takes a logical id and an attribute")
    return _of_name(argument.value[0], "a logical id", template, lambda name: attribute_of(name, asked, template))


def attribute_of(name: str, attribute: str, template: Template) -> Data:
    """What `Fn::GetAtt` gives."""
    if name not in template.resources:
        return _missing(name, "resource", snake_case(attribute), template)
    if not attribute:
        raise Wrong("it needs an attribute")
    child = template.child(name) if attribute.startswith("Outputs.") else None
    if child is not None:
        return _output(child, attribute.removeprefix("Outputs."))
    return Reference(template.nesting.prefix + name, snake_case(attribute))


def _output(template: Template, name: str) -> Data:
    """What a nested template gives to the one that calls it."""
    member = template.outputs.get(name)
    value = member.node.value.get("Value") if member is not None and isinstance(member.node.value, dict) else None
    if value is None:
        raise Wrong(f"`{template.source.path}` has no output `{name}`")
    return evaluate(value.node, template)


def snake_case(name: str) -> str:
    """`Endpoint.Address` → `endpoint_address`."""
    return _BOUNDARY.sub("_", name.replace(".", "_")).lower()


# -- strings ---------------------------------------------------------------------------------------------


def _sub(argument: Node, template: Template) -> Data:
    names: dict[str, Data] = {}
    text_node = argument
    if isinstance(argument.value, list):
        if len(argument.value) != 2:
            raise Wrong("it takes a string, or a list of a string and a mapping")
        text_node, variables = argument.value
        if not isinstance(variables.value, dict):
            raise Wrong("its variables must be a mapping")
        names = {key: evaluate(member.node, template) for key, member in variables.value.items()}
    text = _plain(text_node, "a string")
    stretches: list[Data] = []
    position = 0
    for match in PLACEHOLDER.finditer(text):
        stretches.append(_dynamic(text[position : match.start()]))
        position = match.end()
        stretches.append(f"${{{match[2]}}}" if match[1] else _filled(match[2].strip(), names, template))
    stretches.append(_dynamic(text[position:]))
    return joined(stretches)


def _filled(name: str, names: dict[str, Data], template: Template) -> Data:
    if name in names:
        return names[name]
    resource, dot, attribute = name.partition(".")
    return attribute_of(resource, attribute, template) if dot else reference(name, template)


def joined(stretches: Iterable[Data], separator: str = "") -> Data:
    """Texts, numbers and unknown stretches as one string."""
    pieces: list[Data] = []
    for index, stretch in enumerate(stretches):
        if index and separator:
            pieces.append(separator)
        pieces.append(_as_text(stretch))
    return partial(pieces)


def _as_text(value: Data) -> Data:
    match value:
        case str() | Partial() | Encoded() | Unknown():
            return value
        case OneOf():
            return one_of((_as_text(choice) for choice in value.choices), value.unknown)
        case bool():
            return str(value).lower()
        case list() | dict():
            raise Wrong("a list or mapping can't be part of a string")
        case _ if value is ABSENT or value is None:
            return ""
        case _:
            return str(value)


def _join(argument: Node, template: Template) -> Data:
    separator_node, items_node = _arguments(argument, 2)
    separator = evaluate(separator_node, template)
    items = evaluate(items_node, template)
    return _each([separator, items], _join_known)


def _join_known(values: Sequence[Data]) -> Data:
    separator, items = values
    if isinstance(separator, str) and isinstance(items, list):
        return joined(items, separator)
    return first_unknown([separator, items]) or _raise("it takes a separator and a list")


def _each(values: Sequence[Data], answer: Callable[[Sequence[Data]], Data]) -> Data:
    """An answer for each combination of alternatives."""
    choices = [value.choices if isinstance(value, OneOf) else (value,) for value in values]
    unknown = next((value.unknown for value in values if isinstance(value, OneOf)), None)
    if unknown is None:
        return answer(values)
    if prod(len(items) for items in choices) > _CHOICES:
        return unknown
    return one_of((answer(combination) for combination in product(*choices)), unknown)


def _split(argument: Node, template: Template) -> Data:
    separator_node, text_node = _arguments(argument, 2)
    return _each([evaluate(separator_node, template), evaluate(text_node, template)], _split_known)


def _split_known(values: Sequence[Data]) -> Data:
    separator, text = values
    if isinstance(text, str) and isinstance(separator, str) and separator:
        return list(text.split(separator))
    if isinstance(text, Partial) and isinstance(separator, str):
        return _split_partial(text, separator)
    return first_unknown([separator, text]) or _raise("it takes a separator and a string")


def _split_partial(text: Partial, separator: str) -> Data:
    """A list whose number of elements nobody knows, unless the separator stands between known stretches only."""
    pieces: list[list[Data]] = [[]]
    for part in text.parts:
        if isinstance(part, str):
            first, *rest = part.split(separator)
            pieces[-1].append(first)
            pieces += [[item] for item in rest]
        elif isinstance(part, Reference):
            pieces[-1].append(part)
        else:
            return first_unknown(part) or Unknown("what it splits is not known")
    return [partial(piece) for piece in pieces]


def _base64(argument: Node, template: Template) -> Data:
    plain = evaluate(argument, template)
    if isinstance(plain, str):
        import binascii

        return binascii.b2a_base64(plain.encode("utf-8", "surrogatepass"), newline=False).decode()
    return Base64Text(plain, first_unknown(plain) or Unknown("what it encodes is not known"))


def _to_json_string(argument: Node, template: Template) -> Data:
    value = evaluate(argument, template)
    if first_unknown(value) is not None:
        return Encoded(value)
    import json

    return json.dumps(value, separators=(",", ":"), default=float)


# -- lists and mappings ----------------------------------------------------------------------------------


def _select(argument: Node, template: Template) -> Data:
    index_node, items_node = _arguments(argument, 2)
    return _each([evaluate(index_node, template), evaluate(items_node, template)], _select_known)


def _select_known(values: Sequence[Data]) -> Data:
    index, items = values
    if isinstance(items, Unknown | OneOf | Partial) or isinstance(index, Unknown | OneOf | Partial):
        return first_unknown([index, items]) or Unknown("what it selects from is not known")
    if not isinstance(items, list):
        raise Wrong("it takes a number and a list")
    number = int(str(index)) if str(index).isdigit() else -1
    if not 0 <= number < len(items):
        raise Wrong(f"the list of {len(items)} has no element {index}")
    return items[number]


def _find_in_map(argument: Node, template: Template) -> Data:
    nodes = argument.value if isinstance(argument.value, list) else []
    if len(nodes) not in {3, 4}:
        raise Wrong("it takes a mapping's name and two keys")
    keys = [evaluate(node, template) for node in nodes[:3]]
    return _each(keys, lambda known: _mapped(known, nodes, template))


def _mapped(keys: Sequence[Data], nodes: list[Node], template: Template) -> Data:
    texts = tuple(str(key) for key in keys if isinstance(key, str | int) and not isinstance(key, bool))
    if len(texts) == 3:
        member = template.mapped(texts)
        if member is not None:
            return evaluate(member.node, template)
        return _map_default(nodes, template, texts)
    unknown = first_unknown(list(keys)) or _raise("it takes a mapping's name and two keys")
    if isinstance(keys[0], str) and isinstance(keys[2], str):
        found = [evaluate(node, template) for node in template.choices_of((keys[0], keys[2]))]
        if 0 < len(found) <= _CHOICES:
            return one_of(found, unknown)
    return unknown


def _map_default(nodes: list[Node], template: Template, keys: tuple[str, ...]) -> Data:
    if len(nodes) == 4 and isinstance(nodes[3].value, dict) and "DefaultValue" in nodes[3].value:
        return evaluate(nodes[3].value["DefaultValue"].node, template)
    raise Wrong(f"there is no `{'.'.join(keys)}` in `Mappings`")


def _length(argument: Node, template: Template) -> Data:
    return _each([evaluate(argument, template)], _length_known)


def _length_known(values: Sequence[Data]) -> Data:
    (value,) = values
    return len(value) if isinstance(value, list) else first_unknown(value) or _raise("it takes a list")


def _get_azs(argument: Node, template: Template) -> Data:
    evaluate(argument, template)
    return Unknown("the availability zones are known only when the stack is made", Why.APPLY)


def _import_value(argument: Node, template: Template) -> Data:
    name = evaluate(argument, template)
    shown = f" `{name}`" if isinstance(name, str) else ""
    return Unknown(f"the export{shown} of another stack is read at deployment", Why.DATA)


def _stack_output(argument: Node, template: Template) -> Data:
    evaluate(argument, template)
    return Unknown("the output of another stack is read at deployment", Why.DATA)


def _cidr(argument: Node, template: Template) -> Data:
    if not isinstance(argument.value, list) or not 2 <= len(argument.value) <= 3:
        raise Wrong("it takes a block, a number and, perhaps, a number of bits")
    block, count, *rest = (evaluate(node, template) for node in argument.value)
    bits = rest[0] if rest else 8
    unknown = first_unknown([block, count, bits])
    if unknown is not None:
        return unknown
    import ipaddress

    try:
        number = int(str(count))
        network = ipaddress.ip_network(str(block), strict=False)
        parts = network.subnets(new_prefix=network.max_prefixlen - int(str(bits)))
        found: list[Data] = [str(part) for part in islice(parts, min(max(number, 0), _MOST_PARTS))]
    except ValueError as error:
        raise Wrong("there are no such parts of the block") from error
    if number != len(found):
        raise Wrong(f"the block has not {count} such parts, or they are more than {_MOST_PARTS}")
    return found


def _transform(argument: Node, template: Template) -> Data:
    template.note(argument, "`Fn::Transform` is not run: what it gives is not looked at")
    return Unknown("`Fn::Transform` is not run", Why.IMPURE)


# -- conditions ------------------------------------------------------------------------------------------


def truth(node: Node, template: Template) -> bool | Unknown:
    """The truth of a condition."""
    value = evaluate(node, template)
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in {"true", "false"}:
        return value == "true"
    return first_unknown(value) or Unknown("it is no condition", Why.ERROR, template.span(node))


def _if(argument: Node, template: Template) -> Data:
    condition, yes, no = _arguments(argument, 3)
    answer = _named_condition(condition, template)
    if isinstance(answer, bool):
        return evaluate(yes if answer else no, template)
    return one_of((evaluate(yes, template), evaluate(no, template)), answer)


def _condition(argument: Node, template: Template) -> Data:
    return _named_condition(argument, template)


def _named_condition(node: Node, template: Template) -> bool | Unknown:
    name = _plain(node, "a condition's name")
    if name not in template.conditions:
        raise Wrong(f"there is no condition `{name}`")
    return template.condition(name)


def _equals(argument: Node, template: Template) -> Data:
    left, right = (evaluate(node, template) for node in _arguments(argument, 2))
    answer = _same(left, right)
    if answer is Truth.UNKNOWN:
        return _input([left, right]) or Unknown("what it compares is not known")
    return answer is Truth.TRUE


def _input(values: list[Data]) -> Unknown | None:
    return next(unknowns(values), None)


def _same(left: Data, right: Data) -> Truth:
    if isinstance(left, OneOf) or isinstance(right, OneOf):
        lefts = left.choices if isinstance(left, OneOf) else (left,)
        rights = right.choices if isinstance(right, OneOf) else (right,)
        answers = {_same(a, b) for a in lefts for b in rights}
        return answers.pop() if len(answers) == 1 else Truth.UNKNOWN
    if isinstance(left, Partial) and isinstance(right, str):
        return Truth.UNKNOWN if left.could_be(right) else Truth.FALSE
    if isinstance(left, Different):
        return Truth.FALSE if _plain_text(right) in left.texts else Truth.UNKNOWN
    if isinstance(right, Partial | Different):
        return _same(right, left) if isinstance(left, str | int) else Truth.UNKNOWN
    if first_unknown([left, right]) is not None:
        return Truth.UNKNOWN
    if isinstance(left, list | dict) or isinstance(right, list | dict):
        return Truth.of(left == right)
    return Truth.of(_as_text(left) == _as_text(right))


def _plain_text(value: Data) -> str | None:
    text = _as_text(value) if isinstance(value, str | int) else None
    return text if isinstance(text, str) else None


def _logical(decisive: bool) -> Callable[[Node, Template], Data]:
    def combine(argument: Node, template: Template) -> Data:
        if not isinstance(argument.value, list):
            raise Wrong("it takes a list of conditions")
        answers = [truth(node, template) for node in argument.value]
        if any(answer is decisive for answer in answers):
            return decisive
        return next((answer for answer in answers if isinstance(answer, Unknown)), not decisive)

    return combine


def _not(argument: Node, template: Template) -> Data:
    (inner,) = _arguments(argument, 1)
    answer = truth(inner, template)
    return answer if isinstance(answer, Unknown) else not answer


# -- arguments -------------------------------------------------------------------------------------------


def _plain(node: Node, what: str) -> str:
    if not isinstance(node.value, str):
        raise Wrong(f"it takes {what}")
    return node.value


def _arguments(node: Node, number: int) -> list[Node]:
    if not isinstance(node.value, list) or len(node.value) != number:
        raise Wrong(f"it takes a list of {number}")
    return node.value


def _raise(message: str) -> Unknown:
    raise Wrong(message)


FUNCTIONS: Final[dict[str, Callable[[Node, Template], Data]]] = {
    "Ref": _ref,
    "Condition": _condition,
    "Fn::And": _logical(decisive=False),
    "Fn::Base64": _base64,
    "Fn::Cidr": _cidr,
    "Fn::Equals": _equals,
    "Fn::FindInMap": _find_in_map,
    "Fn::GetAZs": _get_azs,
    "Fn::GetAtt": _get_att,
    "Fn::GetStackOutput": _stack_output,
    "Fn::If": _if,
    "Fn::ImportValue": _import_value,
    "Fn::Join": _join,
    "Fn::Length": _length,
    "Fn::Not": _not,
    "Fn::Or": _logical(decisive=True),
    "Fn::Select": _select,
    "Fn::Split": _split,
    "Fn::Sub": _sub,
    "Fn::ToJsonString": _to_json_string,
    "Fn::Transform": _transform,
}
