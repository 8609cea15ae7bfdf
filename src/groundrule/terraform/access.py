"""Attributes, indices and splats, asked of data that may be unknown."""

from __future__ import annotations

from collections.abc import Callable

from groundrule.terraform.objects import BlockMap, Instance, OpenMap, Outputs, Undeclared
from groundrule.terraform.operators import to_text
from groundrule.terraform.types import ExpressionError, ListValue, SetValue
from groundrule.value import Data, Encoded, OneOf, OpenList, Partial, Unknown, Why, one_of

# beyond this many elements an index that is not known says nothing of the element
_FEW = 24


def attribute(value: Data, name: str) -> Data:
    """`value.name`.

    Raises:
        ExpressionError: the value has no such attribute.
    """
    if isinstance(value, dict):
        return _member(value, name)
    if isinstance(value, Unknown):
        return _attribute_of_unknown(value, name)
    if isinstance(value, OneOf):
        return each_choice(value, lambda choice: attribute(choice, name))
    if value is None:
        raise ExpressionError(f"`.{name}` is asked of null")
    if isinstance(value, list):
        raise ExpressionError(f"`.{name}` is asked of a list: an index is needed first")
    raise ExpressionError(f"`.{name}` is asked of {_kind(value)}, which has no attributes")


def _member(value: dict[str, Data], name: str) -> Data:
    try:
        found = value[name]
    except KeyError:
        if isinstance(value, BlockMap):
            return value.undecided(name)
        raise ExpressionError(f"there is no attribute or key `{name}` in the object") from None
    if found is None and isinstance(value, BlockMap):
        return value.undecided(name)
    return found


def _attribute_of_unknown(value: Unknown, name: str) -> Data:
    if isinstance(value, Instance | Undeclared):
        return value.ask(name)
    if isinstance(value, Outputs):
        return value.module.output(name)
    if isinstance(value, OpenMap):
        return value.known.get(name, value.other)
    return value


def index(value: Data, key: Data) -> Data:
    """`value[key]`.

    Raises:
        ExpressionError: there is no such element, or the value has none at all.
    """
    if isinstance(key, OneOf):
        return each_choice(key, lambda choice: index(value, choice))
    if isinstance(value, OneOf):
        return each_choice(value, lambda choice: index(choice, key))
    if isinstance(key, Unknown | Partial | Encoded):
        return _any_element(value, key)
    if isinstance(value, list):
        return _element(value, key)
    if value is None:
        raise ExpressionError("an index is asked of null")
    if isinstance(value, Undeclared):
        return value
    if isinstance(value, dict | Unknown):
        name = to_text(key)
        if not isinstance(name, str):
            raise ExpressionError("an index must be a string or a number")
        return attribute(value, name)
    raise ExpressionError(f"an index is asked of {_kind(value)}, which has no elements")


def _element(value: list[Data], key: Data) -> Data:
    if isinstance(value, SetValue):
        raise ExpressionError("elements of a set have no index")
    position = _position(key)
    if position is None:
        raise ExpressionError("the index of a list must be a whole number")
    if isinstance(value, OpenList):
        return one_of(value, value.unknown) if value else value.unknown
    if not 0 <= position < len(value):
        raise ExpressionError(f"there is no element {position} in a list of {len(value)}")
    return value[position]


def _position(key: Data) -> int | None:
    if isinstance(key, bool):
        return None
    if isinstance(key, int):
        return key
    try:
        number = int(str(key))
    except ValueError:
        return None
    return number


def _any_element(value: Data, key: Unknown | Partial | Encoded) -> Data:
    """An element, nobody knows which: one of those that may be meant."""
    unknown = key if isinstance(key, Unknown) else Unknown("the index is known only in part", Why.INPUT)
    if isinstance(value, SetValue):
        raise ExpressionError("elements of a set have no index")
    if isinstance(value, dict):
        names = [name for name in value if not isinstance(key, Partial) or key.could_be(name)]
        return _few([value[name] for name in names], unknown)
    if isinstance(value, list):
        return _few(list(value), unknown)
    if isinstance(value, OpenMap):
        return _few([*value.known.values(), value.other], unknown)
    if value is None:
        raise ExpressionError("an index is asked of null")
    return value if type(value) is Unknown else unknown


def _few(elements: list[Data], unknown: Unknown) -> Data:
    return one_of(elements, unknown) if 0 < len(elements) <= _FEW else unknown


def splat(value: Data, steps: Callable[[Data], Data]) -> Data:
    """`value[*].steps` or `value.*.steps`.

    Args:
        value: a list or set, or anything else as the list of itself; null is the empty list.
        steps: what is asked of each element.

    Raises:
        ExpressionError: an element does not have what is asked of it.
    """
    if isinstance(value, OpenList):
        return OpenList((steps(element) for element in value), value.unknown)
    if isinstance(value, ListValue | SetValue):
        return ListValue(steps(element) for element in value)
    if isinstance(value, list):
        return [steps(element) for element in value]
    if value is None:
        return []
    if isinstance(value, OneOf):
        return each_choice(value, lambda choice: splat(choice, steps))
    if isinstance(value, Unknown) and not isinstance(value, Instance | Outputs):
        return value
    return [steps(value)]


def each_choice(value: OneOf, ask: Callable[[Data], Data]) -> Data:
    """A question put to every alternative; one that fails is unknown, unless all fail.

    Raises:
        ExpressionError: every alternative fails.
    """
    answers: list[Data] = []
    failures: list[ExpressionError] = []
    for choice in value.choices:
        try:
            answers.append(ask(choice))
        except ExpressionError as error:
            failures.append(error)
            answers.append(Unknown(str(error), Why.ERROR))
    if len(failures) == len(value.choices):
        raise failures[0]
    return one_of(answers, value.unknown)


def _kind(value: Data) -> str:
    match value:
        case bool():
            return "a boolean"
        case str() | Partial() | Encoded():
            return "a string"
        case _:
            return "a number"
