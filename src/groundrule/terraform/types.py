"""Terraform's type constraints, and values converted to them.

https://developer.hashicorp.com/terraform/language/expressions/type-constraints
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, Union

from groundrule.errors import GroundruleError
from groundrule.terraform import syntax
from groundrule.value import Data, Encoded, OneOf, OpenList, Partial, Unknown, Why, first_unknown, one_of

if TYPE_CHECKING:
    from decimal import Decimal


class ExpressionError(GroundruleError):
    """What is wrong with an expression; it evaluates to an unknown with this text as its reason."""


class ListValue(list[Data]):
    """A list, all of whose elements have one type; a plain `list` is a tuple."""

    __slots__ = ()


class SetValue(list[Data]):
    """A set: every element once, in Terraform's order."""

    __slots__ = ()


class MapValue(dict[str, Data]):
    """A map, all of whose elements have one type; a plain `dict` is an object."""

    __slots__ = ()


class Primitive(NamedTuple):
    """`string`, `number`, `bool` or `any`."""

    name: str


class Collection(NamedTuple):
    """`list(element)`, `set(element)` or `map(element)`."""

    kind: str
    element: Type


class TupleType(NamedTuple):
    """`tuple([a, b])`."""

    elements: tuple[Type, ...]


class Optional(NamedTuple):
    """An attribute that may be left out, with the expression of its default."""

    type: Type
    default: syntax.Expression | None


class ObjectType(NamedTuple):
    """`object({a = string, b = optional(number, 1)})`."""

    attributes: Mapping[str, Type | Optional]


Type: TypeAlias = Union[Primitive, Collection, TupleType, ObjectType]

_PRIMITIVES = frozenset({"string", "number", "bool", "any"})
_COLLECTIONS = frozenset({"list", "set", "map"})


def parse(expression: syntax.Expression) -> Type:
    """The type that a constraint's expression stands for.

    Raises:
        ExpressionError: it is no type constraint.
    """
    match expression:
        case syntax.Traversal(root=name, steps=()) if name in _PRIMITIVES:
            return Primitive(name)
        case syntax.Traversal(root=name, steps=()) if name in _COLLECTIONS:
            return Collection(name, Primitive("any"))
        case syntax.Literal(value=str(name)) if name in _PRIMITIVES | _COLLECTIONS:
            # the quoted form of old configurations
            return Primitive(name) if name in _PRIMITIVES else Collection(name, Primitive("any"))
        case syntax.Call(name=name, arguments=(element,)) if name in _COLLECTIONS:
            return Collection(name, parse(element))
        case syntax.Call(name="tuple", arguments=(syntax.TupleExpression(items=items),)):
            return TupleType(tuple(parse(item) for item in items))
        case syntax.Call(name="object", arguments=(syntax.ObjectExpression(items=items),)):
            return ObjectType({_key(key): _attribute(value) for key, value in items})
        case _:
            raise ExpressionError("it is not a type constraint")


def _key(key: syntax.Expression) -> str:
    if isinstance(key, syntax.Literal) and isinstance(key.value, str):
        return key.value
    raise ExpressionError("an attribute of `object` needs a plain name")


def _attribute(expression: syntax.Expression) -> Type | Optional:
    match expression:
        case syntax.Call(name="optional", arguments=(type_,)):
            return Optional(parse(type_), None)
        case syntax.Call(name="optional", arguments=(type_, default)):
            return Optional(parse(type_), default)
        case _:
            return parse(expression)


def convert(data: Data, wanted: Type) -> Data:
    """A value as a type has it.

    Raises:
        ExpressionError: it can't be converted.
    """
    if data is None:
        return None
    if isinstance(data, OneOf):
        return one_of((convert(choice, wanted) for choice in data.choices), data.unknown)
    if isinstance(data, Unknown):
        return data
    match wanted:
        case Primitive():
            return _primitive(data, wanted.name)
        case Collection():
            return _collection(data, wanted)
        case TupleType():
            return _tuple(data, wanted)
        case ObjectType():
            return _object(data, wanted)


