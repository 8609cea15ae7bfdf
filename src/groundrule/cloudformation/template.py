"""A template: its sections, with parameters, mappings and conditions evaluated when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from functools import cached_property
from typing import Final, NamedTuple

from groundrule.cloudformation.foreach import ABSTRACT, PREFIX, expanded
from groundrule.cloudformation.texts import Texts
from groundrule.errors import InputError
from groundrule.graph import Gap, Skipped, Step
from groundrule.jsontext import Member, Node
from groundrule.source import Span
from groundrule.value import ABSENT, Data, OneOf, Stored, Truth, Unknown, Why, first_unknown, one_of

STORED = "AWS::SSM::Parameter::Value"
_LISTS = ("List<", "CommaDelimitedList", "AWS::SSM::Parameter::Value<List<")


class Inputs(NamedTuple):
    """What a stack is given from outside.

    Attributes:
        parameters: values by name.
        region: `AWS::Region`; empty where it is not known.
        account: `AWS::AccountId`; empty where it is not known.
        tags: those of the stack, which its resources get.
    """

    parameters: Mapping[str, str] = {}
    region: str = ""
    account: str = ""
    tags: Mapping[str, str] = {}


class Assumed(NamedTuple):
    """What is taken for granted while a template is evaluated.

    Attributes:
        values: parameters and pseudo parameters by name: what a scenario or a parent stack makes them.
        conditions: the conditions that a scenario decides.
    """

    values: Mapping[str, Data] = {}
    conditions: Mapping[str, bool] = {}


class Nesting(NamedTuple):
    """Where a template stands among those that call each other.

    Attributes:
        prefix: what the keys of its resources begin with: `Network/`; empty for a root.
        calls: the resources that lead from the root to it.
        paths: the templates on that way, the root first, itself not included.
        tags: what it is tagged with by those.
    """

    prefix: str = ""
    calls: tuple[Step, ...] = ()
    paths: tuple[str, ...] = ()
    tags: Mapping[str, Data] = {}


_SERVERLESS: Final = "AWS::Serverless-2016-10-31"
_KNOWN: Final = frozenset({_SERVERLESS, "AWS::LanguageExtensions", "AWS::Include"})
_NOTHING: Final = Assumed()
_ROOT: Final = Nesting()


class Template:
    """One template.

    Args:
        texts: its files.
        root: its tree.
        inputs: values from outside.
        assumed: what is taken for granted.
        nesting: where it stands.
        nested: gives the template that one of its resources calls, where it is at hand.

    Raises:
        InputError: its sections are not what they must be.
    """

    def __init__(  # noqa: PLR0913 - most have a default
        self,
        texts: Texts,
        root: Node,
        inputs: Inputs,
        *,
        assumed: Assumed = _NOTHING,
        nesting: Nesting = _ROOT,
        nested: Callable[[Template, str, Member], Template | None] | None = None,
    ) -> None:
        self.texts = texts
        self.source = texts.first
        self.inputs = inputs
        self.assumed = assumed
        self.nesting = nesting
        self.base: Template | None = None
        self._nested = nested
        self._children: dict[str, Template | None] = {}
        self.skipped: list[Skipped] = []
        top = self._mapping(root, "the template")
        self.parameters = self._section(top, "Parameters")
        self.mappings = self._section(top, "Mappings")
        self.metadata = top.get("Metadata")
        self._parameter_values: dict[str, Data] = {}
        self.loops: dict[str, Unknown] = {}
        self.conditions = self._expanded(self._section(top, "Conditions"))
        self.outputs = self._expanded(self._section(top, "Outputs"))
        self.resources = self._expanded(self._resources(top, root))
        self._condition_values: dict[str, bool | Unknown] = {}
        self._evaluating: set[str] = set()
        self.unmade = self._note_transforms(top)
        self.made_for: Mapping[str, str] = {}
        self.untranslated = self._translate_serverless(top)

    def assuming(self, values: Mapping[str, Data], conditions: Mapping[str, bool]) -> Template:
        """The same template with more taken for granted; `base` tells what it is the same as."""
        other = copy(self)
        other.base = self.base or self
        known = self.assumed
        other.assumed = Assumed({**known.values, **values}, {**known.conditions, **conditions})
        other.skipped = []
        other._children = {}  # noqa: SLF001 - the same class
        other._parameter_values = {}  # noqa: SLF001
        other._condition_values = {}  # noqa: SLF001
        other._evaluating = set()  # noqa: SLF001
        return other

    def _expanded(self, section: dict[str, Member]) -> dict[str, Member]:
        return expanded(section, self._texts, self.note) if PREFIX in self.source.text else section

    def _texts(self, identifier: str, collection: Node) -> list[str] | None:
        """The texts that a loop goes through: a list of them, or a parameter that is one.

        None where they are not known: the identifier is unknown then.
        """
        from groundrule.cloudformation.intrinsics import evaluate

        value = evaluate(collection, self)
        if isinstance(value, list) and all(isinstance(item, str | int) for item in value):
            return [str(item) for item in value]
        self.loops[identifier] = first_unknown(value) or Unknown("the collection is not known", Why.ERROR)
        return None

    def note(self, node: Node | Member, reason: str) -> None:
        """Tell the coverage of something that is not in the template to be looked at."""
        span = self.span(node)
        self.skipped.append(Gap(span.path, span.first.line, reason))

    def span(self, node: Node | Member) -> Span:
        """Where a node stands."""
        return self.texts.span(node.start, node.end)

    def _mapping(self, node: Node, what: str) -> dict[str, Member]:
        if isinstance(node.value, dict):
            return node.value
        span = self.span(node)
        raise InputError(f"{what} must be a mapping", span.path, span.first.line, span.first.column)

    def _section(self, top: dict[str, Member], name: str) -> dict[str, Member]:
        """A section's entries; one that is no mapping is reported, and the rest is looked at without it."""
        member = top.get(name)
        if member is None or member.node.value is None:
            return {}
        if not isinstance(member.node.value, dict):
            self.report(member, f"`{name}` must be a mapping")
            return {}
        return member.node.value

    def _resources(self, top: dict[str, Member], root: Node) -> dict[str, Member]:
        if "Resources" in top:
            return self._mapping(top["Resources"].node, "`Resources`")
        if "Transform" not in top:
            raise InputError("the template has no `Resources`", self.source.path, self.span(root).first.line)
        return {}

    def _note_transforms(self, top: dict[str, Member]) -> Unknown | None:
        """What is not written where a macro that is not run may write it; the coverage tells of the macro."""
        member = top.get("Transform")
        macros = [name for name in _names(member.node) if name not in _KNOWN] if member is not None else []
        for name in macros:
            self.note(top["Transform"], f"the transform `{name}` is not run: what it changes is not looked at")
        return Unknown(f"the transform `{macros[0]}` may set it", Why.IMPURE) if macros else None

    def _translate_serverless(self, top: dict[str, Member]) -> Unknown | None:
        """Run the SAM transform; where that is not possible, what a serverless resource does not say."""
        transform = top.get("Transform")
        if transform is None or _SERVERLESS not in _names(transform.node):
            return None
        from groundrule.cloudformation import sam

        if not sam.needed(self.resources):
            return None
        others: dict[str, Node] = {name: top[name].node for name in ("Parameters", "Mappings") if name in top}
        sections = sam.Sections(self.resources, self.conditions, self._section(top, "Globals"), others)
        try:
            result = sam.translated(sections, self.inputs.parameters, self.inputs.region)
        except sam.Untranslatable as error:
            self.note(transform, f"the transform `{_SERVERLESS}` can't be run: {error}")
            return Unknown("the serverless transform could not be run", Why.IMPURE)
        self.resources, self.conditions, self.made_for = result.resources, result.conditions, result.made_for
        return None

    def report(self, node: Node | Member, reason: str) -> None:
        """Tell the coverage of something that could not be evaluated."""
        span = self.span(node)
        self.skipped.append(Skipped(span.path, span.first.line, reason))

    @property
    def tags(self) -> Mapping[str, Data]:
        """The stack's tags, which its resources get."""
        return {**self.nesting.tags, **self.inputs.tags}

    @cached_property
    def makers(self) -> tuple[str, ...]:
        """The modules: resources that stand for others, whose names begin with theirs."""
        return tuple(name for name, member in self.resources.items() if _is_module(member.node))

    # -- nested templates --------------------------------------------------------------------------------

    def child(self, name: str) -> Template | None:
        """The template that a resource calls, with what it is given; None where none is called or at hand."""
        if name not in self._children:
            member = self.resources.get(name)
            self._children[name] = None
            if member is not None and self._nested is not None:
                self._children[name] = self._nested(self, name, member)
        return self._children[name]

    def children(self) -> Iterator[Template]:
        """The templates that its resources call."""
        for name in self.resources:
            child = self.child(name)
            if child is not None:
                yield child

    # -- parameters --------------------------------------------------------------------------------------

    def parameter(self, name: str) -> Data:
        """A parameter's value: given, its default, one of its allowed values, or unknown."""
        if name in self.assumed.values:
            return self.assumed.values[name]
        if name not in self._parameter_values:
            self._parameter_values[name] = self._parameter(name)
        return self._parameter_values[name]

    def settings(self, name: str) -> dict[str, Member]:
        """What a parameter's declaration says."""
        member = self.parameters.get(name)
        return member.node.value if member is not None and isinstance(member.node.value, dict) else {}

    def kind(self, name: str) -> str:
        """A parameter's type, as written."""
        return _text(self.settings(name).get("Type"))

    def _parameter(self, name: str) -> Data:
        member = self.parameters[name]
        settings, kind = self.settings(name), self.kind(name)
        hidden = settings.get("NoEcho")
        span = self.span(member)
        if hidden is not None and str(hidden.node.value).lower() == "true":
            for secret in (member, settings["Default"].node) if "Default" in settings else (member,):
                place = self.span(secret)
                place.source.concealed.add((place.start, place.end))
        if name in self.inputs.parameters and not kind.startswith(STORED):
            return typed(self.inputs.parameters[name], kind)
        if kind.startswith(STORED):
            # what is given is the name that it is stored under
            kept = self.inputs.parameters.get(name, _scalar(settings["Default"].node) if "Default" in settings else "")
            reason = f"parameter `{name}` is read from Systems Manager at deployment"
            return Stored(reason, str(kept), Why.DATA, span)
        default = settings.get("Default")
        if default is not None:
            return typed(_scalar(default.node), kind)
        unknown = Unknown(f"parameter `{name}` has no default: give it with `--parameter`", span=span)
        allowed = settings.get("AllowedValues")
        if allowed is not None and isinstance(allowed.node.value, list) and len(allowed.node.value) > 0:
            return one_of((typed(_scalar(item), kind) for item in allowed.node.value), unknown)
        return unknown

    # -- conditions --------------------------------------------------------------------------------------

    def condition(self, name: str) -> bool | Unknown:
        """A named condition."""
        if name in self.assumed.conditions:
            return self.assumed.conditions[name]
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

    def existence(self, name: str, resource: dict[str, Member]) -> tuple[Truth, Unknown | None]:
        """Whether a resource exists, by its `Condition`, and what would decide it."""
        if ABSTRACT in name:
            return Truth.UNKNOWN, next(iter(self.loops.values()), None)
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


def _is_module(node: Node) -> bool:
    """Whether a resource is a module: of the registry's, or of another tool's (`!Rain::Module vpc.yml`)."""
    kind = node.value.get("Type") if isinstance(node.value, dict) else None
    value = kind.node.value if kind is not None else None
    return isinstance(value, dict) or (isinstance(value, str) and value.endswith("::MODULE"))


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


def typed(value: Data, kind: str) -> Data:
    """A parameter's value as its type has it: lists are written with commas."""
    if isinstance(value, OneOf):
        return one_of((typed(choice, kind) for choice in value.choices), value.unknown)
    if kind.startswith(_LISTS) and isinstance(value, str):
        return [item.strip() for item in value.split(",")] if value else []
    if isinstance(value, bool):
        return str(value).lower()
    return value
