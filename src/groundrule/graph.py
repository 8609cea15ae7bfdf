"""One root's resources and what ties them together: frozen and without a dialect.

The two dialects fill a graph; policies ask it. Everything that costs time (evaluating an attribute,
finding its place, tracing where its value came from) is done when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, Literal, NamedTuple, Protocol, TypeAlias

from groundrule.errors import InputError
from groundrule.parameters import NONE_SET, Values
from groundrule.source import Span
from groundrule.value import ABSENT, Data, Truth, Unknown, references

Path: TypeAlias = tuple[str | int, ...]
Dialect: TypeAlias = Literal["terraform", "cloudformation", "files"]

# among the types that a policy judges: every resource
ANY: Final = "*"


class Step(NamedTuple):
    """One link of the chain that a value came along, e.g. `var.encrypted = false`."""

    span: Span
    text: str


class Place(NamedTuple):
    """Where an attribute stands.

    Attributes:
        span: the attribute's value; where it is not written, the header of the block that lacks it.
        words: the attribute's path as the file's dialect writes it (`versioning[0].enabled`,
            `VersioningConfiguration.Status`).
        origin: from the attribute's expression back to the literal; empty where it is the literal itself.
    """

    span: Span
    words: str
    origin: tuple[Step, ...] = ()


class Locator(Protocol):
    """Whatever remembers where the parts of an evaluated object stand."""

    def locate(self, path: Path) -> Place:
        """The place of the value at `path` below this object, or of the nearest part that is written."""
        ...


class Map(dict[str, Data]):
    """An evaluated object or block that knows where it stands."""

    __slots__ = ("locator",)

    def __init__(self, items: Mapping[str, Data] | Iterable[tuple[str, Data]], locator: Locator) -> None:
        super().__init__(items)
        self.locator = locator


class Content(Locator, Protocol):
    """A resource's attributes and nested blocks, each evaluated when it is asked for.

    Nested blocks appear as lists of `Map`; a number of blocks that is not known as an `OpenList`.
    """

    def names(self) -> Iterable[str]:
        """The attributes and block types that are written (or set for it by the dialect)."""
        ...

    def get(self, name: str) -> Data:
        """The value, or `ABSENT`."""
        ...


class Resource:
    """One instance that the engine would create (or, for a data source, read).

    Args:
        key: unique in its graph; what a `Reference` names.
        address: as people write it in this dialect: `module.a.aws_ebs_volume.b[0]`, or a logical id.
        type: in the vocabulary's words: `aws_ebs_volume`; data sources are `data.aws_ami`.
        native_type: in the dialect's words: `AWS::EC2::Volume`.
        content: its attributes in the vocabulary's words.
        header: the block's header or the logical id, for findings about the resource as a whole.
        exists: UNKNOWN where a count, a collection or a condition that is not known decides.
        calls: gives the calls that lead from the root to the module that it stands in, outermost first.
        settled: whether the deployment leaves it as it is, so that it is only there for others to refer to.
        known_as: what the program calls it that wrote the template (a construct's path); empty otherwise.
    """

    __slots__ = (
        "_calls",
        "_content",
        "_values",
        "address",
        "exists",
        "graph",
        "header",
        "key",
        "known_as",
        "native_type",
        "settled",
        "type",
    )
    graph: Graph

    def __init__(  # noqa: PLR0913 - a record; every part is needed
        self,
        *,
        key: str,
        address: str,
        type: str,  # noqa: A002 - the field's own word
        native_type: str,
        content: Content,
        header: Span,
        exists: Truth = Truth.TRUE,
        calls: Callable[[], Sequence[Step]] | None = None,
        settled: bool = False,
        known_as: str = "",
    ) -> None:
        self.key = key
        self.address = address
        self.type = type
        self.native_type = native_type
        self.header = header
        self.exists = exists
        self.settled = settled
        self.known_as = known_as
        self._content = content
        self._calls = calls
        self._values: dict[str, Data] = {}

    def value(self, name: str) -> Data:
        """The value of one attribute, `ABSENT` where it is not written."""
        try:
            return self._values[name]
        except KeyError:
            value = self._values[name] = self._content.get(name)
            return value

    def names(self) -> Iterable[str]:
        """The names of what is written."""
        return self._content.names()

    def calls(self) -> Sequence[Step]:
        """The calls that lead from the root to the module that it stands in, outermost first."""
        return self._calls() if self._calls else ()

    def locate(self, path: Path) -> Place:
        """Where the value at `path` stands; the empty path is the resource itself."""
        locator: Locator = self._content
        rest: Path = path
        value: Data | None = None
        for depth, step in enumerate(path):
            value = self.value(str(step)) if depth == 0 else _child(value, step)
            if isinstance(value, Map):
                locator, rest = value.locator, path[depth + 1 :]
        return locator.locate(rest)

    def __repr__(self) -> str:
        return f"<resource {self.key}>"


def _child(value: Data, step: str | int) -> Data:
    match value, step:
        case dict(), str():
            return value.get(step, ABSENT)
        case list(), int() if step < len(value):
            return value[step]
        case _:
            return ABSENT


class Skipped(NamedTuple):
    """Something that could not be inspected, for the coverage."""

    path: str
    line: int
    reason: str

    @classmethod
    def of(cls, error: InputError) -> Skipped:
        """From an error about an input file."""
        return cls(error.path, error.line, error.message)


class Gap(Skipped):
    """Something that the coverage tells but that does not make a run incomplete.

    A module that is not installed, a tfvars file that sets what is not declared: the sources at hand have
    all been read.
    """

    __slots__ = ()


class Scenario(NamedTuple):
    """One way in which the inputs that are open may turn out.

    Attributes:
        facts: what it decides: names in the file's own words (a condition), and whether they hold.
        resources: what stands for the resource in question in this scenario; nothing where it does not exist.
    """

    facts: Mapping[str, bool]
    resources: Sequence[Resource]


class Elsewhere(Gap):
    """Something that another place holds: nothing is the matter with the sources at hand."""

    __slots__ = ()


class Remark(Gap):
    """Something that is told of sources that were read whole, such as an expression that the engine would refuse."""

    __slots__ = ()


class Home(NamedTuple):
    """Where resources are deployed: a region and an account, either of which may not be known."""

    region: Data
    account: Data


class Graph:
    """All resources of one root, with references as edges.

    Args:
        root: the Terraform root module's directory or the template's path, relative to the working directory.
        dialect: what it was read from; `files` for a file that is neither.
        resources: in the order in which they stand.
        skipped: what of this root could not be evaluated at all (a module that is not on disk, …).
        declared: what is no resource and carries values as well, for policies that ask for its type: a
            `variable` (a parameter), a `local` (a mapping), an `output`, a `module` call, `metadata`, the settings
            `terraform`; a whole file (`file`, `key_store`, `state`, `plan`).
        scenarios: gives every scenario that can be reached and differs for a resource, or why they can't be told.

        home: where all of it is deployed, where that is not for each resource to say.

    Attributes:
        parameters: what the profile sets; whoever judges the graph says it.
    """

    def __init__(  # noqa: PLR0913 - a record; most parts have a default
        self,
        root: str,
        dialect: Dialect,
        resources: Iterable[Resource],
        skipped: Iterable[Skipped] = (),
        declared: Iterable[Resource] = (),
        *,
        scenarios: Callable[[Resource], Sequence[Scenario] | Unknown] | None = None,
        home: Home | None = None,
    ) -> None:
        self.root = root
        self.dialect: Dialect = dialect
        self.resources = tuple(resources)
        self.skipped: tuple[Skipped, ...] = tuple(skipped)
        self.declared = tuple(declared)
        self._scenarios = scenarios
        self.parameters: Values = NONE_SET
        self.home = home
        for resource in (*self.resources, *self.declared):
            resource.graph = self

    def scenarios(self, resource: Resource) -> Sequence[Scenario] | Unknown:
        """The scenarios that can be reached and that differ for a resource; none where nothing is open.

        Unknown where there are too many to try.
        """
        return self._scenarios(resource) if self._scenarios else ()

    @cached_property
    def _joins(self) -> dict[tuple[str, str], Join]:
        return {}

    @cached_property
    def _names(self) -> dict[tuple[str, str], dict[object, list[Resource]]]:
        return {}

    @cached_property
    def _by_key(self) -> dict[str, Resource]:
        return {resource.key: resource for resource in self.resources}

    @cached_property
    def _by_type(self) -> dict[str, list[Resource]]:
        index: dict[str, list[Resource]] = {ANY: list(self.resources)}
        for resource in (*self.resources, *self.declared):
            index.setdefault(resource.type, []).append(resource)
        return index

    @cached_property
    def _referrers(self) -> dict[str, list[Resource]]:
        index: dict[str, list[Resource]] = {}
        for resource in self.resources:
            # to wait for another resource is no use of it
            names = (name for name in resource.names() if name != "depends_on")
            targets = {found.target for name in names for found in references(resource.value(name))}
            for target in targets | {_every(target) for target in targets}:
                index.setdefault(target, []).append(resource)
        return index

    def referrers(self, key: str) -> Sequence[Resource]:
        """The resources that refer to one in any of their attributes; evaluates every resource."""
        return self._referrers.get(key, ())

    @cached_property
    def hidden(self) -> Skipped | None:
        """The first part of the root that is not at hand and may hold resources of which nothing is known here."""
        return next((item for item in self.skipped if not isinstance(item, Elsewhere | Remark)), None)

    @cached_property
    def _handed_out(self) -> dict[str, Resource]:
        index: dict[str, Resource] = {}
        for node in self.declared:
            if (node.type == "output" and not node.calls()) or node.type == "module":
                targets = {found.target for name in node.names() for found in references(node.value(name))}
                if targets and not (node.type == "module" and self._is_at_hand(node)):
                    for target in targets | {_every(target) for target in targets}:
                        index.setdefault(target, node)
        return index

    def _is_at_hand(self, call: Resource) -> bool:
        """Whether a called module was read: something that stands in it is here."""
        inside = (f"{call.key}.", f"{call.key}[")
        return any(resource.key.startswith(inside) for resource in (*self.resources, *self.declared))

    def handed_out(self, key: str) -> Resource | None:
        """An output of the root, or the call of a module that is not at hand, that refers to a resource."""
        return self._handed_out.get(key)

    @cached_property
    def types(self) -> frozenset[str]:
        """The types that occur, and `ANY`."""
        return frozenset(self._by_type)

    def of_type(self, *types: str) -> Iterator[Resource]:
        """The resources of the given types (vocabulary words), in order; `ANY` stands for every resource."""
        for name in types:
            yield from self._by_type.get(name, ())

    def join(self, type_: str, by: str) -> Join:
        """The resources of a type, indexed by what their attribute `by` names."""
        if (type_, by) not in self._joins:
            self._joins[type_, by] = Join(self.of_type(type_), by)
        return self._joins[type_, by]

    def namesakes(self, type_: str, attribute: str, name: str | Unknown) -> Sequence[Resource]:
        """The resources of a type of which an attribute is the very name: this text, or this very unknown."""
        if (type_, attribute) not in self._names:
            index = self._names[type_, attribute] = {}
            for resource in self.of_type(type_):
                index.setdefault(_name_key(resource.value(attribute)), []).append(resource)
        return self._names[type_, attribute].get(_name_key(name), ())

    def find(self, key: str) -> Resource | None:
        """The resource with this key."""
        return self._by_key.get(key)

    def targets(self, data: Data) -> Iterator[Resource]:
        """The resources that a value refers to."""
        for reference in references(data):
            target = self.find(reference.target)
            if target is not None:
                yield target


class Join:
    """The resources of one type, indexed by what one of their attributes names.

    Args:
        companions: the resources to index.
        by: the attribute that refers to another resource (or holds a list of such references).
    """

    def __init__(self, companions: Iterable[Resource], by: str) -> None:
        self._by = by
        self._by_reference: dict[str, list[Resource]] = {}
        self._by_stem: dict[str, list[Resource]] = {}
        self._by_name: dict[str, list[Resource]] = {}
        self._unclear: list[Resource] = []
        for companion in companions:
            self._file(companion, companion.value(by))

    def _file(self, companion: Resource, data: Data) -> None:
        targets = {reference.target for reference in references(data)}
        for target in targets:
            self._by_reference.setdefault(target, []).append(companion)
            if target.endswith("]"):
                self._by_stem.setdefault(_stem(target), []).append(companion)
        names = {item for item in (data if isinstance(data, list) else (data,)) if isinstance(item, str)}
        for name in names:
            self._by_name.setdefault(name, []).append(companion)
        if not targets and not names and data is not None and data is not ABSENT:
            self._unclear.append(companion)

    def companions(self, target: Resource, naming: str) -> Iterator[tuple[Resource, Truth]]:
        """Those that name `target`, and those that may.

        Args:
            target: the resource in question.
            naming: its naming attribute; a companion may name it by the value of that.
        """
        name = target.value(naming)
        found = list(self._by_reference.get(target.key, ()))
        if target.key.endswith("[*]"):
            # it stands for every instance that there may be
            found += (other for other in self._by_stem.get(_stem(target.key), ()) if other not in found)
        if isinstance(name, str):
            found += (
                companion
                for companion in self._by_name.get(name, ())
                if companion not in found and not self._is_anothers(companion, target, naming)
            )
        for companion in found:
            yield companion, Truth.TRUE
        for companion in self._unclear:
            # a value that nobody knows names the resource that is named by the very same value
            if companion.value(self._by) is name:
                yield companion, Truth.TRUE
            elif not self._is_anothers(companion, target, naming):
                yield companion, Truth.UNKNOWN
        if isinstance(name, Unknown):
            for companions in self._by_name.values():
                for companion in companions:
                    if companion not in found and not self._is_anothers(companion, target, naming):
                        yield companion, Truth.UNKNOWN

    def _is_anothers(self, companion: Resource, target: Resource, naming: str) -> bool:
        """Whether a companion, by the name that it holds, belongs to another resource than `target`.

        No two resources of a type have one name, unless they stand in different regions or accounts: then the name's
        origin tells which one is meant.
        """
        name = companion.value(self._by)
        if not isinstance(name, str | Unknown):
            return False
        others = [other for other in target.graph.namesakes(target.type, naming, name) if other.key != target.key]
        if not others or _name_key(target.value(naming)) != _name_key(name):
            return bool(others)
        origin = {step.span for step in companion.locate((self._by,)).origin}
        sources = [resource.locate((naming,)).span in origin for resource in (target, *others)]
        return any(sources) and not sources[0]


def _name_key(name: Data) -> object:
    return name if isinstance(name, str) else id(name)


def _every(key: str) -> str:
    """The key that stands for every instance that there may be: `a.b[0]` → `a.b[*]`."""
    return f"{_stem(key)}[*]" if key.endswith("]") else key


def _stem(key: str) -> str:
    """A key without its last instance key: `a.b[0]` → `a.b`."""
    return key[: key.rindex("[")]
