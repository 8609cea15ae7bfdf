"""Tells templates from other YAML and JSON by a look at the text, before anything is parsed."""

from __future__ import annotations

import re
from functools import cache

from groundrule.errors import InputError
from groundrule.source import Source
from groundrule.tree import DISK, Tree


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
def _first_key() -> re.Pattern[str]:
    """The indentation of the first key of a YAML document, behind comments and the document's start."""
    return re.compile(r"""\A(?:[ \t]*(?:#[^\n]*|---[^\n]*)?\r?\n)*( *)["']?[A-Za-z]+["']?[ \t]*:""")


@cache
def _type() -> re.Pattern[str]:
    """A resource type of CloudFormation's."""
    return re.compile(r"""Type["']?\s*:\s*["']?(?:AWS|Custom|Alexa)::""")


def recognised(path: str, tree: Tree = DISK) -> Source | None:
    """The text of a file that looks like a template; None for any other file.

    Args:
        path: the file.
        tree: where it lies.

    Raises:
        InputError: the file can't be read, or is no text though its content looks like a template.
    """
    try:
        content = tree.content(path)
    except OSError as error:
        raise InputError(f"can't be read: {error.strerror}", path) from error
    if b"Resources" not in content and b"AWSTemplateFormatVersion" not in content:
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if not is_template(content.decode("utf-8", "replace")):
            return None
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError("is not UTF-8 text", path, line) from error
    return Source(path, text) if is_template(text) else None


def is_template(text: str) -> bool:
    """Whether a text looks like a CloudFormation template."""
    if "AWSTemplateFormatVersion" in text:
        return "Resources" in text or _version().search(text) is not None
    if "Resources" not in text or "::" not in text or _type().search(text) is None:
        return False
    return _resources().search(_outdented(text)) is not None or _is_object_with_resources(text)


def _outdented(text: str) -> str:
    """A text whose outer keys stand at the start of their lines; YAML lets a whole document be indented."""
    first = _first_key().match(text)
    return text.replace(f"\n{first[1]}", "\n").removeprefix(first[1]) if first and first[1] else text


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
