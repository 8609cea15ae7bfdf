"""Templates that templates call: nested stacks, stack sets, serverless applications."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from groundrule.cloudformation import embedded
from groundrule.cloudformation.files import Files, beside
from groundrule.cloudformation.include import opened
from groundrule.cloudformation.intrinsics import evaluate, function_of
from groundrule.cloudformation.template import STORED, Assumed, Inputs, Nesting, Template, typed
from groundrule.cloudformation.texts import Texts
from groundrule.errors import InputError
from groundrule.graph import Elsewhere, Skipped, Step
from groundrule.jsontext import Member, Node
from groundrule.value import ABSENT, Data, Partial, Unknown

STACK: Final = "AWS::CloudFormation::Stack"
STACK_SET: Final = "AWS::CloudFormation::StackSet"
APPLICATION: Final = "AWS::Serverless::Application"
_URLS: Final = {STACK: "TemplateURL", STACK_SET: "TemplateURL", APPLICATION: "Location"}
_MOST: Final = 500


def called(path: str, root: Node) -> Iterator[str]:
    """The local templates that a template calls, as paths.

    Args:
        path: the template's.
        root: its tree.
    """
    top = root.value if isinstance(root.value, dict) else {}
    resources = top["Resources"].node.value if "Resources" in top else None
    for member in resources.values() if isinstance(resources, dict) else ():
        location = _location(_mapping(member.node))
        target = beside(path, location) if location else None
        if target is not None:
            yield target


def _mapping(node: Node | None) -> Mapping[str, Member]:
    return node.value if node is not None and isinstance(node.value, dict) else {}


def _text(mapping: Mapping[str, Member], name: str) -> str:
    member = mapping.get(name)
    return member.node.value if member is not None and isinstance(member.node.value, str) else ""


def _section(resource: Mapping[str, Member], name: str) -> Mapping[str, Member]:
    return _mapping(resource[name].node) if name in resource else {}


def _location(resource: Mapping[str, Member]) -> str:
    """The template that a resource calls, as it is written; empty where it calls none or none by a plain text."""
    url = _URLS.get(_text(resource, "Type"))
    if url is None:
        return ""
    metadata = _section(resource, "Metadata")
    if _text(metadata, "aws:asset:property") == url:
        # the CDK writes where the asset lies before it is uploaded
        return _text(metadata, "aws:asset:path")
    return _text(_section(resource, "Properties"), url)


class Nested:
    """Opens the templates that one root calls, each with what it is given.

    Args:
        files: what may be read.
    """

    def __init__(self, files: Files) -> None:
        self._files = files
        self._trees: dict[str, tuple[Texts, Node]] = {}
        self._opened = 0

    def open(self, parent: Template, name: str, member: Member) -> Template | None:
        """The template that a resource calls; what can't be had is told to the coverage."""
        if parent.base is not None:
            return _again(parent, parent.base, name, member)
        resource = _mapping(member.node)
        kind = _text(resource, "Type")
        if kind not in _URLS:
            return None
        try:
            tree = self._tree(parent, member, resource)
        except InputError as error:
            parent.skipped.append(Skipped.of(error))
            return None
        if tree is None:
            return None
        self._opened += 1
        if self._opened > _MOST:
            parent.report(member, f"more than {_MOST} nested templates: `{name}` is not looked at")
            return None
        return self._given(parent, name, member, *tree)

    def _tree(self, parent: Template, member: Member, resource: Mapping[str, Member]) -> tuple[Texts, Node] | None:
        properties = _section(resource, "Properties")
        if "TemplateBody" in properties:
            return _embedded(parent, properties["TemplateBody"].node)
        location = _location(resource)
        span = parent.span(member)
        target = beside(span.path, location) if location else None
        if target is None:
            if _URLS[_text(resource, "Type")] in properties:
                reason = "its template is not on disk: what it makes is not looked at"
                parent.skipped.append(Elsewhere(span.path, span.first.line, reason))
            return None
        if target in (*parent.nesting.paths, parent.source.path):
            raise InputError(f"the nested template `{location}` calls itself", span.path, span.first.line)
        if target not in self._trees:
            try:
                source = self._files.read(target)
            except InputError as error:
                reason = f"the nested template `{location}` {error.message}"
                raise InputError(reason, span.path, span.first.line) from error
            texts, root, skipped = opened(source, self._files)
            parent.skipped += skipped
            self._trees[target] = texts, root
        return self._trees[target]

    def _given(self, parent: Template, name: str, member: Member, texts: Texts, root: Node) -> Template | None:
        """The template with the parameters and tags that the resource passes."""
        elsewhere = _is_elsewhere(member)
        inputs = Inputs() if elsewhere else Inputs({}, parent.inputs.region, parent.inputs.account)
        nesting = Nesting(
            f"{parent.nesting.prefix}{name}/",
            (*parent.nesting.calls, Step(parent.span(member), parent.nesting.prefix + name)),
            (*parent.nesting.paths, parent.source.path),
            {**parent.tags, **_tags(_section(_mapping(member.node), "Properties"), parent)},
        )
        declared = _section(_mapping(root), "Parameters")
        kinds = {key: _text(_mapping(item.node), "Type") for key, item in declared.items()}
        assumed = _assumed(parent, name, member, kinds)
        try:
            return Template(texts, root, inputs, assumed=assumed, nesting=nesting, nested=self.open)
        except InputError as error:
            parent.skipped.append(Skipped.of(error))
            return None


