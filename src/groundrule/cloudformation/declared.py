"""What a template declares besides resources and may hold a value: parameters, mappings, outputs, metadata."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from groundrule.cloudformation.section import Section
from groundrule.cloudformation.template import Template
from groundrule.graph import Resource
from groundrule.jsontext import Member

# in the vocabulary's words: a parameter is a variable, a mapping a local value
_KINDS: Final = {"Parameters": "variable", "Mappings": "local", "Outputs": "output"}


def declared(template: Template) -> Iterator[Resource]:
    """The nodes of a graph for all of it, and of the templates that it calls."""
    sections = {"Parameters": template.parameters, "Mappings": template.mappings, "Outputs": template.outputs}
    for title, members in sections.items():
        for name, member in members.items():
            yield _node(_KINDS[title], f"{title}.{name}", title[:-1], member, template)
    if template.metadata is not None:
        yield _node("metadata", "Metadata", "Metadata", template.metadata, template)
    for name, member in template.resources.items():
        metadata = _entries(member).get("Metadata")
        if metadata is not None:
            yield _node("metadata", f"{name}.Metadata", "Metadata", metadata, template)
    for child in template.children():
        yield from declared(child)


def _entries(member: Member | None) -> Mapping[str, Member]:
    return member.node.value if member is not None and isinstance(member.node.value, dict) else {}


def _node(type_: str, address: str, native: str, member: Member, template: Template) -> Resource:
    address = template.nesting.prefix + address
    return Resource(
        key=address,
        address=address,
        type=type_,
        native_type=native,
        content=Section(member, member, template),
        header=template.span(member),
        calls=(lambda: template.nesting.calls) if template.nesting.calls else None,
    )
