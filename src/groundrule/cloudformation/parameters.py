"""Files with the values of parameters, in the formats that AWS's own tools take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from groundrule.errors import InputError
from groundrule.jsontext import JsonFlaw, Node
from groundrule.source import Source
from groundrule.tree import DISK, Tree


class Given(NamedTuple):
    """What a file gives: parameters, and the stack's tags."""

    parameters: dict[str, str]
    tags: dict[str, str]


def read(path: str, tree: Tree = DISK) -> Given:
    """What a file gives.

    Args:
        path: JSON or YAML: a list of `{"ParameterKey", "ParameterValue"}` (`aws cloudformation create-stack`),
            a list of `"Name=value"` (`aws cloudformation deploy`), an object with `Parameters`
            and `Tags` (CodePipeline), Git sync's `parameters` and `tags`, or the plain object of names and values.
        tree: where it lies.

    Raises:
        InputError: it can't be read, or is none of these.
    """
    try:
        source = Source(path, tree.content(path).decode("utf-8-sig").replace("\r\n", "\n"))
    except OSError as error:
        raise InputError(f"can't be read: {error.strerror}", path) from error
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8 text", path, 1) from error
    root = _parse(source)
    return Given(dict(_values(root, source)), dict(_tags(root, source)))


def _parse(source: Source) -> Node:
    from groundrule import jsontext
    from groundrule.cloudformation import yamltext

    try:
        if source.text.lstrip()[:1] in {"{", "["}:
            return jsontext.read(source.text)
        return yamltext.read(source.text)
    except (JsonFlaw, yamltext.YamlFlaw) as flaw:
        raise InputError(flaw.message, source.path, source.position(flaw.offset).line) from flaw


def _values(root: Node, source: Source) -> Iterator[tuple[str, str]]:
    if isinstance(root.value, list):
        for item in root.value:
            yield _listed(item, source)
        return
    if not isinstance(root.value, dict):
        raise _wrong(root, source)
    inner = root.value.get("Parameters") or root.value.get("parameters")
    members = inner.node.value if inner is not None else root.value
    if not isinstance(members, dict):
        raise _wrong(root, source)
    for name, member in members.items():
        yield name, text_of(member.node, source)


def _tags(root: Node, source: Source) -> Iterator[tuple[str, str]]:
    members = root.value if isinstance(root.value, dict) else {}
    if not {"Parameters", "parameters"} & members.keys():
        return
    tags = members.get("Tags") or members.get("tags")
    for name, member in tags.node.value.items() if tags is not None and isinstance(tags.node.value, dict) else ():
        yield name, text_of(member.node, source)


def _listed(item: Node, source: Source) -> tuple[str, str]:
    if isinstance(item.value, str) and "=" in item.value:
        name, _, value = item.value.partition("=")
        return name, value
    if isinstance(item.value, dict) and {"ParameterKey", "ParameterValue"} <= item.value.keys():
        return text_of(item.value["ParameterKey"].node, source), text_of(item.value["ParameterValue"].node, source)
    raise _wrong(item, source)


def text_of(node: Node, source: Source) -> str:
    """A parameter's value as text; a list with commas.

    Raises:
        InputError: it is an object.
    """
    if isinstance(node.value, dict):
        raise _wrong(node, source)
    if isinstance(node.value, list):
        return ",".join(text_of(item, source) for item in node.value)
    if isinstance(node.value, bool):
        return str(node.value).lower()
    return "" if node.value is None else str(node.value)


def _wrong(node: Node, source: Source) -> InputError:
    wanted = 'a list of {"ParameterKey", "ParameterValue"} or of "Name=value", or an object of names and values'
    return InputError(f"these are no parameters: expected {wanted}", source.path, source.position(node.start).line)
