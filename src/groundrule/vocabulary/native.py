"""A CloudFormation resource in CloudFormation's own words, evaluated: what the vocabulary translates.

It stands here and not with the reader so that the vocabulary need not know the reader.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from groundrule.graph import Content, Step
from groundrule.source import Span
from groundrule.value import Data, Truth, Unknown


class NativeResource:
    """One resource of a template.

    Args:
        logical_id: its key under `Resources`, in a nested template behind the keys of its callers (`Network/Vpc`);
            what a `Reference` names as its target.
        address: as people know it: its logical id, or that of the serverless resource that it was made for.
        type: as written: `AWS::EC2::Volume`, `Custom::Thing`, `AWS::Serverless::Function`.
        properties: its `Properties` in CloudFormation's words. Objects are `graph.Map`; a key that
            `AWS::NoValue` removes is absent; `!If [Unknown, x, !Ref AWS::NoValue]` is a `OneOf` with `ABSENT`.
            Strings, numbers and booleans stay as written (`"true"` is not `true`). What is missing is `ABSENT`,
            or unknown where a macro may add it.
        attributes: what stands beside the properties, in the same way: `DeletionPolicy`,
            `UpdateReplacePolicy`, `DependsOn`, `Metadata`, `UpdatePolicy`, `CreationPolicy`.
        header: the logical id.
        exists: by its `Condition`; UNKNOWN where that is not known.
        condition: why it is not known whether it exists; None where that is known.
        calls: the resources that lead from the root template to the one that it stands in.
        known_as: its path in the program that wrote the template (`aws:cdk:path`); empty where nobody wrote one.
    """

    __slots__ = (
        "address",
        "attributes",
        "calls",
        "condition",
        "exists",
        "header",
        "known_as",
        "logical_id",
        "properties",
        "type",
    )

    def __init__(  # noqa: PLR0913 - a record; every part is needed
        self,
        *,
        logical_id: str,
        address: str = "",
        type: str,  # noqa: A002 - the field's own word
        properties: Content,
        attributes: Content,
        header: Span,
        exists: Truth = Truth.TRUE,
        condition: Unknown | None = None,
        calls: tuple[Step, ...] = (),
        known_as: str = "",
    ) -> None:
        self.logical_id = logical_id
        self.address = address or logical_id
        self.type = type
        self.properties = properties
        self.attributes = attributes
        self.header = header
        self.exists = exists
        self.condition = condition
        self.calls = calls
        self.known_as = known_as

    def __repr__(self) -> str:
        return f"<{self.type} {self.logical_id}>"


class StackInfo(NamedTuple):
    """What is known of the stack that a resource belongs to.

    Attributes:
        path: the template, relative to the working directory.
        types: every resource's type by its logical id, for telling what a `Reference` points to.
        region: `AWS::Region`, unknown unless given.
        account: `AWS::AccountId`, unknown unless given.
        partition: `AWS::Partition`, unknown unless the region is given.
        tags: the stack's own, which every resource gets that takes tags.
    """

    path: str
    types: Mapping[str, str]
    region: Data
    account: Data
    partition: Data
    tags: Mapping[str, Data] = {}


class Base64Text(Unknown):
    """The Base64 text of a text that is not wholly known (`Fn::Base64` of a user-data script).

    Args:
        plain: the text before it was encoded, with unknown stretches.
        cause: the first of them.
    """

    __slots__ = ("plain",)

    def __init__(self, plain: Data, cause: Unknown) -> None:
        super().__init__(cause.reason, cause.why, cause.span)
        self.plain = plain
