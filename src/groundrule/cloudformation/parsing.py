"""A template's text → its tree."""

from __future__ import annotations

from groundrule.errors import InputError
from groundrule.jsontext import JsonFlaw, Node
from groundrule.jsontext import read as read_json
from groundrule.source import Source


def parse(source: Source) -> Node:
    """The tree of a YAML or JSON file.

    Raises:
        InputError: it is neither.
    """
    if source.text.lstrip()[:1] == "{":
        try:
            return read_json(source.text)
        except JsonFlaw as flaw:
            if source.path.endswith((".json", ".template")):
                raise _error(source, flaw.offset, flaw.message) from flaw
    from groundrule.cloudformation import yamltext

    try:
        return yamltext.read(source.text)
    except yamltext.YamlFlaw as flaw:
        raise _error(source, flaw.offset, flaw.message) from flaw


def _error(source: Source, offset: int, message: str) -> InputError:
    position = source.position(offset)
    return InputError(message, source.path, position.line, position.column)
