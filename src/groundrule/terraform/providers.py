"""Provider configurations: which one a resource uses, and the tags that it adds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from groundrule.terraform import syntax
from groundrule.terraform.blocks import attribute_value, unroll
from groundrule.terraform.scope import Scope
from groundrule.terraform.section import Section
from groundrule.value import ABSENT, Data, OneOf, Unknown, Why, first_unknown, one_of

if TYPE_CHECKING:
    from groundrule.terraform.content import Content
    from groundrule.terraform.module import ModuleInstance


def configuration(module: ModuleInstance, key: str) -> tuple[Section, Scope] | None:
    """The provider block that a key means in a module: its own, one that was passed in, or an inherited one.

    Args:
        module: the module instance.
        key: `aws`, or with an alias `aws.west`.
    """
    caller = module.caller
    if caller is not None:
        passed = _passed(caller.section).get(key)
        if passed is not None:
            return configuration(caller.module, passed)
    own = module.declarations.providers.get(key)
    if own is not None:
        return own, module.scope
    if caller is not None and "." not in key:
        return configuration(caller.module, key)
    return None


def _passed(call: Section) -> dict[str, str]:
    """The `providers` of a module call: the key in the module → the key in its caller."""
    attribute = call.attributes.get("providers")
    if attribute is None or not isinstance(attribute.expression, syntax.ObjectExpression):
        return {}
    pairs = ((_key(inner), _key(outer)) for inner, outer in attribute.expression.items)
    return {inner: outer for inner, outer in pairs if inner and outer}


def _key(expression: syntax.Expression) -> str:
    match expression:
        case syntax.Traversal():
            names = [step for step in expression.steps if isinstance(step, str)]
            return ".".join([expression.root, *names])
        case syntax.Literal(value=str() as text):
            return text
        case syntax.Wrapped() | syntax.Parenthesised():
            return _key(expression.inner)
        case _:
            return ""


def _of_resource(content: Content) -> tuple[Section, Scope] | None:
    attribute = content.section.attributes.get("provider")
    type_ = content.resource.type
    key = _key(attribute.expression) if attribute else type_.removeprefix("data.").partition("_")[0]
    return configuration(content.module, key)


def tags_all(content: Content) -> Data:
    """An AWS resource's tags together with the provider's `default_tags`; `ABSENT` without both."""
    found = _of_resource(content)
    defaults: list[Data] = []
    if found is not None:
        blocks = unroll(*found, "default_tags").blocks
        defaults = [_attribute(block.section, block.scope, "tags") for block in blocks]
        # in JSON a block is an attribute
        defaults += _tags(_attribute(*found, "default_tags"))
    return _merged([*defaults, content.resource.value("tags")])


def _tags(blocks: Data) -> list[Data]:
    listed = blocks if isinstance(blocks, list) else [blocks]
    return [block.get("tags", ABSENT) for block in listed if isinstance(block, dict)]


def all_labels(content: Content) -> Data:
    """A Google resource's labels together with the provider's `default_labels`."""
    found = _of_resource(content)
    defaults = _attribute(*found, "default_labels") if found is not None else ABSENT
    return _merged([defaults, content.resource.value("labels")])


_ACCOUNTS = {"google": ("project",), "azurerm": ("subscription_id",)}
_REGIONS = {"google": ("region", "zone")}


def region(content: Content) -> Data:
    """Where a resource is deployed that does not say so itself: its provider's region."""
    return _of_provider(content, _REGIONS, ("region",), "region")


def account(content: Content) -> Data:
    """The account, project or subscription that a resource's provider works in."""
    found = _of_provider(content, _ACCOUNTS, ("allowed_account_ids",), "account")
    if isinstance(found, list):
        return found[0] if len(found) == 1 else Unknown("the provider may work in several accounts")
    role = _assumed_role(content)
    return role if isinstance(found, Unknown) and role is not None else found


def _of_provider(content: Content, named: Mapping[str, tuple[str, ...]], other: tuple[str, ...], what: str) -> Data:
    found = _of_resource(content)
    name = content.resource.type.partition("_")[0]
    for attribute in named.get(name, other) if found is not None else ():
        value = _attribute(*found, attribute) if found is not None else ABSENT
        if value is not ABSENT and value is not None:
            return value
    return Unknown(f"the {what} of the provider `{name}` is not written: set it, or judge a plan")


def _assumed_role(content: Content) -> Data:
    """The account of the role that the provider assumes; None where it assumes none that is known."""
    found = _of_resource(content)
    for block in unroll(*found, "assume_role").blocks if found is not None else ():
        arn = _attribute(block.section, block.scope, "role_arn")
        parts = arn.split(":") if isinstance(arn, str) else []
        if len(parts) > 4 and parts[4]:
            return parts[4]
    return None


def _attribute(section: Section, scope: Scope, name: str) -> Data:
    attribute = section.attributes.get(name)
    return ABSENT if attribute is None else attribute_value(section, scope, attribute)


def _merged(parts: Iterable[Data]) -> Data:
    """The maps in one, later ones over earlier ones."""
    merged: Data = ABSENT
    for part in parts:
        merged = _over(merged, part)
    return merged


def _over(base: Data, part: Data) -> Data:
    if part is ABSENT or part is None:
        return base
    if base is ABSENT or base is None:
        return part
    if isinstance(base, OneOf):
        return one_of((_over(choice, part) for choice in base.choices), base.unknown)
    if isinstance(part, OneOf):
        return one_of((_over(base, choice) for choice in part.choices), part.unknown)
    if isinstance(base, dict) and isinstance(part, dict):
        return {**base, **part}
    return first_unknown([base, part]) or Unknown("the tags are no map", Why.ERROR)
