"""python-hcl2 as a second opinion on files that our own parser rejects.

Its tree has no offsets: everything in a block stands at the block's header.
"""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from groundrule.terraform import parser
from groundrule.terraform.syntax import (
    Attribute,
    Block,
    Body,
    Expression,
    File,
    Literal,
    ObjectExpression,
    TupleExpression,
    moved,
)

# it reads a tenth of a megabyte a second, and recurses
_LARGEST: Final = 200_000
_MOST_BRACKETS: Final = 20_000
_IS_BLOCK: Final = "__is_block__"


class _Place(NamedTuple):
    start: int
    end: int


def read(text: str) -> File | None:
    """The tree of a file as python-hcl2 reads it, or None where it rejects the file too."""
    if len(text) > _LARGEST or sum(map(text.count, "{[(")) > _MOST_BRACKETS:
        return None
    import hcl2

    try:
        content: dict[str, Any] = hcl2.loads(text if text.endswith("\n") else f"{text}\n")
        return File(_body(content, text, _Place(0, 0)), ())
    except Exception:  # noqa: BLE001 - whatever it raises, it does not read the file
        return None


def _body(members: dict[str, Any], text: str, place: _Place) -> Body:
    attributes: dict[str, Attribute] = {}
    blocks: list[Block] = []
    for name, value in members.items():
        if name == _IS_BLOCK:
            continue
        if isinstance(value, list) and value and all(_holds_block(item) for item in value):
            for item in value:
                blocks += _blocks(name, (), item, text, place)
        else:
            attributes[name] = Attribute(place.start, place.end, name, _expression(value, place))
    return Body(attributes, tuple(blocks))


def _holds_block(item: Any) -> bool:
    if not isinstance(item, dict):
        return False
    return _IS_BLOCK in item or any(_holds_block(inner) for inner in item.values())


def _blocks(type_: str, labels: tuple[str, ...], item: dict[str, Any], text: str, place: _Place) -> list[Block]:
    if _IS_BLOCK in item:
        own = _header(type_, labels, text) or place
        return [Block(own.start, own.end, own.end, type_, labels, _body(item, text, own))]
    found: list[Block] = []
    for label, inner in item.items():
        found += _blocks(type_, (*labels, label.strip('"')), inner, text, place)
    return found


def _header(type_: str, labels: tuple[str, ...], text: str) -> _Place | None:
    """Where a block's header stands, told by its type and labels."""
    if not labels:
        return None
    pattern = rf"^[ \t]*({re.escape(type_)}" + "".join(rf'[ \t]+"?{re.escape(label)}"?' for label in labels) + ")"
    match = re.search(pattern, text, re.MULTILINE)
    return _Place(match.start(1), match.end(1)) if match else None


def _expression(value: Any, place: _Place) -> Expression:
    if isinstance(value, str):
        inner = value[2:-1] if value.startswith("${") and value.endswith("}") else value
        return moved(parser.parse_expression(inner), place.start, place.end)
    if isinstance(value, list):
        return TupleExpression(*place, tuple(_expression(item, place) for item in value))
    if isinstance(value, dict):
        items = ((Literal(*place, key.strip('"')), _expression(item, place)) for key, item in value.items())
        return ObjectExpression(*place, tuple(items))
    return Literal(*place, value)