def _primitive(data: Data, name: str) -> Data:
    from groundrule.terraform import operators

    if name == "any":
        return data
    if isinstance(data, Partial | Encoded) and name == "string":
        return data
    return {"string": operators.to_text, "number": operators.to_number, "bool": operators.to_bool}[name](data)


def _collection(data: Data, wanted: Collection) -> Data:
    if wanted.kind == "map":
        if not isinstance(data, dict):
            raise ExpressionError("a map is needed")
        return MapValue(zip(data, _elements(list(data.values()), wanted), strict=True))
    if not isinstance(data, list):
        raise ExpressionError(f"a {wanted.kind} is needed")
    items = _elements(data, wanted)
    if isinstance(data, OpenList):
        return OpenList(items, data.unknown)
    return unique(items) if wanted.kind == "set" else ListValue(items)


def _elements(items: list[Data], wanted: Collection) -> list[Data]:
    if wanted.element == Primitive("any"):
        from groundrule.terraform.unify import alike

        return alike(items, f"all elements of a {wanted.kind} must have one type")
    return [convert(item, wanted.element) for item in items]


def _tuple(data: Data, wanted: TupleType) -> Data:
    if not isinstance(data, list) or len(data) != len(wanted.elements):
        raise ExpressionError(f"a tuple of {len(wanted.elements)} is needed")
    return [convert(item, type_) for item, type_ in zip(data, wanted.elements, strict=True)]


def _object(data: Data, wanted: ObjectType) -> Data:
    if not isinstance(data, dict):
        raise ExpressionError("an object is needed")
    result: dict[str, Data] = {}
    for name, attribute in wanted.attributes.items():
        type_ = plain_type(attribute)
        if name not in data and not isinstance(attribute, Optional):
            raise ExpressionError(f"the attribute `{name}` is needed")
        value = data.get(name)
        if value is None and isinstance(attribute, Optional) and attribute.default is not None:
            value = _default(attribute.default)
        result[name] = convert(value, type_)
    return result


def plain_type(attribute: Type | Optional) -> Type:
    """The type of an object's attribute, optional or not."""
    return attribute.type if isinstance(attribute, Optional) else attribute


def _default(expression: syntax.Expression) -> Data:
    """The value of an `optional` default, which is a constant."""
    match expression:
        case syntax.Literal():
            return expression.value
        case syntax.Parenthesised():
            return _default(expression.inner)
        case syntax.Unary(operator="-", operand=syntax.Literal(value=int(number))):
            return -number
        case syntax.TupleExpression():
            return [_default(item) for item in expression.items]
        case syntax.ObjectExpression():
            return {_key(key): _default(value) for key, value in expression.items}
        case _:
            return Unknown("the default of an optional attribute is not evaluated", Why.ERROR)


def by_code_point(text: str) -> bytes:
    """The key by which Terraform sorts strings: their UTF-8."""
    return text.encode("utf-8", "surrogatepass")


def unique(items: list[Data]) -> SetValue:
    """A set of the items."""
    result = SetValue()
    for item in items:
        if not any(type(item) is type(seen) and item == seen for seen in result):
            result.append(item)
    if first_unknown(result) is None:
        result.sort(key=_in_sets)
    return result


def _in_sets(item: Data) -> tuple[bool, bool | int | Decimal, bytes]:
    """The key by which Terraform orders a set: by value where there is an order, else by a text that it hashes."""
    if item is None or isinstance(item, str | list | dict):
        return item is None, 0, by_code_point(item if isinstance(item, str) else _hashed(item))
    return False, item, b""  # type: ignore[return-value]  # a known number or boolean


def _hashed(item: Data) -> str:
    from json import dumps

    match item:
        case None:
            return "~"
        case bool():
            return "T" if item else "F"
        case str():
            return dumps(item, ensure_ascii=False)
        case SetValue() | ListValue():
            return f"[{''.join(f'{_hashed(element)};' for element in item)}]"
        case list():
            return f"<{''.join(f'{_hashed(element)};' for element in item)}>"
        case MapValue():
            return f"{{{''.join(f'{_hashed(key)}:{_hashed(item[key])};' for key in sorted(item))}}}"
        case dict():
            return f"<{''.join(f'{_hashed(item[key])};' for key in sorted(item))}>"
        case _:
            return str(item)
