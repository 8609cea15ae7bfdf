"""Attributes that are not written but can be known: what providers work out from the configuration alone."""

from __future__ import annotations

from typing import Final

from groundrule.terraform import google_policy, iam_document, providers, template_data
from groundrule.terraform.content import Computed

_NONE: Final[dict[str, Computed]] = {}
_AWS: Final[dict[str, Computed]] = {"tags_all": providers.tags_all}
_GOOGLE: Final[dict[str, Computed]] = {
    "effective_labels": providers.all_labels,
    "terraform_labels": providers.all_labels,
}
_BY_TYPE: Final[dict[str, dict[str, Computed]]] = {
    "data.aws_iam_policy_document": {
        "json": iam_document.json_text,
        "minified_json": iam_document.minified_json_text,
    },
    "data.google_iam_policy": {"policy_data": google_policy.policy_data},
    "data.template_file": {"rendered": template_data.rendered},
}


def computed(type_: str) -> dict[str, Computed]:
    """The attributes that can be computed for resources of a type."""
    found = _BY_TYPE.get(type_)
    if found is not None:
        return found
    if type_.startswith("aws_"):
        return _AWS
    return _GOOGLE if type_.startswith("google_") else _NONE
