"""A block's body together with the source that it stands in; override files may have merged into it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from groundrule.source import Source, Span
from groundrule.terraform import syntax


class Section:
    """One block.

    Args:
        block: as it was parsed.
        source: the file that it stands in.

    Attributes:
        attributes: by name.
    """

    __slots__ = ("_elsewhere", "_sections", "attributes", "block", "source")

    def __init__(self, block: syntax.Block, source: Source) -> None:
        self.block = block
        self.source = source
        self.attributes: Mapping[str, syntax.Attribute] = block.body.attributes
        self._elsewhere: Mapping[str, Source] = {}
        self._sections: tuple[Section, ...] | None = None

    @property
    def sections(self) -> tuple[Section, ...]:
        """The nested blocks, in order."""
        if self._sections is None:
            self._sections = tuple(Section(block, self.source) for block in self.block.body.blocks)
        return self._sections

    def source_of(self, name: str) -> Source:
        """The file that an attribute stands in."""
        return self._elsewhere.get(name, self.source)

    @property
    def header(self) -> Span:
        """The block's type and labels."""
        return self.source.span(self.block.start, self.block.header_end)

    def of_type(self, type_: str) -> Iterator[Section]:
        """The nested blocks of a type."""
        return (section for section in self.sections if section.block.type == type_)

    def overridden(self, other: Section) -> Section:
        """This block with what an override file says of it: its attributes and its types of blocks win."""
        merged = Section(self.block, self.source)
        merged.attributes = {**self.attributes, **other.attributes}
        elsewhere = dict(self._elsewhere)
        for name in other.attributes:
            elsewhere[name] = other.source_of(name)
        merged._elsewhere = elsewhere
        merged._sections = _overridden(self.sections, other.sections)
        return merged


def _overridden(base: tuple[Section, ...], other: tuple[Section, ...]) -> tuple[Section, ...]:
    """Blocks of an override take the place of all blocks of their type; `lifecycle` merges."""
    replaced = {_kind(section) for section in other}
    lifecycle = next((section for section in base if section.block.type == "lifecycle"), None)
    kept = [section for section in base if _kind(section) not in replaced]
    for section in other:
        merges = section.block.type == "lifecycle" and lifecycle is not None
        kept.append(lifecycle.overridden(section) if merges and lifecycle else section)
    return tuple(kept)


def _kind(section: Section) -> str:
    """The type of blocks that a block is, or makes."""
    block = section.block
    return block.labels[0] if block.type == "dynamic" and block.labels else block.type
