"""Tags: who answers for a resource."""

from collections.abc import Iterator
from typing import Final

from groundrule.policy import (
    AZURE_TAGGABLE,
    DATA_STORES,
    LOW,
    MEDIUM,
    REQUIRED_TAGS,
    Category,
    Resource,
    Verdict,
    must_carry_tags,
    must_name_owner,
    policy,
)

_PROGRAMS: Final = (
    "azurerm_kubernetes_cluster",
    "azurerm_linux_function_app",
    "azurerm_linux_virtual_machine",
    "azurerm_linux_web_app",
    "azurerm_virtual_machine",
    "azurerm_windows_function_app",
    "azurerm_windows_virtual_machine",
    "azurerm_windows_web_app",
)
_OWNED: Final = (*(name for name in DATA_STORES if name in AZURE_TAGGABLE), *_PROGRAMS)


@policy(
    id="azure-resource-without-required-tags",
    severity=LOW,
    category=Category.TAGGING,
    requirements=("CUIMC-14",),
    aliases=("e8f4d3c2-b1a0-4e5f-8d7c-9a0b1c2d3e4f",),
    parameters=(REQUIRED_TAGS,),
    resources=AZURE_TAGGABLE,
    default=False,
)
def azure_resource_without_required_tags(resource: Resource) -> Iterator[Verdict]:
    """Azure resource lacks the tags that name its contact, owner and environment.

    When something happens nobody knows whom to ask, and when its owner leaves nobody takes it over. The tags of a
    resource group are not passed on to what lies in it. Which tags are asked for, and with which values, the profile
    says in `required-tags`.

    Fix:
        Add the tags `contact`, `owner` and `environment`, best from one local value that all resources share.

    Sources:
        https://learn.microsoft.com/en-us/azure/azure-resource-manager/management/tag-resources
        https://learn.microsoft.com/en-us/azure/cloud-adoption-framework/ready/azure-best-practices/resource-tagging
    """
    return must_carry_tags(resource, resource.parameter(REQUIRED_TAGS), resource["tags"])


@policy(
    id="azure-resource-without-owner",
    severity=MEDIUM,
    category=Category.TAGGING,
    requirements=("CUIMC-05", "STAN-05"),
    resources=_OWNED,
    default=False,
)
def azure_resource_without_owner(resource: Resource) -> Verdict:
    """Azure resource that holds data or runs programs names no owner.

    When its owner leaves or changes work, nobody takes it over, and nobody answers for the data. Any tag counts whose
    name speaks of an owner, such as `owner` or `data-owner`.

    Fix:
        Add a tag `owner` that names the people who answer for it.

    Sources:
        https://learn.microsoft.com/en-us/azure/azure-resource-manager/management/tag-resources
    """
    return must_name_owner(resource["tags"])
