"""Questions of data that may be unknown, each answered with three values."""

from __future__ import annotations

from collections.abc import Callable

from groundrule.value import (
    Absent,
    Data,
    Encoded,
    OneOf,
    OpenList,
    Partial,
    Reference,
    Truth,
    Unknown,
    Why,
    any_true,
)


def over(data: Data, question: Callable[[Data], Truth]) -> Truth:
    """A three-valued question put to each alternative: their common answer, else UNKNOWN."""
    if isinstance(data, OneOf):
        answers = [over(choice, question) for choice in data.choices]
        return answers[0] if all(answer is answers[0] for answer in answers) else Truth.UNKNOWN
    return question(data)


def equals(data: Data, expected: Data) -> Truth:
    """Whether a value (not a `OneOf`) equals another; `"true"` equals True and `"5"` equals 5."""
    match data:
        case Unknown():
            return Truth.UNKNOWN
        case Partial():
            possible = isinstance(expected, str) and data.could_be(expected)
            return Truth.UNKNOWN if possible else Truth.FALSE
        case Encoded():
            return Truth.UNKNOWN
        case str() if isinstance(expected, bool):
            return Truth.of(data.lower() == str(expected).lower())
        case str() if isinstance(expected, int):
            return Truth.of(data == str(expected))
        case bool() if not isinstance(expected, bool):
            return Truth.of(isinstance(expected, str) and str(data).lower() == expected.lower())
        case _:
            return Truth.of(data == expected)


def is_set(data: Data) -> Truth:
    """Whether a value (not a `OneOf`) is something: not absent, null or empty. A reference is."""
    match data:
        case Reference() | Partial() | Encoded():
            return Truth.TRUE
        case Unknown():
            return Truth.TRUE if data.why is Why.EXTERNAL else Truth.UNKNOWN
        case OpenList():
            return Truth.UNKNOWN
        case None | Absent.ABSENT:
            return Truth.FALSE
        case str() | list() | dict():
            return Truth.of(len(data) > 0)
        case _:
            return Truth.TRUE


def contains(data: Data, expected: Data) -> Truth:
    """Whether a list holds a value; a lone value counts as a list of it."""
    match data:
        case Unknown():
            return Truth.UNKNOWN
        case OpenList():
            return any_true(over(item, lambda value: equals(value, expected)) for item in data) | (Truth.UNKNOWN)
        case list():
            return any_true(over(item, lambda value: equals(value, expected)) for item in data)
        case _:
            return equals(data, expected)


def compares(data: Data, question: Callable[[float], bool]) -> Truth:
    """A question of a number, also where it is written as a string; what is no number answers FALSE."""
    if isinstance(data, Unknown | Partial):
        return Truth.UNKNOWN
    value = _number(data)
    return Truth.of(value is not None and question(value))


def _number(data: Data) -> float | None:
    if isinstance(data, bool):
        return None
    try:
        return float(data)  # type: ignore[arg-type]  # whatever is no number raises
    except (TypeError, ValueError):
        return None


def show(data: Data) -> str:
    """A value for people, short."""
    match data:
        case bool():
            return f"`{str(data).lower()}`"
        case str():
            return f"`{data}`" if len(data) <= 60 else f"`{data[:57]}…`"
        case list():
            return "an empty list" if not data else f"[{', '.join(show(item) for item in data[:5])}]"
        case dict():
            return "an object"
        case Reference():
            return f"`{data.target}.{data.attribute}`"
        case Unknown() | OneOf() | Partial() | Encoded():
            return "not known"
        case None | Absent.ABSENT:
            return "not set"
        case _:
            return f"`{data}`"
