"""CloudFormation resources → resources in the Terraform provider's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from groundrule.graph import Map, Path, Place, Resource
from groundrule.value import ABSENT, Absent, Data, OneOf, Partial, Reference, Truth, Unknown, first_unknown, one_of
from groundrule.vocabulary.native import NativeResource, StackInfo
from groundrule.vocabulary.spelling import camel_case, snake_case
from groundrule.vocabulary.table import Companion, Row
from groundrule.vocabulary.tables import row_of

_NO_TAGS: Final[Mapping[str, Data]] = {}
# what stands beside the properties; a property of the same name comes first
_BESIDE: Final = {
    "condition": "Condition",
    "creation_policy": "CreationPolicy",
    "deletion_policy": "DeletionPolicy",
    "depends_on": "DependsOn",
    "metadata": "Metadata",
    "update_policy": "UpdatePolicy",
    "update_replace_policy": "UpdateReplacePolicy",
}
# properties that list tags as `{Key, Value}`
_TAGS: Final = frozenset({"Tags", "FileSystemTags"})


def translate(native: NativeResource, stack: StackInfo) -> Iterator[Resource]:
    """A resource in Terraform's words, and the companions that its properties stand for.

    Args:
        native: the resource as CloudFormation has it.
        stack: what is known of its stack.
    """
    row = row_of(native.type)
    content = _Content(native, row, stack.tags)
    yield _resource(native, native.logical_id, row.type, content, native.exists)
    for companion in row.companions:
        yield from _companions(native, row, companion)


def _resource(native: NativeResource, key: str, type_: str, content: _Content, exists: Truth) -> Resource:
    return Resource(
        key=key,
        address=native.address,
        type=type_,
        native_type=native.type,
        content=content,
        header=native.header,
        exists=exists,
        calls=(lambda: native.calls) if native.calls else None,
        known_as=native.known_as,
    )


def _companions(native: NativeResource, row: Row, companion: Companion) -> Iterator[Resource]:
    value = native.properties.get(companion.property)
    if value is ABSENT or value is None:
        return
    present = [choice for choice in value.choices if choice is not ABSENT] if isinstance(value, OneOf) else [value]
    uncertain = isinstance(value, OneOf) and len(present) < len(value.choices)
    exists = native.exists & (Truth.UNKNOWN if uncertain else Truth.TRUE)
    places: list[Path] = [(companion.property,)]
    if companion.each and isinstance(value, list):
        places = [(companion.property, index) for index in range(len(value))]
    owner = Reference(native.logical_id, "id")
    for index, place in enumerate(places):
        own = Row(companion.type, companion.fields, row.names, row.values, {companion.by: owner})
        key = f"{native.logical_id}/{companion.type}/{index}"
        yield _resource(native, key, companion.type, _Content(native, own, base=place), exists)


class _Content:
    """A resource's attributes in Terraform's words, each translated when it is asked for.

    Args:
        native: the resource.
        row: what the table says of it.
        stack_tags: what its stack is tagged with.
        base: the path of what it is made of, for companions.
    """

    def __init__(
        self, native: NativeResource, row: Row, stack_tags: Mapping[str, Data] = _NO_TAGS, base: Path = ()
    ) -> None:
        self._native = native
        self._row = row
        self._stack_tags = stack_tags
        self._base = base

    def names(self) -> Iterable[str]:
        """The attributes that are written."""
        inside = _members(self._at(self._base)) if self._base else self._native.properties.names()
        written = [_name(name, self._row) for name in inside]
        beside = [] if self._base else [ours for ours, theirs in _BESIDE.items() if theirs in self._attributes()]
        return [*self._row.constants, *dict.fromkeys([*written, *beside])]

    def _attributes(self) -> set[str]:
        return set(self._native.attributes.names())

    def get(self, name: str) -> Data:
        """The value of an attribute, or `ABSENT`."""
        if name in self._row.constants:
            return self._row.constants[name]
        if name == "tags_all":
            return self._all_tags()
        block = self._gathered(name)
        if block:
            return Map({inner: self.get(f"{name}.{inner}") for inner in block}, _Gathered(self, name))
        if name in self._row.settings:
            value, path = self._setting(*self._row.settings[name])
            return _converted(value, path, self._native, self._row)
        path = self._path(name)
        if name not in self._row.fields and self._row.names.get(str(path[-1]), name) != name:
            return ABSENT  # a property that spells like it and means something else
        value = self._at(path)
        if value is ABSENT and name in _BESIDE and not self._base:
            return self._native.attributes.get(_BESIDE[name])
        return _converted(value, path, self._native, self._row)

    def _all_tags(self) -> Data:
        """Its own tags and those of the stack, as Terraform adds those of the provider."""
        own = self.get("tags")
        if not self._stack_tags or isinstance(own, Unknown):
            return own
        if isinstance(own, OneOf):
            return one_of((self._with_stack_tags(choice) for choice in own.choices), own.unknown)
        return self._with_stack_tags(own)

    def _with_stack_tags(self, own: Data) -> Data:
        if isinstance(own, Map):
            return Map({**self._stack_tags, **own}, own.locator)
        return dict(self._stack_tags) if own is ABSENT or own is None else own

    def _is_beside(self, name: str) -> bool:
        return name in _BESIDE and not self._base and self._at(self._path(name)) is ABSENT

    def _gathered(self, block: str) -> list[str]:
        """The attributes of a block that CloudFormation does not have as a whole."""
        start = f"{block}."
        return [name[len(start) :] for name in (*self._row.settings, *self._row.fields) if name.startswith(start)]

    def _setting(self, property_: str, key: str) -> tuple[Data, Path]:
        """A value of a list of `{Key, Value}`, and where it stands; the list where the key is not in it."""
        return setting(self._native.properties.get(property_), key, (property_,))

    def _at(self, path: Path) -> Data:
        if not path:
            return ABSENT
        value = self._native.properties.get(str(path[0]))
        for step in path[1:]:
            value = _step(value, step)
        return value

    def _path(self, name: str) -> Path:
        """Where an attribute of Terraform's stands among the properties."""
        field = self._row.fields.get(name)
        if field is not None:
            return (*self._base, *_dotted(field))
        inside = _members(self._at(self._base)) if self._base else self._native.properties.names()
        for candidate in inside:
            if _name(candidate, self._row) == name:
                return (*self._base, candidate)
        return (*self._base, _spelled(name, self._row))

    def locate(self, path: Path) -> Place:
        """Where the value at a path of Terraform's stands, in CloudFormation's words."""
        if not path:
            return self._native.properties.locate(self._base)
        if path[0] in self._row.constants:
            return self._native.properties.locate(self._base)
        if self._is_beside(str(path[0])):
            return self._native.attributes.locate((_BESIDE[str(path[0])], *path[1:]))
        dotted = ".".join(str(step) for step in path)
        if dotted in self._row.settings:
            return self._native.properties.locate(self._setting(*self._row.settings[dotted])[1])
        if dotted in self._row.fields:
            return self._native.properties.locate(self._path(dotted))
        head = self._path("tags" if path[0] == "tags_all" else str(path[0]))
        return self._native.properties.locate((*head, *_rest(path[1:], self._row, str(head[-1]))))


