"""The attribute that a resource is named by."""

from __future__ import annotations

from typing import Final

_NAMING: Final = {"aws_s3_bucket": "bucket"}


def naming_attribute(type_: str) -> str:
    """The attribute of a type by which other resources may name it."""
    return _NAMING.get(type_, "name")
