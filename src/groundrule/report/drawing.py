"""The graph around one resource, as SVG: what refers to it on the left, what it refers to on the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from groundrule.finding import Neighbour
from groundrule.report.markup import Markup, join, tag
from groundrule.report.words import cut, plural

_MOST: Final = 8
_WIDTH: Final = 300
_HEIGHT: Final = 30
_GAP: Final = 14
_SPAN: Final = 180
_CHARACTERS: Final = 38


def draw(address: str, neighbours: Sequence[Neighbour]) -> Markup:
    """The drawing.

    Args:
        address: of the resource in the middle.
        neighbours: what it is tied to; of each side only the first are drawn, the others counted.
    """
    left, right = _together(neighbours, outgoing=False), _together(neighbours, outgoing=True)
    rows = max(min(len(left), _MOST + 1), min(len(right), _MOST + 1), 1)
    height = rows * (_HEIGHT + _GAP) + _GAP
    columns = [x for x, shown in ((0, left), (1, [address]), (2, right)) if shown]
    place = {column: number * (_WIDTH + _SPAN) + 1 for number, column in enumerate(columns)}
    width = len(columns) * _WIDTH + (len(columns) - 1) * _SPAN + 2
    middle = (height - _HEIGHT) // 2
    parts = [tag("title", f"What {address} is tied to"), _arrow(), _box(address, place[1], middle, "self")]
    for column, items in ((0, left), (2, right)):
        parts += _side(items, place.get(column, 0), place[1], height, outgoing=column == 2)
    return tag("svg", *parts, viewBox=f"0 0 {width} {height}", width=str(width), height=str(height), role="img")


def _together(neighbours: Sequence[Neighbour], *, outgoing: bool) -> list[Neighbour]:
    """One for each resource of a side, with all attributes that refer."""
    attributes: dict[str, list[str]] = {}
    for item in neighbours:
        if item.outgoing is outgoing:
            attributes.setdefault(item.address, []).append(item.attribute)
    return [Neighbour(address, ", ".join(names), outgoing) for address, names in attributes.items()]


def _side(items: Sequence[Neighbour], x: int, centre: int, height: int, *, outgoing: bool) -> list[Markup]:
    shown = list(items[:_MOST])
    more = len(items) - len(shown)
    rows = len(shown) + (1 if more else 0)
    top = (height - rows * (_HEIGHT + _GAP) + _GAP) // 2
    parts = []
    for number, item in enumerate(shown):
        y = top + number * (_HEIGHT + _GAP)
        ends = (centre + _WIDTH, height // 2, x, y + _HEIGHT // 2)
        if not outgoing:
            ends = (x + _WIDTH, y + _HEIGHT // 2, centre, height // 2)
        parts += [_line(*ends), _label(item.attribute, x, y, outgoing=outgoing), _box(item.address, x, y, "")]
    if more:
        y = top + len(shown) * (_HEIGHT + _GAP)
        parts.append(tag("text", f"and {plural(more, 'more', 'more')}", x=str(x + 8), y=str(y + 20), class_="label"))
    return parts


def _box(text: str, x: int, y: int, kind: str) -> Markup:
    name = text if len(text) <= _CHARACTERS else "…" + text[-(_CHARACTERS - 1) :]
    rect = tag("rect", x=str(x), y=str(y), width=str(_WIDTH), height=str(_HEIGHT), rx="5")
    words = tag("text", name, x=str(x + 10), y=str(y + 19))
    return tag("g", tag("title", text), rect, words, class_=kind or None)


def _line(x: int, y: int, to_x: int, to_y: int) -> Markup:
    half = (x + to_x) // 2
    return tag("path", d=f"M{x} {y} C{half} {y} {half} {to_y} {to_x} {to_y}", marker_end="url(#arrow)")


def _label(attribute: str, x: int, y: int, *, outgoing: bool) -> Markup:
    """Beside the neighbour's box, above its line."""
    text = cut(attribute, 24)
    if outgoing:
        return tag("text", text, x=str(x - 10), y=str(y + 10), text_anchor="end", class_="label")
    return tag("text", text, x=str(x + _WIDTH + 8), y=str(y + 10), class_="label")


def _arrow() -> Markup:
    head = tag("path", d="M0 0 L8 4 L0 8 Z")
    size = {"viewBox": "0 0 8 8", "refX": "8", "refY": "4", "markerWidth": "7", "markerHeight": "7", "orient": "auto"}
    return tag("defs", join([tag("marker", head, id="arrow", **size)]))