def setting(items: Data, key: str, path: Path) -> tuple[Data, Path]:
    """The value of a key in a list of `{Key, Value}`, and where it stands.

    Args:
        items: the list, in CloudFormation's words.
        key: the key.
        path: the list's.

    Returns:
        the value, ABSENT where the key is not there, unknown where a key is not known; and its path, or the list's.
    """
    match items:
        case OneOf():
            return one_of((setting(choice, key, path)[0] for choice in items.choices), items.unknown), path
        case Unknown():
            return items, path
        case list():
            keys = [_step(item, "Key") for item in items]
            for index, found in enumerate(keys):
                if found == key:
                    return _step(items[index], "Value"), (*path, index, "Value")
            doubt = next((found for found in keys if isinstance(found, Unknown | Partial | OneOf)), None)
            return (ABSENT if doubt is None else first_unknown(doubt) or ABSENT), path
        case _:
            return ABSENT, path


def _rest(path: Path, row: Row, above: str) -> Path:
    """The steps of a path that is not written, spelled as CloudFormation would; a lone block has no number.

    Args:
        path: the steps, in Terraform's words.
        row: what the table says of the type.
        above: the property that they stand in.
    """
    steps: list[str | int] = []
    for step in path:
        steps.append(_spelled(step, row, above) if isinstance(step, str) else step)
        above = str(steps[-1]) if isinstance(step, str) else above
    return tuple(steps)


def _dotted(field: str) -> Path:
    return tuple(int(step) if step.isdigit() else step for step in field.split(".")) if field else ()


def _members(value: Data) -> Iterable[str]:
    if isinstance(value, OneOf):
        return [name for choice in value.choices for name in _members(choice)]
    return value if isinstance(value, dict) else ()


def _step(value: Data, step: str | int) -> Data:
    match value:
        case OneOf():
            return one_of((_step(choice, step) for choice in value.choices), value.unknown)
        case Unknown():
            return value
        case dict() if isinstance(step, str):
            return value.get(step, ABSENT)
        case list() if isinstance(step, int) and step < len(value):
            return value[step]
        case list() if isinstance(step, str) and value:
            return _step(value[0], step)
        case _:
            return ABSENT


def _name(name: str, row: Row) -> str:
    """Terraform's name of a property."""
    return row.names.get(name) or snake_case(name)


def _spelled(name: str, row: Row, above: str = "") -> str:
    """CloudFormation's name of an attribute that is not written.

    Several of its names may be one of Terraform's (`SSEEnabled` and `PointInTimeRecoveryEnabled` are `enabled`):
    then it is the one that begins most like the property that it stands in.
    """
    names = [theirs for theirs, ours in row.names.items() if ours == name] or [camel_case(name)]
    return max(names, key=lambda theirs: _alike(theirs, above))


def _alike(one: str, other: str) -> int:
    """With how many characters both begin."""
    return next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )


