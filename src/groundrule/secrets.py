"""Secrets that stand in the source: verdicts that never tell the value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from groundrule import secretshape
from groundrule.decoding import decode
from groundrule.subject import Attribute
from groundrule.value import Data, Encoded, OneOf, Partial, Unknown
from groundrule.verdict import Verdict

_REMEDY: Final = "take it from a secret store, or from an input without a default, and change it where it was used"
_DEEPEST: Final = 12


def must_not_be_literal(attribute: Attribute, *, user: Attribute | None = None) -> Verdict:
    """An attribute that is a secret by its nature: its value may not stand in the source.

    What comes from another resource, a secret store or an input without a value is allowed: nobody reads it
    here. One literal among several alternatives stands in the source as well.

    Args:
        attribute: the secret.
        user: the name of the user that it belongs to; the message tells where that stands there too.
    """
    if any(_is_written(data) for data in _alternatives(attribute.data)):
        both = user is not None and any(_is_written(data) for data in _alternatives(user.data))
        beside = ", and so does the name of its user" if both else ""
        return attribute.deny(f"the value of `{{name}}` stands in the source{beside}", remedy=_REMEDY)
    return attribute.allow()


def _is_written(data: Data) -> bool:
    if isinstance(data, list):
        return any(map(_is_written, data))
    return bool(data.strip()) if isinstance(data, str) else type(data) is int


def must_hold_no_secret(attribute: Attribute, name: str = "", *, examples: bool = False) -> Verdict:
    """A script, a configuration or any other text that may hold a secret without being one.

    Args:
        attribute: the text, or whatever it is a part of.
        name: what it is called, where that may tell of a secret.
        examples: whether a key of AWS's documentation counts as well, since a real one takes its place.
    """
    for known, text in _texts(attribute.data, name):
        found = secretshape.given(known, text, examples=examples)
        if found:
            return attribute.deny(f"`{{name}}` holds {found}", remedy=_REMEDY)
    return attribute.allow()


def variables_must_hold_no_secret(variables: Attribute, name: str = "", *, examples: bool = False) -> Iterator[Verdict]:
    """An object or a list of values, such as environment variables: known shapes, and literals of telling names.

    A list may be one of objects with a `name` and a `value`, and a JSON text is looked into.

    Args:
        variables: the values; a lone one will do.
        name: what a lone value is called; the attribute's own name by default.
        examples: whether a key of AWS's documentation counts as well, since a real one takes its place.
    """
    data = variables.data
    text = data if isinstance(data, str) else ""
    if isinstance(data, Encoded | Partial) or text.lstrip()[:1] in {"[", "{"}:
        structure = variables.decoded()
        variables = variables if isinstance(structure.data, Unknown) else structure
    name = name or str(variables.spot.path[-1])
    # mostly there is nothing, and the texts are read faster than the attributes that they stand in
    found = any(secretshape.given(*item, examples=examples) for item in _texts(variables.data, name))
    denied = list(_denials(variables, name, examples=examples)) if found else []
    yield from denied or [variables.allow()]


def _denials(attribute: Attribute, name: str, *, examples: bool, depth: int = 0) -> Iterator[Verdict]:
    """A denial at each text that is a secret by its own name or its shape."""
    data = attribute.data
    if depth > _DEEPEST:
        return
    if isinstance(data, dict):
        pair = _pair_name(data)
        for key in data:
            own = pair if pair and key.lower() == "value" else key
            yield from _denials(attribute[key], own, examples=examples, depth=depth + 1)
    elif isinstance(data, list):
        for index in range(len(data)):
            yield from _denials(attribute[index], name, examples=examples, depth=depth + 1)
    else:
        found = next(filter(None, (secretshape.given(*item, examples=examples) for item in _texts(data, name))), "")
        if found:
            yield attribute.deny(f"`{{name}}` holds {found}", remedy=_REMEDY)


def _pair_name(data: dict[str, Data]) -> str:
    """The name in an object that is a name and a value."""
    if not any(key in data for key in ("value", "Value")):
        return ""
    names = (data.get(key) for key in ("name", "Name", "key", "Key"))
    return next((name for name in names if isinstance(name, str)), "")


def _alternatives(data: Data) -> tuple[Data, ...]:
    return data.choices if isinstance(data, OneOf) else (data,)


def _texts(data: Data, name: str) -> Iterator[tuple[str, str]]:
    """Every known stretch of text in a value, each with the nearest name."""
    match data:
        case str() if data[:1] in {"{", "["} and isinstance(structure := decode(data), dict | list):
            yield from _texts(structure, name)
        case str():
            yield name, data
        case Partial():
            # an unknown stretch must not read as the literal behind a name
            yield name, "".join(part if isinstance(part, str) else "${}" for part in data.parts)
        case OneOf():
            for choice in data.choices:
                yield from _texts(choice, name)
        case Encoded():
            yield from _texts(data.data, name)
        case list():
            for item in data:
                yield from _texts(item, name)
        case dict():
            pair = _pair_name(data)
            for key, item in data.items():
                yield from _texts(item, pair if pair and key.lower() == "value" else key)
