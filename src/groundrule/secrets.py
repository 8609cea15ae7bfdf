"""Secrets that stand in the source: verdicts that never tell the value."""

from __future__ import annotations

from collections.abc import Iterator

from groundrule import secretshape
from groundrule.subject import Attribute
from groundrule.value import Data, Encoded, OneOf, Partial
from groundrule.verdict import Verdict

_REMEDY = "take it from a secret store, or from an input without a default, and change it where it was used"


def must_not_be_literal(attribute: Attribute) -> Verdict:
    """An attribute that is a secret by its nature: its value may not stand in the source.

    What comes from another resource, a secret store or an input without a value is allowed: nobody reads it
    here. One literal among several alternatives stands in the source as well.
    """
    if any(isinstance(text, str) and text.strip() for text in _alternatives(attribute.data)):
        return attribute.deny("the value of `{name}` stands in the source", remedy=_REMEDY)
    return attribute.allow()


def must_hold_no_secret(attribute: Attribute) -> Verdict:
    """A script, a configuration or any other text that may hold a secret without being one."""
    for text in _texts(attribute.data):
        found = secretshape.in_script(secretshape.decoded(text))
        if found:
            return attribute.deny(f"`{{name}}` holds {found}", remedy=_REMEDY)
    return attribute.allow()


def variables_must_hold_no_secret(variables: Attribute) -> Iterator[Verdict]:
    """An object of environment variables: a telling name with a literal, or a value of a known shape."""
    for variable in variables.entries():
        name = str(variable.spot.path[-1])
        literal = any(isinstance(text, str) and _is_secret(name, text) for text in _alternatives(variable.data))
        yield variable.deny("`{name}` holds a secret", remedy=_REMEDY) if literal else variable.allow()


def _is_secret(name: str, text: str) -> bool:
    if secretshape.known_shape(text):
        return True
    return secretshape.is_telling(name) and secretshape.is_literal(text)


def _alternatives(data: Data) -> tuple[Data, ...]:
    return data.choices if isinstance(data, OneOf) else (data,)


def _texts(data: Data) -> Iterator[str]:
    """Every known stretch of text in a value."""
    match data:
        case str():
            yield data
        case Partial():
            # an unknown stretch must not read as the literal behind a name
            yield "".join(part if isinstance(part, str) else "${}" for part in data.parts)
        case OneOf():
            for choice in data.choices:
                yield from _texts(choice)
        case Encoded():
            yield from _texts(data.data)
        case list():
            for item in data:
                yield from _texts(item)
        case dict():
            for item in data.values():
                yield from _texts(item)
