"""What a row of the vocabulary's tables says of one CloudFormation type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from groundrule.value import Data


class Companion(NamedTuple):
    """A property that stands where Terraform has a resource of its own.

    Attributes:
        type: Terraform's type.
        property: the property; the companion exists where it is written.
        by: the companion's attribute that refers to the resource.
        fields: Terraform attribute → dotted path below the property; `""` is the property itself.
        each: whether every element of the property is a companion.
    """

    type: str
    property: str
    by: str
    fields: Mapping[str, str] = {}
    each: bool = False


class Row(NamedTuple):
    """One CloudFormation type in Terraform's words.

    What is not said here goes by rule: `KmsKeyId` is `kms_key_id`, at any depth.

    Attributes:
        type: Terraform's type.
        fields: Terraform attribute (dotted below a block that CloudFormation does not have) → dotted path of the
            property, where name or nesting differ.
        names: property → Terraform's name, at any depth, where the rule does not suffice.
        values: property → its values → Terraform's values.
        constants: Terraform attributes that the type itself implies.
        companions: properties that are resources of their own in Terraform.
        settings: Terraform attribute (dotted below a block) → a property that is a list of `{Key, Value}`, and the
            key whose value it is.
    """

    type: str
    fields: Mapping[str, str] = {}
    names: Mapping[str, str] = {}
    values: Mapping[str, Mapping[str, Data]] = {}
    constants: Mapping[str, Data] = {}
    companions: tuple[Companion, ...] = ()
    settings: Mapping[str, tuple[str, str]] = {}
