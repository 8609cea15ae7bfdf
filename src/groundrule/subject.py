"""What a policy sees: resources whose attributes can be asked and judged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from groundrule import graph
from groundrule.decoding import decode
from groundrule.parameters import Parameter
from groundrule.questions import compares, contains, equals, is_set, over, show
from groundrule.value import (
    ABSENT,
    Absent,
    Data,
    OneOf,
    OpenList,
    Stored,
    Truth,
    Unknown,
    any_true,
    ask,
    first_unknown,
    one_of,
)
from groundrule.verdict import Outcome, Spot, Verdict, all_of, any_of, weaken
from groundrule.vocabulary import defaults, identity

T = TypeVar("T")


class Subject:
    """Anything that a verdict can be about: a resource or one of its attributes."""

    __slots__ = ("spot",)

    def __init__(self, spot: Spot) -> None:
        self.spot = spot

    def deny(self, detail: str, *, remedy: str = "") -> Verdict:
        """A denial here; `{name}` in the texts stands for the attribute in its file's own words."""
        return Verdict(Outcome.DENY, self.spot, detail, remedy=remedy)

    def allow(self) -> Verdict:
        """An allowance."""
        return Verdict(Outcome.ALLOW, self.spot)

    def unknown(self, reason: Unknown | str, detail: str = "") -> Verdict:
        """An unknown verdict, with the value that would decide it."""
        unknown = Unknown(reason) if isinstance(reason, str) else reason
        return Verdict(Outcome.UNKNOWN, self.spot, detail, unknown=unknown)

    def decide(self, kept: Truth, detail: str, *, unknown: Unknown | None = None, remedy: str = "") -> Verdict:
        """A verdict from a question's answer: TRUE allows, FALSE denies with `detail`."""
        if kept is Truth.TRUE:
            return self.allow()
        if kept is Truth.FALSE:
            return self.deny(detail, remedy=remedy)
        reason = unknown or Unknown("it depends on a value that is not known before deployment")
        return Verdict(Outcome.UNKNOWN, self.spot, detail, unknown=reason, remedy=remedy)


class Resource(Subject):
    """A resource as policies see it: `volume["encrypted"]` is one of its attributes."""

    __slots__ = ("node",)

    def __init__(self, node: graph.Resource) -> None:
        super().__init__(Spot(node))
        self.node = node

    @property
    def type(self) -> str:
        """The type in the vocabulary's words, e.g. `aws_ebs_volume`."""
        return self.node.type

    @property
    def address(self) -> str:
        """The address as people write it."""
        return self.node.address

    @property
    def name(self) -> str:
        """The last part of the address: what its author called it."""
        return self.node.address.rpartition(".")[2]

    @property
    def dialect(self) -> graph.Dialect:
        """`terraform` or `cloudformation`; for the rare fact that differs between them."""
        return self.node.graph.dialect

    def __getitem__(self, name: str) -> Attribute:
        return Attribute._make(self.node, (name,), self.node.value(name))

    def along(self, path: str) -> Attribute:
        """The attribute that names lead to one after the other, such as `metadata.labels`."""
        first, *rest = path.split(".")
        found = self[first]
        for name in rest:
            found = found[name]
        return found

    def parameter(self, wanted: Parameter[T]) -> T:
        """What the profile sets a parameter to, or its default."""
        return wanted.of(self.node.graph.parameters)

    def names(self) -> Iterable[str]:
        """The names of the attributes and blocks that are written."""
        return self.node.names()

    def companions(self, *types: str, by: str) -> Companions:
        """The resources of the given types whose attribute `by` names this one.

        Args:
            types: vocabulary types, such as `aws_s3_bucket_versioning`.
            by: the companion's attribute that refers to this resource, such as `bucket`.
        """
        naming = identity.naming_attribute(self.node.type)
        sure: list[Resource] = []
        maybe: list[tuple[Resource, Unknown]] = []
        for type_ in types:
            join = self.node.graph.join(type_, by)
            for node, truth in join.companions(self.node, naming):
                doubt = _doubt(node, by, truth)
                if doubt is None:
                    sure.append(Resource(node))
                else:
                    maybe.append((Resource(node), doubt))
        return Companions(self, types, sure, maybe)

    def others(self, *types: str) -> list[Resource]:
        """Every resource of the given types in the same root."""
        return [Resource(node) for node in self.node.graph.of_type(*types)]

    def referrers(self) -> list[Resource]:
        """Every resource of the same root that refers to this one; evaluates the whole root."""
        return [Resource(node) for node in self.node.graph.referrers(self.node.key)]

    @property
    def root_is_complete(self) -> bool:
        """Whether every part of its root was read: no module is missing."""
        return self.node.graph.hidden is None

    def may_be_used_elsewhere(self) -> Unknown | None:
        """Why something that is not at hand may use it; None where every use would be seen.

        An output of the root hands it out, or the call of a module that is not at hand, or a part of the root could
        not be read.
        """
        node = self.node.graph.handed_out(self.node.key)
        if node is not None:
            return Unknown(f"`{node.address}` hands it out, and who uses it there is not known")
        hidden = self.node.graph.hidden
        return Unknown(f"a part of the root that was not read may use it: {hidden.reason}") if hidden else None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Resource) and other.node is self.node

    def __hash__(self) -> int:
        return hash(self.node.key)


