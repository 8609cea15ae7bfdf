"""Where a value stands and the way it came: worked out again, only for what is printed."""

from __future__ import annotations

from itertools import islice
from typing import Final

from groundrule.graph import Path, Place
from groundrule.source import Span
from groundrule.terraform.blocks import Written, unroll
from groundrule.terraform.origin import origin
from groundrule.terraform.route import descend
from groundrule.terraform.scope import Site
from groundrule.terraform.section import Section

_MOST_STEPS: Final = 40


def place(written: Written, path: Path, words: str) -> Place:
    """The place of the value at `path` below a block.

    Args:
        written: the block with what it sees.
        path: names and indices.
        words: the block's own path in its resource, empty for the resource's block.
    """
    if not path:
        return Place(written.section.header, words)
    name, rest = str(path[0]), path[1:]
    attribute = written.section.attributes.get(name)
    if attribute is not None:
        shown = spelled(words, (name, *rest))
        return of_expression(Site(attribute.expression, written.section.source_of(name), written.scope), rest, shown)
    blocks = unroll(written.section, written.scope, name).blocks
    number = rest[0] if rest and isinstance(rest[0], int) else 0
    if not blocks or number >= len(blocks):
        return Place(_nearest(written.section, name), spelled(words, path))
    stem = f"{words}.{name}" if words else name
    inner = rest[1:] if rest and isinstance(rest[0], int) else rest
    if not rest:
        return Place(blocks[0].section.header, stem)
    return place(blocks[number], inner, f"{stem}[{number}]" if len(blocks) > 1 else stem)


def _nearest(section: Section, name: str) -> Span:
    """The header of the block that lacks a part; that of the dynamic block which makes none of it."""
    for nested in section.sections:
        if nested.block.type == "dynamic" and nested.block.labels == (name,):
            return nested.header
    return section.header


def of_expression(site: Site, path: Path, words: str) -> Place:
    """The place of the value at `path` below an expression that people call `words`."""
    found, rest = descend(site, path)
    try:
        steps = tuple(islice(origin(found, rest), _MOST_STEPS))
    except RecursionError:
        # resources that refer to each other in a circle
        steps = ()
    return Place(found.span, words, steps)


def spelled(words: str, path: Path) -> str:
    """A path as it is written: `tags["a b"]`, `rule[0].cidr`."""
    text = words
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif step.replace("-", "_").isidentifier():
            text += f".{step}" if text else step
        else:
            text += f'["{step}"]'
    return text
