"""Tells templates from other YAML and JSON by a look at the text, before anything is parsed."""

from __future__ import annotations

import re
from functools import cache


@cache
def _resources() -> re.Pattern[str]:
    """A key `Resources` at the top of a YAML document, or in the outer object of a JSON one."""
    return re.compile(r"""^(?:Resources|"Resources"|'Resources')[ \t]*:|^\s*\{?\s*"Resources"\s*:""", re.MULTILINE)


@cache
def _type() -> re.Pattern[str]:
    """A resource type of CloudFormation's."""
    return re.compile(r"""Type["']?\s*:\s*["']?(?:AWS|Custom|Alexa)::""")


def is_template(text: str) -> bool:
    """Whether a text looks like a CloudFormation template."""
    if "Resources" not in text:
        return False
    if "AWSTemplateFormatVersion" in text:
        return True
    return "::" in text and _type().search(text) is not None and _resources().search(text) is not None
