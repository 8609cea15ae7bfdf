"""Whole objects that expressions pass around before an attribute is asked of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from groundrule.graph import Locator, Map, Resource
from groundrule.source import Span
from groundrule.value import ABSENT, Data, OneOf, Partial, Reference, Unknown, Why
from groundrule.vocabulary.identity import naming_attribute

DATA_PREFIX = "data."
EPHEMERAL_PREFIX = "ephemeral."


class Instance(Reference):
    """A resource as a whole: `aws_s3_bucket.b`, `self`, an element of a `for_each` over resources.

    Args:
        resource: the node of the graph.
        recall: told which attribute is read, for its marks.
    """

    __slots__ = ("recall", "resource")

    def __init__(self, resource: Resource, recall: Callable[[str], None]) -> None:
        unknown = _undecided(resource, "id")
        super().__init__(resource.key, "id", unknown.reason, unknown.why)
        self.resource = resource
        self.recall = recall

    def ask(self, name: str) -> Data:
        """One attribute: what is configured, else a reference to what the provider will say."""
        value = self.resource.value(name)
        self.recall(name)
        if value is ABSENT or value is None:
            return _undecided(self.resource, name)
        # what names the resource ties others to it, also where it is not known
        if name in {"arn", "id"} or name == naming_attribute(self.resource.type):
            return referring(value, self.resource.key, name)
        return value


def _undecided(resource: Resource, name: str) -> Reference:
    asked = f"`{resource.address}.{name}`"
    if resource.type.startswith(DATA_PREFIX):
        return Reference(resource.key, name, f"{asked} is read from the account at deployment", Why.DATA)
    if resource.type.startswith(EPHEMERAL_PREFIX):
        return Reference(resource.key, name, f"{asked} is opened only while it is deployed", Why.EXTERNAL)
    return Reference(resource.key, name, f"{asked} is known only after it is deployed")


class Undeclared(Reference):
    """A resource that is referred to but stands nowhere in the module: an error, yet meant to be something.

    Args:
        key: what it would be: `aws_kms_key.main`.
    """

    __slots__ = ()

    def __init__(self, key: str) -> None:
        kind = "resource" if key.count(".") == 1 else "data source"
        super().__init__(key, "id", f"there is no {kind} `{key}` in this module", Why.ERROR)

    def ask(self, name: str) -> Reference:
        """One attribute."""
        return Reference(self.target, name, self.reason, self.why)


def referring(value: Data, target: str, name: str) -> Data:
    """A configured value, with whatever is not known of it referring to the resource that it names."""
    match value:
        case Unknown():
            found = Reference(target, name, value.reason, value.why)
            found.span = value.span
            return found
        case Partial():
            parts = tuple(part if isinstance(part, str) else referring(part, target, name) for part in value.parts)
            return Partial(parts)  # type: ignore[arg-type]  # each unknown stretch becomes a reference
        case OneOf():
            return OneOf(tuple(referring(choice, target, name) for choice in value.choices), value.unknown)
        case _:
            return value


class BlockMap(Map):
    """A nested block of a resource: what is not written in it may be set by the provider.

    Args:
        owner: the resource's key.
        words: the block's path in it, `ebs_block_device[0]`.
    """

    __slots__ = ("owner", "words")

    def __init__(self, items: Mapping[str, Data], locator: Locator, owner: str, words: str) -> None:
        super().__init__(items, locator)
        self.owner = owner
        self.words = words

    def undecided(self, name: str) -> Reference:
        """What the provider will say of an attribute that is not written."""
        return Reference(self.owner, f"{self.words}.{name}")


class OpenMap(Unknown):
    """An object or map whose keys are not all known; also the instances of a `for_each` over such.

    Args:
        known: elements by their keys.
        other: stands for those that there may be besides.
        unknown: what would decide which there are.
    """

    __slots__ = ("known", "other", "unknown")

    def __init__(self, known: Mapping[str, Data], other: Data, unknown: Unknown) -> None:
        super().__init__(unknown.reason, unknown.why, unknown.span)
        self.known = known
        self.other = other
        self.unknown = unknown


class HasOutputs(Protocol):
    """A module instance, as far as its caller sees it."""

    def output(self, name: str) -> Data:
        """The value of an output.

        Raises:
            ExpressionError: there is no such output.
        """
        ...

    def output_names(self) -> Iterable[str]:
        """The names of its outputs."""
        ...


class Outputs(Unknown):
    """A module instance as a whole: `module.network`; its outputs are evaluated when they are asked for."""

    __slots__ = ("module",)

    def __init__(self, module: HasOutputs, address: str, span: Span | None = None) -> None:
        super().__init__(f"`{address}` as a whole is not known before deployment", Why.APPLY, span)
        self.module = module

    def all(self) -> dict[str, Data]:
        """Every output, evaluated."""
        return {name: self.module.output(name) for name in self.module.output_names()}