def _doubt(node: graph.Resource, by: str, joined: Truth) -> Unknown | None:
    if joined is Truth.UNKNOWN:
        data = node.value(by)
        return first_unknown(data) or Unknown(f"`{node.address}` may belong to it")
    if node.exists is Truth.UNKNOWN:
        return Unknown(f"whether `{node.address}` exists is not known")
    return None


class Companions:
    """Resources that complete another, and those of which it is not known whether they do."""

    __slots__ = ("maybe", "owner", "sure", "types")

    def __init__(
        self,
        owner: Resource,
        types: tuple[str, ...],
        sure: list[Resource],
        maybe: list[tuple[Resource, Unknown]],
    ) -> None:
        self.owner = owner
        self.types = types
        self.sure = sure
        self.maybe = maybe

    def __iter__(self) -> Iterator[Resource]:
        """Those that certainly belong to it, then those that may."""
        yield from self.sure
        for resource, _ in self.maybe:
            yield resource

    @property
    def exist(self) -> Truth:
        """Whether there is any."""
        if self.sure:
            return Truth.TRUE
        return Truth.UNKNOWN if self.maybe else Truth.FALSE

    def where(self, kept: Callable[[Resource], bool]) -> Companions:
        """Those of which a question is answered with yes."""
        maybe = [(resource, doubt) for resource, doubt in self.maybe if kept(resource)]
        return Companions(self.owner, self.types, [resource for resource in self.sure if kept(resource)], maybe)

    def must_exist(self, detail: str, *, remedy: str = "") -> Verdict:
        """Deny the owner with `detail` where there is none."""
        return self.any(lambda companion: companion.allow(), detail, remedy=remedy)

    def any(self, judge: Callable[[Resource], Verdict], detail: str, *, remedy: str = "") -> Verdict:
        """At least one companion must be judged well, else the owner is at fault, where the companion stands.

        Args:
            judge: a verdict on one companion.
            detail: what is the matter with the owner where there is no companion at all.
            remedy: what would mend that.
        """
        verdicts = [judge(companion).about(self.owner) for companion in self.sure]
        best = any_of(verdicts) if verdicts else self.owner.deny(detail, remedy=remedy)
        for companion, doubt in self.maybe:
            if best.outcome is not Outcome.DENY:
                break
            if judge(companion).outcome is not Outcome.DENY:
                best = self.owner.unknown(doubt, detail)
        return best


