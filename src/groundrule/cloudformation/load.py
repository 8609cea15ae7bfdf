"""A template's file → its graph."""

from __future__ import annotations

from collections.abc import Iterator

from groundrule.cloudformation.declared import declared
from groundrule.cloudformation.section import Section
from groundrule.cloudformation.template import Inputs, Template
from groundrule.errors import InputError
from groundrule.graph import Graph, Resource
from groundrule.jsontext import JsonFlaw, Member, Node
from groundrule.jsontext import read as read_json
from groundrule.source import Source
from groundrule.tree import DISK, Tree
from groundrule.value import Truth
from groundrule.vocabulary.native import NativeResource, StackInfo
from groundrule.vocabulary.translate import translate

__all__ = ["Inputs", "load", "open_template", "recognised"]


def recognised(path: str, tree: Tree = DISK) -> Source | None:
    """The text of a file that looks like a template; None for any other file.

    Args:
        path: the file.
        tree: where it lies.

    Raises:
        InputError: the file can't be read, or is no text though its content looks like a template.
    """
    from groundrule.cloudformation.sniff import is_template

    try:
        content = tree.content(path)
    except OSError as error:
        raise InputError(f"can't be read: {error.strerror}", path) from error
    if b"Resources" not in content:
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if not is_template(content.decode("utf-8", "replace")):
            return None
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError("is not UTF-8 text", path, line) from error
    return Source(path, text) if is_template(text) else None


def open_template(source: Source, inputs: Inputs) -> Template:
    """A template, parsed; nothing of it is evaluated yet.

    Raises:
        InputError: it is no YAML or JSON, or not a template.
    """
    return Template(source, _parse(source), inputs)


def _parse(source: Source) -> Node:
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


def tree_of(text: str) -> Node | None:
    """The tree of a template's text; None where it can't be read."""
    try:
        return _parse(Source("template", text))
    except InputError:
        return None


def _error(source: Source, offset: int, message: str) -> InputError:
    position = source.position(offset)
    return InputError(message, source.path, position.line, position.column)


def load(source: Source, inputs: Inputs) -> Graph | None:
    """The graph of one template; None for a file that only holds one somewhere inside (a macro's test event).

    Raises:
        InputError: it is no YAML or JSON, or not a template.
    """
    root = _parse(source)
    if isinstance(root.value, dict) and not {"Resources", "AWSTemplateFormatVersion"} & root.value.keys():
        return None
    template = Template(source, root, inputs)
    stack = _stack(template)
    resources: list[Resource] = []
    for native in natives(template):
        resources += translate(native, stack)
    return Graph(source.path, "cloudformation", resources, template.skipped, declared(template))


def _stack(template: Template) -> StackInfo:
    from groundrule.cloudformation.intrinsics import reference

    types = {name: _type(member) for name, member in template.resources.items()}
    region, account, partition = (
        reference(name, template) for name in ("AWS::Region", "AWS::AccountId", "AWS::Partition")
    )
    return StackInfo(template.source.path, types, region, account, partition)


def _type(member: Member) -> str:
    value = member.node.value
    kind = value.get("Type") if isinstance(value, dict) else None
    return kind.node.value if kind is not None and isinstance(kind.node.value, str) else ""


def natives(template: Template) -> Iterator[NativeResource]:
    """The resources of a template that exist or may exist; what is none is reported."""
    for name, member in template.resources.items():
        value = member.node.value
        if isinstance(value, dict) and _made_elsewhere(value):
            template.note(
                member, f"the resource `{name}` is made by another tool: package the template to have it judged"
            )
            continue
        if not isinstance(value, dict) or not _type(member):
            template.report(member, f"the resource `{name}` needs a mapping with a `Type`")
            continue
        exists, condition = template.existence(value)
        if exists is not Truth.FALSE:
            yield NativeResource(
                logical_id=name,
                type=_type(member),
                properties=Section(value.get("Properties"), member, template),
                attributes=Section(member, member, template),
                header=template.span(member),
                exists=exists,
                condition=condition,
            )


def _made_elsewhere(resource: dict[str, Member]) -> bool:
    """Whether the type is a tag that only another tool understands, as `!Rain::Module vpc.yml`."""
    kind = resource.get("Type")
    return kind is not None and isinstance(kind.node.value, dict) and len(kind.node.value) == 1