def _converted(value: Data, path: Path, native: NativeResource, row: Row) -> Data:
    """A value with its members renamed, its tags made an object, and its booleans made such."""
    match value:
        case OneOf():
            choices = (_converted(choice, path, native, row) for choice in value.choices)
            return one_of(choices, value.unknown)
        case "true" | "false" | "True" | "False":
            return str(value).lower() == "true"
        case str():
            known = row.values.get(str(path[-1])) if path else None
            return known.get(value, value) if known else value
        case list() if path and str(path[-1]) in _TAGS:
            return _tags(value, path, native)
        case list():
            return [_converted(item, (*path, index), native, row) for index, item in enumerate(value)]
        case dict() if (path and str(path[-1]) in {"Variables", "Tags"}) or _is_document(path):
            # names of the user's own, and documents whose words are their own
            return _verbatim(value, path, native)
        case dict():
            names = {_name(name, row): name for name in value}
            items = {ours: _converted(value[name], (*path, name), native, row) for ours, name in names.items()}
            return Map(items, _Locator(native, path, names, row))
        case _:
            return value


def _verbatim(value: Data, path: Path, native: NativeResource) -> Data:
    """A value as it is written, with objects that know their place."""
    match value:
        case OneOf():
            return one_of((_verbatim(choice, path, native) for choice in value.choices), value.unknown)
        case list():
            return [_verbatim(item, (*path, index), native) for index, item in enumerate(value)]
        case dict():
            items = {key: _verbatim(item, (*path, key), native) for key, item in value.items()}
            return Map(items, _Verbatim(native, path))
        case _:
            return value


def _is_document(path: Path) -> bool:
    last = str(path[-1]) if path else ""
    if last in {"AccessLoggingPolicy", "BackupPolicy"}:  # policies in name only
        return False
    return last.endswith(("PolicyDocument", "Policy", "PolicyText", "Policies")) or last in {
        "Content",
        "SecurityConfiguration",
        "DefinitionString",
        "Definition",
        "Body",
        "ConfigurationProperties",
        "InputParameters",
    }


def _tags(items: list[Data], path: Path, native: NativeResource) -> Data:
    """`[{Key, Value}]` as an object; the whole is unknown where a key is."""
    tags: dict[str, Data] = {}
    names: dict[str, Path] = {}
    for index, item in enumerate(items):
        if isinstance(item, Unknown | OneOf):
            return item.unknown if isinstance(item, OneOf) else item
        if not isinstance(item, dict):
            continue
        key = item.get("Key", ABSENT)
        if isinstance(key, Unknown | Partial | OneOf):
            return Unknown("the key of a tag is not known")
        if not isinstance(key, Absent):
            tags[str(key)] = item.get("Value", ABSENT)
            names[str(key)] = (*path, index, "Value")
    return Map(tags, _TagLocator(native, path, names))


class _Locator:
    """Places of an object's members.

    Args:
        native: the resource that it belongs to.
        path: the object's, in CloudFormation's words.
        names: Terraform's name → CloudFormation's.
        row: how to spell what is not written.
    """

    __slots__ = ("_names", "_native", "_path", "_row")

    def __init__(self, native: NativeResource, path: Path, names: Mapping[str, str], row: Row) -> None:
        self._native = native
        self._path = path
        self._names = names
        self._row = row

    @property
    def _above(self) -> str:
        """The property that the object is, or is an element of."""
        return next((step for step in reversed(self._path) if isinstance(step, str)), "")

    def locate(self, path: Path) -> Place:
        """The place of a member, or of what is nearest to it."""
        if not path:
            return self._native.properties.locate(self._path)
        first, *rest = path
        name: str | int = first
        if isinstance(first, str):
            known = first in self._names
            name = self._names[first] if known else _spelled(first, self._row, self._above)
        return self._native.properties.locate((*self._path, name, *_rest(tuple(rest), self._row, str(name))))


class _Gathered:
    """Places of the attributes of a block that CloudFormation does not have as a whole."""

    __slots__ = ("_block", "_content")

    def __init__(self, content: _Content, block: str) -> None:
        self._content = content
        self._block = block

    def locate(self, path: Path) -> Place:
        """The place of one of the attributes, or where it would stand."""
        return self._content.locate((self._block, *path))


class _Verbatim:
    """Places in a document whose words are kept."""

    __slots__ = ("_native", "_path")

    def __init__(self, native: NativeResource, path: Path) -> None:
        self._native = native
        self._path = path

    def locate(self, path: Path) -> Place:
        """The place of a part, or of what is nearest to it."""
        return self._native.properties.locate((*self._path, *path))


class _TagLocator:
    """Places of tags, by their keys."""

    __slots__ = ("_names", "_native", "_path")

    def __init__(self, native: NativeResource, path: Path, names: Mapping[str, Path]) -> None:
        self._native = native
        self._path = path
        self._names = names

    def locate(self, path: Path) -> Place:
        """The place of a tag's value, or of the tags."""
        where = self._names.get(str(path[0]), self._path) if path else self._path
        return self._native.properties.locate(where)