class Attribute(Subject):
    """One attribute, or a part of one: where it stands and what it evaluates to.

    An attribute that is not written (or is null) has the provider's default, where the table knows one.

    Attributes:
        data: the value, `ABSENT` where it is not written and has no default.
        written: whether the file sets it.
    """

    __slots__ = ("data", "written")

    def __init__(self, spot: Spot, data: Data, *, written: bool) -> None:
        super().__init__(spot)
        self.data = data
        self.written = written

    @classmethod
    def _make(cls, node: graph.Resource, path: graph.Path, data: Data) -> Attribute:
        resolved = _with_default(node, path, data)
        return cls(Spot(node, path), resolved, written=not (data is None or data is ABSENT))

    def __getitem__(self, step: str | int) -> Attribute:
        """A part: an object's or block's attribute by name, a list's element by number.

        A name asked of a list of blocks is asked of its first one, for blocks that occur at most once.
        """
        node, path = self.spot.resource, self.spot.path
        if isinstance(step, str) and isinstance(self.data, list):
            path = (*path, 0)
        return Attribute._make(node, (*path, step), _part(self.data, step))

    # -- questions ---------------------------------------------------------------------------------------

    @property
    def text(self) -> str | None:
        """The value where it is a wholly known string."""
        return self.data if isinstance(self.data, str) else None

    @property
    def kept_under(self) -> str:
        """The name under which the account's parameter store keeps the value; empty where nothing tells one."""
        return self.data.name if isinstance(self.data, Stored) else ""

    @property
    def why_unknown(self) -> Unknown:
        """What would make the value known."""
        return first_unknown(self.data) or Unknown("it is not known before deployment")

    def asks(self, question: Callable[[Any], bool]) -> Truth:
        """A question of the known value; UNKNOWN where that is not known. Absent and null answer False."""
        return ask(
            self.data,
            lambda data: not (data is None or isinstance(data, Absent)) and question(data),
        )

    def is_(self, expected: Data) -> Truth:
        """Whether it equals `expected` (`"true"` equals True, `"5"` equals 5)."""
        return over(self.data, lambda data: equals(data, expected))

    def is_one_of(self, expected: Iterable[Data]) -> Truth:
        """Whether it equals one of the values."""
        wanted = tuple(expected)
        return over(self.data, lambda data: any_true(equals(data, item) for item in wanted))

    def is_set(self) -> Truth:
        """Whether it has a value: not absent, null, or an empty string, list or object."""
        return over(self.data, is_set)

    def entries(self) -> list[Attribute]:
        """The members of an object, by their keys; none for anything else."""
        return [self[key] for key in self.data] if isinstance(self.data, dict) else []

    def decoded(self) -> Attribute:
        """The structure that a JSON text stands for; an object stands for itself."""
        return Attribute(self.spot, decode(self.data), written=self.written)

    def contains(self, expected: Data) -> Truth:
        """Whether a list holds the value (a lone value counts as a list of it)."""
        return over(self.data, lambda data: contains(data, expected))

    def has(self, question: Callable[[Attribute], Truth]) -> Truth:
        """Whether a question is true of an element of a list (or of a lone block or value).

        It is never known of the stand-in for blocks of an unknown number.
        """
        data = self.data
        if isinstance(data, OneOf):
            return over(data, lambda choice: Attribute(self.spot, choice, written=self.written).has(question))
        if isinstance(data, list):
            found = any_true(question(self[index]) for index in range(len(data)))
            return found & Truth.UNKNOWN if isinstance(data, OpenList) else found
        if isinstance(data, Unknown):
            return Truth.UNKNOWN
        return question(self) if self.written else Truth.FALSE

    def targets(self, *types: str) -> list[Resource]:
        """The resources (of the given types, if any are given) that the value refers to."""
        found = self.spot.resource.graph.targets(self.data)
        return [Resource(node) for node in found if not types or node.type in types]

    # -- verdicts ----------------------------------------------------------------------------------------

    def must(self, kept: Truth, detail: str = "", *, expected: str = "", remedy: str = "") -> Verdict:
        """A verdict here from a question's answer.

        Args:
            kept: the answer; FALSE denies.
            detail: what is the matter; by default it tells the value and what is `expected`.
            expected: the values that are well, for the default detail.
            remedy: what would mend it.
        """
        text = detail or self._detail(expected)
        return self.decide(kept, text, unknown=self.why_unknown, remedy=remedy)

    def must_be(self, expected: Data) -> Verdict:
        """It must equal the value."""
        shown = show(expected)
        return self.must(self.is_(expected), expected=shown, remedy=f"set `{{name}}` to {shown}")

    def must_not_be(self, rejected: Data) -> Verdict:
        """It must not equal the value."""
        return self.must(~self.is_(rejected))

    def must_be_one_of(self, *expected: Data) -> Verdict:
        """It must equal one of the values."""
        shown = " or ".join(show(item) for item in expected)
        return self.must(self.is_one_of(expected), expected=shown, remedy=f"set `{{name}}` to {shown}")

    def must_not_be_one_of(self, *rejected: Data) -> Verdict:
        """It must equal none of the values."""
        return self.must(~self.is_one_of(rejected))

    def must_be_set(self) -> Verdict:
        """It must have a value."""
        return self.must(self.is_set(), remedy="set `{name}`")

    def must_not_be_set(self) -> Verdict:
        """It must have no value."""
        return self.must(~self.is_set(), "`{name}` is set", remedy="remove `{name}`")

    def must_be_at_least(self, least: int) -> Verdict:
        """A number that must not be smaller."""
        kept = over(self.data, lambda data: compares(data, lambda value: value >= least))
        return self.must(kept, expected=f"at least {least}", remedy=f"set `{{name}}` to at least {least}")

    def must_be_at_most(self, most: int) -> Verdict:
        """A number that must not be larger."""
        kept = over(self.data, lambda data: compares(data, lambda value: value <= most))
        return self.must(kept, expected=f"at most {most}", remedy=f"set `{{name}}` to at most {most}")

    def must_contain(self, *expected: Data) -> Verdict:
        """A list that must hold each of the values."""
        verdicts = [
            self.must(
                self.contains(item),
                f"`{{name}}` does not contain {show(item)}",
                remedy=f"add {show(item)} to `{{name}}`",
            )
            for item in expected
        ]
        return all_of(verdicts)

    def must_not_contain(self, *rejected: Data) -> Verdict:
        """A list that must hold none of the values."""
        verdicts = [
            self.must(
                ~self.contains(item),
                f"`{{name}}` contains {show(item)}",
                remedy=f"remove {show(item)} from `{{name}}`",
            )
            for item in rejected
        ]
        return all_of(verdicts)

    def each(self, judge: Callable[[Attribute], Verdict]) -> Iterator[Verdict]:
        """A verdict on every element of a list (or on a lone block or value); none for no elements.

        An element that there may or may not be, for want of a known condition, is never more than unknown;
        the stand-in for blocks of an unknown number is judged as if it were there.
        """
        data = self.data
        if isinstance(data, OneOf):
            yield from self._each_choice(data, judge)
        elif isinstance(data, list):
            for index in range(len(data)):
                yield judge(self[index])
        elif isinstance(data, Unknown):
            yield self.unknown(data)
        elif not (data is None or isinstance(data, Absent)):
            yield judge(self)

    def _each_choice(self, data: OneOf, judge: Callable[[Attribute], Verdict]) -> Iterator[Verdict]:
        alternatives = [list(Attribute(self.spot, choice, written=self.written).each(judge)) for choice in data.choices]
        overall = [all_of(verdicts) if verdicts else self.allow() for verdicts in alternatives]
        yield weaken(overall, data.unknown)

    def every(self, judge: Callable[[Attribute], Verdict]) -> Verdict:
        """All elements must be judged well; an empty or absent list is."""
        verdicts = list(self.each(judge))
        return all_of(verdicts) if verdicts else self.allow()

    def any(self, judge: Callable[[Attribute], Verdict], detail: str, *, remedy: str = "") -> Verdict:
        """At least one element must be judged well; an empty or absent list is denied with `detail`."""
        verdicts = list(self.each(judge))
        best = any_of(verdicts) if verdicts else self.deny(detail, remedy=remedy)
        if isinstance(self.data, OpenList) and best.outcome is Outcome.ALLOW:
            return self.unknown(self.data.unknown, detail)
        return best

    def _detail(self, expected: str) -> str:
        must = f", expected {expected}" if expected else ""
        if self.data is ABSENT or self.data is None or (isinstance(self.data, Unknown) and not self.written):
            return f"`{{name}}` is not set{must}"
        shown = show(self.data)
        if not self.written:
            return f"`{{name}}` is not set and defaults to {shown}{must}"
        return f"`{{name}}` is {shown}{must}"


def _with_default(node: graph.Resource, path: graph.Path, data: Data) -> Data:
    if isinstance(data, OneOf) and any(item is None or item is ABSENT for item in data.choices):
        return one_of((_with_default(node, path, item) for item in data.choices), data.unknown)
    if data is not None and data is not ABSENT:
        return data
    dotted = ".".join(step for step in path if isinstance(step, str))
    return defaults.default(node.type, dotted, node.graph.dialect)


def _part(data: Data, step: str | int) -> Data:
    match data:
        case OneOf():
            return one_of((_part(choice, step) for choice in data.choices), data.unknown)
        case OpenList() if isinstance(step, str):
            inner = _part(data[0], step) if data else ABSENT
            return one_of((inner, ABSENT), data.unknown)
        case Unknown():
            return data
        case list() if isinstance(step, str):
            return _part(data[0], step) if data else ABSENT
        case list() if isinstance(step, int) and -len(data) <= step < len(data):
            return data[step]
        case dict() if isinstance(step, str):
            return data.get(step, ABSENT)
        case _:
            return ABSENT
