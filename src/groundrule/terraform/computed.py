"""Attributes that are not written but can be known: what providers work out from the configuration alone."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from groundrule.value import Data

if TYPE_CHECKING:
    from groundrule.terraform.content import Content

# what a resource is deployed with, by words that no provider uses for an attribute
_DEPLOYMENT: Final = {"provider.region": "providers.region", "provider.account": "providers.account"}
_AWS: Final = {"tags_all": "providers.tags_all", **_DEPLOYMENT}
_GOOGLE: Final = {
    "effective_labels": "providers.all_labels",
    "terraform_labels": "providers.all_labels",
    **_DEPLOYMENT,
}
_AZURE: Final = _DEPLOYMENT
# by type: the attribute, and the module and function here that compute it; imported when first asked for
_BY_TYPE: Final = {
    "data.aws_iam_policy_document": {
        "json": "iam_document.json_text",
        "minified_json": "iam_document.minified_json_text",
    },
    "data.google_iam_policy": {"policy_data": "google_policy.policy_data"},
    "data.template_file": {"rendered": "template_data.rendered"},
}

_BY_PROVIDER: Final[dict[str, dict[str, str]]] = {"aws_": _AWS, "google_": _GOOGLE, "azurerm_": _AZURE}


def computed(type_: str, attribute: str) -> Callable[[Content], Data] | None:
    """What computes an attribute of a type; None where it is nothing but what is written."""
    names = _BY_TYPE.get(type_)
    if names is None:
        names = next((names for start, names in _BY_PROVIDER.items() if type_.startswith(start)), {})
    found = names.get(attribute)
    if found is None:
        return None
    module, _, name = found.partition(".")
    function: Any = getattr(import_module(f"groundrule.terraform.{module}"), name)
    compute: Callable[[Content], Data] = function
    return compute