def _again(parent: Template, base: Template, name: str, member: Member) -> Template | None:
    """What a resource calls, in a scenario of its template: the same with other values."""
    child = base.child(name)
    if child is None:
        return None
    again = child.assuming({}, {})
    again.assumed = _assumed(parent, name, member, {key: child.kind(key) for key in child.parameters})
    return again


def _is_elsewhere(member: Member) -> bool:
    """Whether it is deployed to other regions and accounts."""
    return _text(_mapping(member.node), "Type") == STACK_SET


def _assumed(parent: Template, name: str, member: Member, kinds: Mapping[str, str]) -> Assumed:
    """What a nested template may take for granted.

    Args:
        parent: who calls it.
        name: by which resource.
        member: that resource.
        kinds: the types of its parameters; that of an SSM parameter takes only a name.
    """
    values = {} if _is_elsewhere(member) else {k: v for k, v in parent.assumed.values.items() if k.startswith("AWS::")}
    for key, value in _parameters(_section(_mapping(member.node), "Properties"), parent):
        if key in kinds and not kinds[key].startswith(STORED):
            values[key] = typed(value, kinds[key])
    return Assumed(values, _inner(parent.assumed.conditions, f"{name}/"))


def _inner(conditions: Mapping[str, bool], prefix: str) -> dict[str, bool]:
    """What a scenario decides of a nested template's conditions."""
    return {name.removeprefix(prefix): truth for name, truth in conditions.items() if name.startswith(prefix)}


def _parameters(properties: Mapping[str, Member], parent: Template) -> Iterator[tuple[str, Data]]:
    member = properties.get("Parameters")
    if member is None:
        return
    value = evaluate(member.node, parent)
    if isinstance(value, dict):
        yield from value.items()
    for item in value if isinstance(value, list) else ():
        if isinstance(item, dict) and isinstance(item.get("ParameterKey"), str):
            yield str(item["ParameterKey"]), item.get("ParameterValue", ABSENT)


def passed(resource: Node) -> Mapping[str, Node]:
    """What a resource passes to the template that it calls, by parameter."""
    parameters = _section(_section(_mapping(resource), "Properties"), "Parameters")
    return {name: member.node for name, member in parameters.items()}


def _tags(properties: Mapping[str, Member], parent: Template) -> dict[str, Data]:
    member = properties.get("Tags")
    value = evaluate(member.node, parent) if member is not None else None
    if isinstance(value, dict):
        return dict(value)
    pairs = (item for item in value if isinstance(item, dict)) if isinstance(value, list) else ()
    return {str(item["Key"]): item.get("Value", ABSENT) for item in pairs if isinstance(item.get("Key"), str)}


def _embedded(parent: Template, node: Node) -> tuple[Texts, Node] | None:
    value = evaluate(node, parent)
    intrinsic = function_of(node)
    written = intrinsic[1] if intrinsic is not None and isinstance(intrinsic[1].value, str) else node
    span = parent.span(written)
    if isinstance(value, str):
        return Texts(span.source), embedded.read(value, span)
    if isinstance(value, Unknown | Partial):
        parent.note(node, "its template is not wholly known: what it makes is not looked at")
    return None
