"""A template's file → its graph."""

from __future__ import annotations

import os
from collections.abc import Iterator

from groundrule.cloudformation.declared import declared
from groundrule.cloudformation.files import Files
from groundrule.cloudformation.include import KEY, opened
from groundrule.cloudformation.mistakes import mistakes
from groundrule.cloudformation.nested import Nested
from groundrule.cloudformation.parsing import parse
from groundrule.cloudformation.scenarios import Scenarios
from groundrule.cloudformation.section import Section
from groundrule.cloudformation.template import Inputs, Template
from groundrule.cloudformation.texts import Texts
from groundrule.errors import InputError
from groundrule.graph import Graph, Home, Resource, Skipped
from groundrule.jsontext import Member, Node
from groundrule.source import Source
from groundrule.value import Truth
from groundrule.vocabulary.native import NativeResource, StackInfo
from groundrule.vocabulary.translate import translate

__all__ = ["Inputs", "load", "open_template"]


def open_template(source: Source, inputs: Inputs, files: Files | None = None) -> Template:
    """A template, parsed; nothing of it is evaluated yet.

    Args:
        source: the file.
        inputs: values from outside.
        files: the files that it may name; those beside it by default.

    Raises:
        InputError: it is no YAML or JSON, or not a template.
    """
    files = files or Files(os.path.dirname(source.path) or ".")
    return _template(*opened(source, files), inputs, files)


def _template(texts: Texts, root: Node, skipped: list[Skipped], inputs: Inputs, files: Files) -> Template:
    template = Template(texts, root, inputs, nested=Nested(files).open)
    template.skipped += skipped
    return template


def tree_of(text: str) -> Node | None:
    """The tree of a template's text; None where it can't be read."""
    try:
        return parse(Source("template", text))
    except InputError:
        return None


def load(source: Source, inputs: Inputs, files: Files | None = None) -> Graph | None:
    """The graph of one template; None for a file that only holds one somewhere inside (a macro's test event).

    Args:
        source: the file.
        inputs: values from outside.
        files: the files that it may name; those beside it by default.

    Raises:
        InputError: it is no YAML or JSON, or not a template.
    """
    files = files or Files(os.path.dirname(source.path) or ".")
    texts, root, lacking = opened(source, files)
    if isinstance(root.value, dict) and not {"Resources", "AWSTemplateFormatVersion"} & root.value.keys():
        return None
    template = _template(texts, root, lacking, inputs, files)
    resources = list(_translated(template))
    skipped = list(_skipped(template))
    scenarios = Scenarios(template, _in_scenario).of
    return Graph(
        source.path,
        "cloudformation",
        resources,
        skipped,
        declared(template),
        scenarios=scenarios,
        home=_home(template),
    )


def _home(template: Template) -> Home:
    stack = _stack(template)
    return Home(stack.region, stack.account)


def _translated(template: Template, exists: Truth = Truth.TRUE) -> Iterator[Resource]:
    """The resources of a template and of those that it calls.

    Args:
        template: the template.
        exists: whether the stack itself does.
    """
    stack = _stack(template)
    for native in natives(template, exists):
        yield from translate(native, stack)
        child = template.child(native.logical_id.removeprefix(template.nesting.prefix))
        if child is not None:
            yield from _translated(child, native.exists)


def _skipped(template: Template) -> Iterator[Skipped]:
    yield from template.skipped
    yield from dict.fromkeys(mistakes(template))
    for child in template.children():
        yield from _skipped(child)


def _in_scenario(template: Template) -> Graph:
    return Graph(template.source.path, "cloudformation", _translated(template), home=_home(template))


def _stack(template: Template) -> StackInfo:
    from groundrule.cloudformation.intrinsics import reference

    types = {name: _type(member) for name, member in template.resources.items()}
    region, account, partition = (
        reference(name, template) for name in ("AWS::Region", "AWS::AccountId", "AWS::Partition")
    )
    return StackInfo(template.source.path, types, region, account, partition, template.tags)


def _type(member: Member) -> str:
    value = member.node.value
    kind = value.get("Type") if isinstance(value, dict) else None
    return kind.node.value if kind is not None and isinstance(kind.node.value, str) else ""


def natives(template: Template, stack_exists: Truth = Truth.TRUE) -> Iterator[NativeResource]:
    """The resources of a template that exist or may exist; what is none is reported.

    Args:
        template: the template.
        stack_exists: whether its stack does.
    """
    for name, member in template.resources.items():
        value = member.node.value
        if isinstance(value, dict) and KEY in value and "Type" not in value:
            template.note(member, f"the resource `{name}` is made by a transform that is not run")
            continue
        if isinstance(value, dict) and _made_elsewhere(value):
            template.note(
                member, f"the resource `{name}` is made by another tool: package the template to have it judged"
            )
            continue
        if not isinstance(value, dict) or not _type(member):
            template.report(member, f"the resource `{name}` needs a mapping with a `Type`")
            continue
        properties = value.get("Properties")
        if properties is not None and not (properties.node.value is None or isinstance(properties.node.value, dict)):
            template.report(properties, f"the `Properties` of `{name}` must be a mapping")
        exists, condition = template.existence(name, value)
        if exists is not Truth.FALSE:
            absent = template.unmade or (template.untranslated if _is_serverless(member) else None)
            yield NativeResource(
                logical_id=template.nesting.prefix + name,
                address=template.nesting.prefix + template.made_for.get(name, name),
                type=_type(member),
                properties=Section(value.get("Properties"), member, template, absent),
                attributes=Section(member, member, template),
                header=template.span(member),
                exists=exists & stack_exists,
                condition=condition,
                calls=template.nesting.calls,
                known_as=_construct_path(value),
            )


def _is_serverless(member: Member) -> bool:
    return _type(member).startswith("AWS::Serverless::")


def _construct_path(resource: dict[str, Member]) -> str:
    """The path of the construct that the AWS CDK made the resource for."""
    metadata = resource.get("Metadata")
    path = metadata.node.value.get("aws:cdk:path") if metadata and isinstance(metadata.node.value, dict) else None
    return path.node.value if path is not None and isinstance(path.node.value, str) else ""


def _made_elsewhere(resource: dict[str, Member]) -> bool:
    """Whether the type is a tag that only another tool understands, as `!Rain::Module vpc.yml`."""
    kind = resource.get("Type")
    return kind is not None and isinstance(kind.node.value, dict) and len(kind.node.value) == 1
