"""A mapping of a template whose entries are evaluated when they are asked for."""

from __future__ import annotations

from collections.abc import Iterable

from groundrule.cloudformation.include import KEY
from groundrule.cloudformation.intrinsics import evaluate
from groundrule.cloudformation.places import NodeLocator
from groundrule.cloudformation.template import Template
from groundrule.graph import Path, Place
from groundrule.jsontext import Member, Node
from groundrule.source import Span
from groundrule.value import ABSENT, Data, Unknown, Why


class Section:
    """A mapping, such as a resource's properties.

    Args:
        member: its entry; None for a mapping that is not written.
        resource: what it is a part of.
        template: the template that it stands in.
        absent: what an entry is that is not written; None for absent.
    """

    def __init__(
        self, member: Member | None, resource: Member, template: Template, absent: Unknown | None = None
    ) -> None:
        self._members = member.node.value if member is not None and isinstance(member.node.value, dict) else {}
        self._node = member.node if member is not None else Node(resource.start, resource.end, {})
        self._header: Span = template.span(resource)
        self._absent: Data = ABSENT if absent is None else absent
        if member is not None and member.node.value is not None and not isinstance(member.node.value, dict):
            self._absent = Unknown("the properties are no mapping", Why.ERROR, self._header)
        if KEY in self._members:
            template.note(self._members[KEY], f"`{KEY}` is not run: what it gives is not looked at")
            self._absent = Unknown(f"`{KEY}` may set it", Why.IMPURE)
        self._template = template

    def names(self) -> Iterable[str]:
        """The keys that are written."""
        return self._members

    def get(self, name: str) -> Data:
        """The value of an entry, or `ABSENT`."""
        member = self._members.get(name)
        return self._absent if member is None else evaluate(member.node, self._template)

    def locate(self, path: Path) -> Place:
        """The place of the value at `path`; of the resource for what is not written."""
        if not path:
            return Place(self._header, "")
        return NodeLocator(self._node, self._template, self._header).locate(path)
