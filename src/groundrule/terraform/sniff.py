"""Tells plans from other JSON by a look at the text, before anything is parsed."""

from __future__ import annotations

from groundrule.source import Source
from groundrule.tree import DISK, Tree


def is_plan(text: str) -> bool:
    """Whether a text looks like a plan as JSON."""
    return '"planned_values"' in text and '"resource_changes"' in text and '"terraform_version"' in text


def recognised(path: str, tree: Tree = DISK) -> Source | None:
    """The text of a file that looks like a plan; None for any other file.

    Args:
        path: the file.
        tree: where it lies.
    """
    try:
        content = tree.content(path)
    except OSError:
        return None
    if b'"planned_values"' not in content:
        return None
    text = content.decode("utf-8-sig", "replace")
    return Source(path, text) if is_plan(text) else None
