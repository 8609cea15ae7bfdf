"""The one type that several values can have: of a conditional's results, of a list's elements.

The rules are those of Terraform's type system (https://github.com/zclconf/go-cty/blob/main/docs/convert.md).
What is not known has the type `any`, which suits every other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from groundrule.graph import Map
from groundrule.terraform.types import (
    Collection,
    ExpressionError,
    ListValue,
    MapValue,
    ObjectType,
    Primitive,
    SetValue,
    TupleType,
    Type,
    convert,
    plain_type,
)
from groundrule.value import Absent, Data, Encoded, OneOf, Partial, Unknown, first_unknown

ANY: Final = Primitive("any")


def type_of(data: Data) -> Type:
    """The type of a value."""
    match data:
        case None | Unknown() | OneOf() | Absent() | Map():
            # a block is an object, but its attributes would all have to be evaluated
            return ANY
        case bool():
            return Primitive("bool")
        case str() | Partial() | Encoded():
            return Primitive("string")
        case SetValue():
            return Collection("set", element_type(data))
        case ListValue():
            return Collection("list", element_type(data))
        case MapValue():
            return Collection("map", element_type(data.values()))
        case list():
            return TupleType(tuple(type_of(item) for item in data))
        case dict():
            return ObjectType({name: type_of(item) for name, item in data.items()})
        case _:
            return Primitive("number")


def element_type(items: Iterable[Data]) -> Type:
    """The type of a collection's elements; `any` where it is empty."""
    return unify([type_of(item) for item in items]) or ANY


def alike(values: Sequence[Data], message: str) -> list[Data]:
    """Values converted to the one type that they can all have.

    Args:
        values: of any types.
        message: what is wrong where there is no such type.

    Raises:
        ExpressionError: there is none.
    """
    if len({type(value) for value in values} - {type(None)}) <= 1 and all(type(value) in _SCALARS for value in values):
        return list(values)
    wanted = unify([type_of(value) for value in values])
    if wanted is None:
        if first_unknown(list(values)) is not None:
            # the unknown part may be what makes them alike
            return list(values)
        raise ExpressionError(message)
    return [convert(value, wanted) for value in values]


_SCALARS: Final = frozenset({bool, int, str, type(None)})


def unify(types: Sequence[Type]) -> Type | None:
    """The type that values of all these types can be converted to; None where there is none."""
    known = [type_ for type_ in types if type_ != ANY]
    if not known:
        return ANY
    first = known[0]
    if all(type_ == first for type_ in known[1:]):
        return first
    kinds = {_kind(type_) for type_ in known}
    if kinds <= {"bool", "number", "string"}:
        return Primitive("string") if "string" in kinds else None
    rule = next((rule for wanted, rule in _RULES if kinds <= wanted), None)
    return rule(known, kinds) if rule else None


def _kind(type_: Type) -> str:
    match type_:
        case Primitive():
            return type_.name
        case Collection():
            return type_.kind
        case TupleType():
            return "tuple"
        case ObjectType():
            return "object"


def _sequences(types: Sequence[Type], kinds: set[str]) -> Type | None:
    """Lists, sets and tuples: tuples of one length stay tuples."""
    tuples = [type_ for type_ in types if isinstance(type_, TupleType)]
    if kinds == {"tuple"} and len({len(type_.elements) for type_ in tuples}) == 1:
        return _same_length(tuples)
    element = unify([element for type_ in types for element in _elements(type_)])
    if element is None:
        return None
    return Collection("set" if "set" in kinds and "list" not in kinds else "list", element)


def _same_length(tuples: Sequence[TupleType]) -> Type | None:
    elements = [unify(column) for column in zip(*(type_.elements for type_ in tuples), strict=True)]
    if None in elements:
        return None
    return TupleType(tuple(element for element in elements if element is not None))


def _mappings(types: Sequence[Type], kinds: set[str]) -> Type | None:
    """Maps and objects: objects with the same attributes stay objects."""
    objects = [type_ for type_ in types if isinstance(type_, ObjectType)]
    if kinds == {"object"} and len({frozenset(type_.attributes) for type_ in objects}) == 1:
        return _same_attributes(objects)
    element = unify([element for type_ in types for element in _elements(type_)])
    return None if element is None else Collection("map", element)


def _same_attributes(objects: Sequence[ObjectType]) -> Type | None:
    attributes: dict[str, Type] = {}
    for name in objects[0].attributes:
        attribute = unify([plain_type(type_.attributes[name]) for type_ in objects])
        if attribute is None:
            return None
        attributes[name] = attribute
    return ObjectType(attributes)


def _elements(type_: Type) -> Sequence[Type]:
    match type_:
        case Collection():
            return (type_.element,)
        case TupleType():
            return type_.elements
        case ObjectType():
            return [plain_type(attribute) for attribute in type_.attributes.values()]
        case _:
            return ()


_RULES: Final = ((frozenset({"list", "set", "tuple"}), _sequences), (frozenset({"map", "object"}), _mappings))
