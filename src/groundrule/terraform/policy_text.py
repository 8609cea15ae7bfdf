"""What the renderers of policy documents share: their parts, and their text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from groundrule.value import ABSENT, Data, Encoded, OneOf, Unknown, first_unknown, one_of

# IAM's words and Terraform's, in the order in which the provider writes them
PARTS: Final = (
    ("Sid", "sid"),
    ("Effect", "effect"),
    ("Action", "actions"),
    ("NotAction", "not_actions"),
    ("Resource", "resources"),
    ("NotResource", "not_resources"),
    ("Principal", "principals"),
    ("NotPrincipal", "not_principals"),
    ("Condition", "condition"),
)


def each(data: Data, ask: Callable[[Data], Data]) -> Data:
    """A question put to every alternative."""
    if isinstance(data, OneOf):
        return one_of((each(choice, ask) for choice in data.choices), data.unknown)
    return ask(data)


def is_missing(data: Data) -> bool:
    """Whether an argument counts as left out: absent, null or empty."""
    return data is ABSENT or data is None or data in ("", [], {})


def text_of(document: Data, indent: int | None) -> Data:
    """A document as JSON text as Go writes it; `Encoded` where parts of it are not known.

    Args:
        document: the structure, or an unknown.
        indent: spaces for each level; None for a single line.
    """
    if isinstance(document, Unknown):
        return document
    if first_unknown(document) is not None:
        return Encoded(document)
    import json

    separators = (",", ":") if indent is None else (",", ": ")
    text = json.dumps(document, ensure_ascii=False, indent=indent, separators=separators)
    for character in "&<>\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
