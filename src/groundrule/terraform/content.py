"""A resource's attributes and blocks, each evaluated when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from groundrule.graph import Path, Place, Resource
from groundrule.terraform import syntax
from groundrule.terraform.blocks import Owner, Written, attribute_value, block_types, blocks
from groundrule.terraform.computed import computed
from groundrule.terraform.objects import Instance
from groundrule.terraform.scope import Scope
from groundrule.terraform.section import Section
from groundrule.terraform.types import ExpressionError
from groundrule.value import ABSENT, Data, Reference, Unknown, Why

if TYPE_CHECKING:
    from groundrule.terraform.module import ModuleInstance

# arguments of Terraform itself: they are no attributes of the resource
_META: Final = frozenset({"count", "for_each", "iterator"})
_KNOWS_SELF: Final = frozenset({"connection", "lifecycle", "provisioner"})


class Content:
    """One resource instance's content.

    Args:
        section: the resource's block.
        scope: what its expressions see.
        module: the module instance that it belongs to.

    Attributes:
        resource: the node of the graph whose content this is; set when that is made.
    """

    __slots__ = ("module", "resource", "scope", "section")
    resource: Resource

    def __init__(self, section: Section, scope: Scope, module: ModuleInstance) -> None:
        self.section = section
        self.scope = scope
        self.module = module

    def names(self) -> Iterable[str]:
        """The attributes and block types that are written."""
        yield from (name for name in self.section.attributes if name not in _META)
        yield from block_types(self.section)

    def get(self, name: str) -> Data:
        """The value, or `ABSENT`."""
        attribute = self.section.attributes.get(name)
        if attribute is not None:
            return self._attribute(attribute)
        if any(type_ == name for type_ in block_types(self.section)):
            scope = self._scope_of_blocks(name)
            owner = Owner(self.resource.key)
            label = f"{self.resource.key}.{name}"
            return self.module.context.guard(label, lambda: blocks(self.section, scope, name, owner))
        return self._computed(name)

    def locate(self, path: Path) -> Place:
        """The place of the value at `path`, or of the nearest part that is written."""
        from groundrule.terraform import trace

        if path and self.resource.type == "data.aws_iam_policy_document":
            from groundrule.terraform.iam_document import written_path

            path = written_path(self, path)
        scope = self._scope_of_blocks(str(path[0])) if path else self.scope
        return trace.place(Written(self.section, scope), path, "")

    def _attribute(self, attribute: syntax.Attribute) -> Data:
        if attribute.name == "depends_on":
            return self._depends_on(attribute.expression)
        if attribute.name == "provider":
            expression = attribute.expression
            if isinstance(expression, syntax.Traversal):
                return self.section.source_of("provider").text[expression.start : expression.end]
        if type(attribute.expression) is syntax.Literal:
            return attribute.expression.value
        return self.module.context.guard(
            f"{self.resource.key}.{attribute.name}",
            lambda: attribute_value(self.section, self.scope, attribute),
        )

    def _computed(self, name: str) -> Data:
        compute = computed(self.resource.type, name)
        if compute is None:
            return ABSENT
        try:
            return self.module.context.guard(f"{self.resource.key}.{name}", lambda: compute(self))
        except ExpressionError as error:
            return Unknown(str(error), Why.ERROR, self.section.header)

    def _depends_on(self, expression: syntax.Expression) -> Data:
        """What it waits for: a reference for each resource, the words for a module."""
        if not isinstance(expression, syntax.TupleExpression):
            return []
        text = self.section.source_of("depends_on").text
        found: list[Data] = []
        for item in expression.items:
            targets = self.module.instances_named(item)
            found += (Reference(target.key, "id") for target in targets)
            if not targets:
                found.append(text[item.start : item.end])
        return found

    def _recall(self, name: str) -> None:
        self.module.marks.recall(f"{self.resource.key}.{name}")

    def _scope_of_blocks(self, name: str) -> Scope:
        return self.scope.within({"self": Instance(self.resource, self._recall)}) if name in _KNOWS_SELF else self.scope
