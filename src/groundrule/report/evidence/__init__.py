"""Evidence in the formats that there are, each with its module; nothing is imported before it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from groundrule.evidence.scope import Evidence

MODULES: Final = {"html": "page", "oscal": "oscal", "csv": "rows", "json": "whole"}


def render(evidence: Evidence, format_: str) -> str:
    """The evidence as a document.

    Args:
        evidence: what to tell.
        format_: a key of `MODULES`.
    """
    text: str = import_module(f"groundrule.report.evidence.{MODULES[format_]}").render(evidence)
    return text
