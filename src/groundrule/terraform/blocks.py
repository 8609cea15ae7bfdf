"""Nested blocks → data: static ones as they stand, dynamic ones as often as their collection says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from groundrule.terraform import syntax
from groundrule.terraform.evaluate import settle
from groundrule.terraform.iteration import Item, items
from groundrule.terraform.objects import BlockMap
from groundrule.terraform.scope import Binding, Scope, Site
from groundrule.terraform.section import Section
from groundrule.terraform.types import ExpressionError
from groundrule.value import Data, OneOf, OpenList, Unknown, Why

if TYPE_CHECKING:
    from groundrule.graph import Path as GraphPath
    from groundrule.graph import Place

# what these attributes hold are names, not expressions to evaluate
_OF_NAMES: Final = frozenset({"ignore_changes", "replace_triggered_by"})


class Written(NamedTuple):
    """A nested block that there is (once dynamic blocks are unrolled): its body and what it sees."""

    section: Section
    scope: Scope


class Unrolled(NamedTuple):
    """All nested blocks of one type, in order; `unknown` tells why there may be others."""

    blocks: list[Written]
    unknown: Unknown | None


class Owner(NamedTuple):
    """The resource that blocks are nested in, and the blocks that led here: `rule[1].filter`.

    A block's number is part of the words only where there are several of its type.
    """

    key: str
    words: str = ""


def block_types(section: Section) -> list[str]:
    """The types of nested blocks that are written, in order."""
    types: dict[str, None] = {}
    for nested in section.sections:
        block = nested.block
        types[block.labels[0] if block.type == "dynamic" and block.labels else block.type] = None
    return list(types)


def unroll(section: Section, scope: Scope, type_: str) -> Unrolled:
    """The nested blocks of a type."""
    found: list[Written] = []
    unknown: Unknown | None = None
    for nested in section.sections:
        block = nested.block
        if block.type == type_:
            found.append(Written(nested, scope))
        elif block.type == "dynamic" and block.labels == (type_,):
            made, doubt = _unroll_dynamic(nested, scope)
            found += made
            unknown = unknown or doubt
    return Unrolled(found, unknown)


def blocks(section: Section, scope: Scope, type_: str, owner: Owner) -> list[Data]:
    """The nested blocks of a type, evaluated; an `OpenList` where their number is not known."""
    unrolled = unroll(section, scope, type_)
    values: list[Data] = []
    stem = f"{owner.words}.{type_}" if owner.words else type_
    several = len(unrolled.blocks) > 1
    for number, written in enumerate(unrolled.blocks):
        words = f"{stem}[{number}]" if several else stem
        values.append(_block(written, Owner(owner.key, words)))
    return values if unrolled.unknown is None else OpenList(values, unrolled.unknown)


def _block(written: Written, owner: Owner) -> BlockMap:
    section, scope = written
    locator = BlockLocator(written, owner.words)
    # a provisioner's kind is its label
    values: dict[str, Data] = {"type": section.block.labels[0]} if section.block.labels else {}
    for name, attribute in section.attributes.items():
        values[name] = attribute_value(section, scope, attribute)
    for type_ in block_types(section):
        values[type_] = blocks(section, scope, type_, owner)
    return BlockMap(values, locator, owner.key, owner.words)


def attribute_value(section: Section, scope: Scope, attribute: syntax.Attribute) -> Data:
    """An attribute of a block, evaluated."""
    source = section.source_of(attribute.name)
    expression = attribute.expression
    if attribute.name in _OF_NAMES and section.block.type == "lifecycle":
        return _names(expression, source.text)
    return settle(expression, source, scope)


def _names(expression: syntax.Expression, text: str) -> Data:
    """References as they are written: `ignore_changes = [tags]` → `["tags"]`, `all` → `"all"`."""
    if isinstance(expression, syntax.TupleExpression):
        return [_names(item, text) for item in expression.items]
    if isinstance(expression, syntax.Literal):
        return expression.value
    return text[expression.start : expression.end].strip('"')


class BlockLocator:
    """Says where the parts of a nested block stand; the work is done only when it is asked."""

    __slots__ = ("words", "written")

    def __init__(self, written: Written, words: str) -> None:
        self.written = written
        self.words = words

    def locate(self, path: GraphPath) -> Place:
        """The place of the value at `path` below the block."""
        from groundrule.terraform import trace

        return trace.place(self.written, path, self.words)


# -- dynamic blocks ---------------------------------------------------------------------------------


def _unroll_dynamic(section: Section, scope: Scope) -> tuple[list[Written], Unknown | None]:
    content = next(section.of_type("content"), None)
    attribute = section.attributes.get("for_each")
    if content is None or attribute is None:
        return [], Unknown("the dynamic block has no `for_each` or no `content`", Why.ERROR, section.header)
    site = Site(attribute.expression, section.source_of("for_each"), scope)
    iterator = _iterator(section)
    made: list[Written] = []
    doubt: Unknown | None = None
    collection = settle(site.expression, site.source, scope)
    for choice in collection.choices if isinstance(collection, OneOf) else (collection,):
        found, unknown = _elements(choice, site)
        doubt = doubt or unknown
        made += (Written(content, _iteration(scope, iterator, item, site)) for item in found)
    if isinstance(collection, OneOf):
        doubt = collection.unknown
    return made, doubt


def _elements(collection: Data, site: Site) -> tuple[list[Item], Unknown | None]:
    try:
        elements = items(collection)
        site.scope.module.spend(len(elements.items))
    except ExpressionError as error:
        wrong = Unknown(f"`for_each`: {error}", Why.ERROR, site.span)
        return [Item(wrong, wrong, certain=False)], wrong
    return elements.items, elements.unknown


def _iterator(section: Section) -> str:
    """The name that the content uses: the block's type, or what `iterator` says."""
    attribute = section.attributes.get("iterator")
    if attribute is not None:
        expression = attribute.expression
        if isinstance(expression, syntax.Traversal):
            return expression.root
        if isinstance(expression, syntax.Literal) and isinstance(expression.value, str):
            return expression.value
    return section.block.labels[0]


def _iteration(scope: Scope, iterator: str, item: Item, site: Site) -> Scope:
    key = item.key if isinstance(item.key, str | int) and item.certain else None
    return scope.within({iterator: {"key": item.key, "value": item.value}}, {iterator: Binding(site, key)})
