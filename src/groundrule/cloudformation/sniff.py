"""Tells templates from other YAML and JSON by a look at the text, before anything is parsed."""

from __future__ import annotations

import re
from functools import cache


@cache
def _resources() -> re.Pattern[str]:
    """A key `Resources` at the top of a YAML document, or in the outer object of a JSON one."""
    return re.compile(r"""^(?:Resources|"Resources"|'Resources')[ \t]*:|^\s*\{?\s*"Resources"\s*:""", re.MULTILINE)


@cache
def _version() -> re.Pattern[str]:
    """The version at the top of a YAML document, or in the outer object of a JSON one."""
    return re.compile(
        r"""^["']?AWSTemplateFormatVersion["']?[ \t]*:|^\s*\{\s*"AWSTemplateFormatVersion"\s*:""", re.MULTILINE
    )


@cache
def _type() -> re.Pattern[str]:
    """A resource type of CloudFormation's."""
    return re.compile(r"""Type["']?\s*:\s*["']?(?:AWS|Custom|Alexa)::""")


def is_template(text: str) -> bool:
    """Whether a text looks like a CloudFormation template."""
    if "AWSTemplateFormatVersion" in text:
        return "Resources" in text or _version().search(text) is not None
    if "Resources" not in text or "::" not in text or _type().search(text) is None:
        return False
    return _resources().search(text) is not None or _is_object_with_resources(text)


def _is_object_with_resources(text: str) -> bool:
    """Whether a text is JSON without line breaks whose outer object has `Resources` further on."""
    if not text.lstrip().startswith("{"):
        return False
    from groundrule.jsontext import JsonFlaw, read

    try:
        value = read(text).value
    except JsonFlaw:
        return False
    return isinstance(value, dict) and "Resources" in value
