"""A template: its sections, with parameters, mappings and conditions evaluated when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from groundrule.cloudformation.foreach import expanded
from groundrule.errors import InputError
from groundrule.graph import Gap, Skipped
from groundrule.jsontext import Member, Node
from groundrule.source import Source, Span
from groundrule.value import ABSENT, Data, OneOf, Truth, Unknown, Why, one_of

_LISTS = ("List<", "CommaDelimitedList", "AWS::SSM::Parameter::Value<List<")


class Inputs(NamedTuple):
    """What a stack is given from outside.

    Attributes:
        parameters: values by name.
        region: `AWS::Region`; empty where it is not known.
        account: `AWS::AccountId`; empty where it is not known.
    """

    parameters: Mapping[str, str] = {}
    region: str = ""
    account: str = ""


class Template:
    """One template.

    Args:
        source: the file.
        root: its tree.
        inputs: values from outside.

    Raises:
        InputError: its sections are not what they must be.
    """

    def __init__(self, source: Source, root: Node, inputs: Inputs) -> None:
        self.source = source
        self.inputs = inputs
        self.skipped: list[Skipped] = []
        top = self._mapping(root, "the template")
        self.parameters = self._section(top, "Parameters")
        self.mappings = self._section(top, "Mappings")
        self.conditions = self._section(top, "Conditions")
        self.outputs = top.get("Outputs")
        self.metadata = top.get("Metadata")
        self._parameter_values: dict[str, Data] = {}
        self.resources = expanded(self._section(top, "Resources", needed=True), self._texts, self.note)
        self._condition_values: dict[str, bool | Unknown] = {}
        self._evaluating: set[str] = set()
        self._note_transforms(top)

    def _texts(self, collection: Node) -> list[str] | None:
        """The texts that a loop goes through: a list of them, or a parameter that is one."""
        from groundrule.cloudformation.intrinsics import evaluate

        value = evaluate(collection, self)
        if isinstance(value, list) and all(isinstance(item, str | int) for item in value):
            return [str(item) for item in value]
        return None

    def note(self, node: Node | Member, reason: str) -> None:
        """Tell the coverage of something that is not in the template to be looked at."""
        self.skipped.append(Gap(self.source.path, self.source.position(node.start).line, reason))

    def span(self, node: Node | Member) -> Span:
        """Where a node stands."""
        return self.source.span(node.start, node.end)

    def _mapping(self, node: Node, what: str) -> dict[str, Member]:
        if isinstance(node.value, dict):
            return node.value
        position = self.source.position(node.start)
        raise InputError(f"{what} must be a mapping", self.source.path, position.line, position.column)

    def _section(self, top: dict[str, Member], name: str, *, needed: bool = False) -> dict[str, Member]:
        member = top.get(name)
        if member is None or member.node.value is None:
            if needed and "Transform" not in top:
                raise InputError("the template has no `Resources`", self.source.path, 1)
            return {}
        return self._mapping(member.node, f"`{name}`")

    def _note_transforms(self, top: dict[str, Member]) -> None:
        """Macros that are not run may change everything: the coverage tells of them."""
        member = top.get("Transform")
        if member is None:
            return
        for name in _names(member.node):
            if name not in {"AWS::Serverless-2016-10-31", "AWS::LanguageExtensions"}:
                line = self.source.position(member.start).line
                reason = f"the transform `{name}` is not run: what it changes is not looked at"
                self.skipped.append(Gap(self.source.path, line, reason))

    def report(self, node: Node | Member, reason: str) -> None:
        """Tell the coverage of something that could not be evaluated."""
        self.skipped.append(Skipped(self.source.path, self.source.position(node.start).line, reason))

    # -- parameters --------------------------------------------------------------------------------------

    def parameter(self, name: str) -> Data:
        """A parameter's value: given, its default, one of its allowed values, or unknown."""
        if name not in self._parameter_values:
            self._parameter_values[name] = self._parameter(name)
        return self._parameter_values[name]

    def _parameter(self, name: str) -> Data:
        member = self.parameters[name]
        settings = member.node.value if isinstance(member.node.value, dict) else {}
        kind = _text(settings.get("Type"))
        hidden = settings.get("NoEcho")
        if hidden is not None and "Default" in settings and str(hidden.node.value).lower() == "true":
            default_node = settings["Default"].node
            self.source.concealed.add((default_node.start, default_node.end))
        span = self.span(member)
        if name in self.inputs.parameters:
            return _typed(self.inputs.parameters[name], kind)
        if kind.startswith("AWS::SSM::Parameter::Value"):
            return Unknown(f"parameter `{name}` is read from Systems Manager at deployment", Why.DATA, span)
        default = settings.get("Default")
        if default is not None:
            return _typed(_scalar(default.node), kind)
        unknown = Unknown(f"parameter `{name}` has no default: give it with `--parameter`", span=span)
        allowed = settings.get("AllowedValues")
        if allowed is not None and isinstance(allowed.node.value, list) and len(allowed.node.value) > 0:
            return one_of((_typed(_scalar(item), kind) for item in allowed.node.value), unknown)
        return unknown

    # -- conditions --------------------------------------------------------------------------------------

    def condition(self, name: str) -> bool | Unknown:
        """A named condition."""
        if name not in self._condition_values:
            member = self.conditions.get(name)
            if member is None:
                return Unknown(f"there is no condition `{name}`", Why.ERROR)
            if name in self._evaluating:
                return Unknown(f"the condition `{name}` depends on itself", Why.ERROR, self.span(member))
            from groundrule.cloudformation.intrinsics import truth

            self._evaluating.add(name)
            self._condition_values[name] = truth(member.node, self)
            self._evaluating.discard(name)
        return self._condition_values[name]

    def existence(self, resource: dict[str, Member]) -> tuple[Truth, Unknown | None]:
        """Whether a resource exists, by its `Condition`, and what would decide it."""
        member = resource.get("Condition")
        if member is None or not isinstance(member.node.value, str):
            return Truth.TRUE, None
        answer = self.condition(member.node.value)
        if isinstance(answer, Unknown):
            return Truth.UNKNOWN, answer
        return Truth.of(answer), None

    # -- mappings ----------------------------------------------------------------------------------------

    def mapped(self, keys: tuple[str, ...]) -> Member | None:
        """The entry of a mapping: its name, the first and the second key."""
        member: Member | None = None
        level: object = self.mappings
        for key in keys:
            if not isinstance(level, dict) or key not in level:
                return None
            member = level[key]
            level = member.node.value
        return member

    def choices_of(self, keys: tuple[str, ...]) -> Iterator[Node]:
        """Every value that a mapping holds for a second key, or below a first one: for keys that are not known."""
        level = self.mappings.get(keys[0])
        if level is None or not isinstance(level.node.value, dict):
            return
        for first in level.node.value.values():
            if isinstance(first.node.value, dict) and keys[1] in first.node.value:
                yield first.node.value[keys[1]].node


def _names(node: Node) -> Iterator[str]:
    for item in node.value if isinstance(node.value, list) else [node]:
        if isinstance(item.value, str):
            yield item.value
        elif isinstance(item.value, dict) and "Name" in item.value:
            yield _text(item.value["Name"])


def _text(member: Member | None) -> str:
    return member.node.value if member is not None and isinstance(member.node.value, str) else ""


def _scalar(node: Node) -> Data:
    value = node.value
    return ABSENT if isinstance(value, list | dict) else value


def _typed(value: Data, kind: str) -> Data:
    """A parameter's value as its type has it: lists are written with commas."""
    if isinstance(value, OneOf):
        return one_of((_typed(choice, kind) for choice in value.choices), value.unknown)
    if kind.startswith(_LISTS) and isinstance(value, str):
        return [item.strip() for item in value.split(",")] if value else []
    if isinstance(value, bool):
        return str(value).lower()
    return value
