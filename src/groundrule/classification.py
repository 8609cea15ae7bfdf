"""The data class of a resource: by its tags, else its place, else the profile's default."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from groundrule.parameters import Parameter
from groundrule.subject import Attribute, Resource
from groundrule.value import Data, OneOf, Truth, Unknown, any_true, first_unknown
from groundrule.verdict import Verdict, weaken
from groundrule.vocabulary.parameters import (
    CLASS_TAGS,
    CLASS_VALUES,
    CLASSES,
    CLASSES_BY_PATH,
    CRITICAL_TAGS,
    DEFAULT_CLASS,
    PROTECTED_CLASSES,
    UNCLASSIFIED,
)
from groundrule.vocabulary.taggable import GOOGLE_LABELLED

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

# what carries tags: AWS and Azure call them tags, Google labels; the second of each has the provider's defaults too
_CARRIERS: Final = ("tags", "tags_all", "labels", "effective_labels")
_SEPARATORS: Final = re.compile(r"[-_:./ ]+")


class DataClass(NamedTuple):
    """A resource's data class.

    Attributes:
        words: the classes that it may be of; several where tags contradict each other or a value is not known.
        unknown: what would tell which; None where it is known.
        tags: the class tags that are written.
        strange: those of them whose value means no class.
        told_by: `tag`, `path` or `default`.
    """

    words: frozenset[str]
    unknown: Unknown | None
    tags: tuple[Attribute, ...]
    strange: tuple[Attribute, ...]
    told_by: str

    def among(self, classes: Iterable[str]) -> Truth:
        """Whether it is one of the classes (`unclassified` counts as one)."""
        wanted = frozenset(classes)
        if self.unknown is not None and not self.words <= wanted:
            return Truth.FALSE if wanted.isdisjoint(self.words) else Truth.UNKNOWN
        return Truth.TRUE if self.word in wanted else Truth.FALSE

    @property
    def word(self) -> str:
        """The strictest class that it may be of."""
        return next((word for word in CLASSES if word in self.words), next(iter(self.words)))

    @property
    def is_contradictory(self) -> bool:
        """Whether its tags name several classes."""
        return self.unknown is None and len(self.words) > 1


def data_class(resource: Resource) -> DataClass:
    """The class of a resource's data; tags that contradict each other give the strictest."""
    tags, unknown = _class_tags(resource)
    if unknown is not None:
        return DataClass(frozenset((*CLASSES, _fallback(resource)[0])), unknown, tags, (), "tag")
    meant: set[str] = set()
    strange: list[Attribute] = []
    for tag in tags:
        words = _words(tag.data, resource)
        meant |= words
        if not words:
            strange.append(tag)
        if isinstance(tag.data, (Unknown, OneOf)):
            why = first_unknown(tag.data) or tag.why_unknown
            return DataClass(frozenset(meant or CLASSES), why, tags, (), "tag")
    if meant:
        return DataClass(frozenset(meant), None, tags, tuple(strange), "tag")
    word, told_by = _fallback(resource)
    return DataClass(frozenset((word,)), None, tags, tuple(strange), told_by)


def is_critical(resource: Resource) -> Truth:
    """Whether a resource's data is critical: a tag says so, or it is high-risk."""
    critical = {
        plain(name): frozenset(map(plain, values)) for name, values in resource.parameter(CRITICAL_TAGS).items()
    }
    answers = [_holds_one_of(tag, critical[name]) for name, tag in _tags(resource) if name in critical]
    return any_true([*answers, data_class(resource).among(("high",))])


def is_protected(resource: Resource) -> Truth:
    """Whether a resource's data is of a class that demands keys of the organisation's own and the like."""
    classes = resource.parameter(PROTECTED_CLASSES)
    return data_class(resource).among(classes)


def must_be_kept(days: Attribute, resource: Resource, wanted: Parameter[Mapping[str, int]]) -> Verdict:
    """A number of days that must be at least what the profile asks for a resource's class.

    Args:
        days: the number.
        resource: whose data is kept.
        wanted: the days by class; a class that is not named asks for none.
    """
    least, classed = resource.parameter(wanted), data_class(resource)
    words = sorted(classed.words) if classed.unknown is not None else [classed.word]
    verdicts = [_kept_for(days, word, least.get(word, 0)) for word in words]
    return verdicts[0] if classed.unknown is None else weaken(verdicts, classed.unknown)


def _kept_for(days: Attribute, word: str, least: int) -> Verdict:
    verdict = days.must_be_at_least(least)
    return verdict if word == UNCLASSIFIED else verdict.said(f"since the data is {word} risk")


def _holds_one_of(tag: Attribute, wanted: frozenset[str]) -> Truth:
    return tag.asks(lambda value: plain(str(value)) in wanted)


def plain(text: str) -> str:
    """A tag's name or value as it is compared: without case and separators."""
    return _SEPARATORS.sub("", text.lower())


def _class_tags(resource: Resource) -> tuple[tuple[Attribute, ...], Unknown | None]:
    """The class tags, and what hides whether there are any."""
    names = {plain(name) for name in resource.parameter(CLASS_TAGS)}
    found = tuple(tag for name, tag in _tags(resource) if name in names)
    if found:
        return found, None
    for holder in _carriers(resource):
        if isinstance(holder.data, (Unknown, OneOf)):
            return (), first_unknown(holder.data) or holder.why_unknown
    return (), None


def label_carrier(resource: Resource) -> Attribute:
    """What carries a Google Cloud resource's own labels: `labels`, `resource_labels`, `settings.user_labels`."""
    return resource.along(GOOGLE_LABELLED.get(resource.type, "labels"))


def _carriers(resource: Resource) -> Iterator[Attribute]:
    if GOOGLE_LABELLED.get(resource.type, "labels") != "labels":
        yield label_carrier(resource)
    yield from (resource[name] for name in _CARRIERS)


def _tags(resource: Resource) -> Iterator[tuple[str, Attribute]]:
    """Each tag once, by its plain name."""
    seen: set[str] = set()
    for holder in _carriers(resource):
        if isinstance(holder.data, dict):
            for key in holder.data:
                name = plain(str(key))
                if name not in seen:
                    seen.add(name)
                    yield name, holder[key]


def _words(data: Data, resource: Resource) -> frozenset[str]:
    """The classes that a tag's value means."""
    if isinstance(data, OneOf):
        return frozenset().union(*(_words(choice, resource) for choice in data.choices))
    if not isinstance(data, str):
        return frozenset()
    meaning = resource.parameter(CLASS_VALUES)
    return frozenset(word for word in CLASSES if plain(data) in {plain(value) for value in meaning.get(word, ())})


def _fallback(resource: Resource) -> tuple[str, str]:
    patterns = resource.parameter(CLASSES_BY_PATH)
    path = resource.node.header.path
    matching = [word for pattern, word in patterns.items() if _lies_below(path, pattern)]
    if matching:
        return matching[-1], "path"
    return resource.parameter(DEFAULT_CLASS), "default"


def _lies_below(path: str, pattern: str) -> bool:
    return _spec(pattern).match_file(path.removeprefix("./"))


@cache
def _spec(pattern: str) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines([pattern])
