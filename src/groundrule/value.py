"""What an attribute evaluates to, and three-valued truth.

Known data is plain Python: `None` (null), `bool`, `int` or `Decimal`, `str`, `list`, `dict`.
What is not (wholly) known is one of the small classes below; each can stand anywhere inside
a list or an object. Nothing here knows a dialect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from typing import TYPE_CHECKING, Final, NoReturn, TypeAlias, Union

if TYPE_CHECKING:
    from decimal import Decimal

    from groundrule.source import Span

Data: TypeAlias = Union[
    None,
    bool,
    int,
    "Decimal",
    str,
    "list[Data]",
    "dict[str, Data]",
    "Unknown",
    "Partial",
    "OneOf",
    "Encoded",
    "Absent",
]


class Truth(Enum):
    """Kleene's three values. It has no `bool`: ask `is Truth.TRUE`."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    def __bool__(self) -> NoReturn:
        raise TypeError("Truth has three values: compare with `is Truth.TRUE`, never use it as a bool")

    def __invert__(self) -> Truth:
        return _NOT[self]

    def __and__(self, other: Truth) -> Truth:
        if self is Truth.FALSE or other is Truth.FALSE:
            return Truth.FALSE
        return Truth.TRUE if self is other is Truth.TRUE else Truth.UNKNOWN

    def __or__(self, other: Truth) -> Truth:
        return ~(~self & ~other)

    @staticmethod
    def of(condition: bool) -> Truth:
        """TRUE or FALSE from an ordinary boolean."""
        return Truth.TRUE if condition else Truth.FALSE


_NOT: Final = {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE, Truth.UNKNOWN: Truth.UNKNOWN}


def all_true(truths: Iterable[Truth]) -> Truth:
    """Conjunction; TRUE for none."""
    result = Truth.TRUE
    for truth in truths:
        result = result & truth
        if result is Truth.FALSE:
            break
    return result


def any_true(truths: Iterable[Truth]) -> Truth:
    """Disjunction; FALSE for none."""
    return ~all_true(~truth for truth in truths)


class Absent(Enum):
    """The attribute is not written at all (not the same as unknown, nor as null)."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT


class Why(Enum):
    """Why a value is not known: the report says what would make it known."""

    INPUT = "input"  # a variable or parameter without a value
    APPLY = "apply"  # decided by the provider when it is deployed
    DATA = "data"  # read from the account at deployment
    EXTERNAL = "external"  # a secret store or another system: never in the template
    MODULE = "module"  # a module or nested template that is not on disk
    ERROR = "error"  # the expression is wrong
    IMPURE = "impure"  # a clock, a random number, a function that we don't run


class Unknown:
    """A value that can't be known before deployment.

    Args:
        reason: for people, naming the missing input, e.g. "`var.kms_key` has no value".
        why: the kind of reason.
        span: where the missing input is declared, if anywhere.
    """

    __slots__ = ("reason", "span", "why")

    def __init__(self, reason: str, why: Why = Why.INPUT, span: Span | None = None) -> None:
        self.reason = reason
        self.why = why
        self.span = span

    def __repr__(self) -> str:
        return f"<unknown: {self.reason}>"


class Reference(Unknown):
    """An attribute of another resource whose value is not known yet: an edge of the graph.

    It is *set* (never null or empty), though nobody knows to what.

    Args:
        target: key of the resource (`aws_s3_bucket.b[0]`, or a logical id).
        attribute: the attribute asked for, in the vocabulary's words (`id`, `arn`, …).
    """

    __slots__ = ("attribute", "target")

    def __init__(self, target: str, attribute: str, reason: str = "", why: Why = Why.APPLY) -> None:
        super().__init__(reason or f"`{target}.{attribute}` is known only after it is deployed", why)
        self.target = target
        self.attribute = attribute


class Stored(Unknown):
    """A value that the account's parameter store keeps and gives at deployment.

    Args:
        name: what it is kept under, such as `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64`;
            empty where that is not known.
    """

    __slots__ = ("name",)

    def __init__(self, reason: str, name: str, why: Why, span: Span | None = None) -> None:
        super().__init__(reason, why, span)
        self.name = name


class Partial:
    """A string of which some stretches are not known.

    Args:
        parts: known `str` and not wholly known stretches in order; no two neighbours are both `str`.
    """

    __slots__ = ("parts",)

    def __init__(self, parts: tuple[str | Unknown | OneOf | Encoded, ...]) -> None:
        self.parts = parts

    @property
    def prefix(self) -> str:
        """The known beginning, often empty."""
        first = self.parts[0]
        return first if isinstance(first, str) else ""

    @property
    def suffix(self) -> str:
        """The known end, often empty."""
        last = self.parts[-1]
        return last if isinstance(last, str) else ""

    def could_be(self, text: str) -> bool:
        """Whether `text` can be what it turns out to be: its known stretches occur in order."""
        if not (text.startswith(self.prefix) and text.endswith(self.suffix)):
            return False
        at = 0
        for part in self.parts:
            if isinstance(part, str):
                at = text.find(part, at)
                if at < 0:
                    return False
                at += len(part)
        return True

    def __repr__(self) -> str:
        return f"<partial: {self.parts!r}>"


class OneOf:
    """One of several values, by a condition that is not known.

    Args:
        choices: at least two; none of them is a `OneOf`.
        unknown: the condition's unknown, which says what would decide it.
    """

    __slots__ = ("choices", "unknown")

    def __init__(self, choices: tuple[Data, ...], unknown: Unknown) -> None:
        self.choices = choices
        self.unknown = unknown

    def __repr__(self) -> str:
        return f"<one of: {self.choices!r}>"


class Encoded:
    """A JSON text of a structure that is known only in part (`jsonencode`, `Fn::ToJsonString`).

    Args:
        data: the structure, with unknown values inside.
    """

    __slots__ = ("data",)

    def __init__(self, data: Data) -> None:
        self.data = data

    def __repr__(self) -> str:
        return f"<encoded: {self.data!r}>"


class OpenList(list["Data"]):
    """A list of which the number of elements is not known (blocks over an unknown collection).

    The elements that it holds stand for those that there may be.

    Attributes:
        unknown: why the number is not known.
    """

    __slots__ = ("unknown",)

    def __init__(self, items: Iterable[Data], unknown: Unknown) -> None:
        super().__init__(items)
        self.unknown = unknown


def one_of(choices: Iterable[Data], unknown: Unknown) -> Data:
    """A `OneOf`, flattened and without repetitions; the value itself where only one is left."""
    flat: list[Data] = []
    for choice in choices:
        for item in choice.choices if isinstance(choice, OneOf) else (choice,):
            if not any(item is seen or (type(item) is type(seen) and item == seen) for seen in flat):
                flat.append(item)
    return flat[0] if len(flat) == 1 else OneOf(tuple(flat), unknown)


def partial(parts: Iterable[Data]) -> Data:
    """A string from stretches: joined where all are known, else a `Partial`.

    Args:
        parts: `str` (others must be converted by the caller) or not wholly known values.
    """
    merged: list[str | Unknown | OneOf | Encoded] = []
    for part in parts:
        for piece in part.parts if isinstance(part, Partial) else (part,):
            if isinstance(piece, str):
                if merged and isinstance(merged[-1], str):
                    merged[-1] += piece
                elif piece:
                    merged.append(piece)
            elif isinstance(piece, Unknown | OneOf | Encoded):
                merged.append(piece)
            else:
                raise TypeError(f"not a stretch of text: {piece!r}")
    if not merged:
        return ""
    if len(merged) == 1:
        return merged[0]
    return Partial(tuple(merged))


def unknowns(data: Data) -> Iterator[Unknown]:
    """Every unknown inside `data`, depth first."""
    match data:
        case Unknown():
            yield data
        case OneOf():
            yield data.unknown
            for choice in data.choices:
                yield from unknowns(choice)
        case Partial():
            for part in data.parts:
                yield from unknowns(part)
        case Encoded():
            yield from unknowns(data.data)
        case list():
            if isinstance(data, OpenList):
                yield data.unknown
            for item in data:
                yield from unknowns(item)
        case dict():
            for item in data.values():
                yield from unknowns(item)


def first_unknown(data: Data) -> Unknown | None:
    """The first unknown inside `data`, or None where it is wholly known."""
    return next(unknowns(data), None)


def references(data: Data) -> Iterator[Reference]:
    """Every reference to another resource inside `data`."""
    return (found for found in unknowns(data) if isinstance(found, Reference))


def ask(data: Data, question: Callable[[Data], bool]) -> Truth:
    """A question of known data put to data that may be unknown or one of several.

    `question` is never called with an `Unknown` or a `OneOf`; partly known strings do reach it
    as `Partial` or `Encoded`, and it must answer for what is certain.
    """
    if isinstance(data, OneOf):
        answers = [ask(choice, question) for choice in data.choices]
        return answers[0] if all(answer is answers[0] for answer in answers) else Truth.UNKNOWN
    if isinstance(data, Unknown):
        return Truth.UNKNOWN
    return Truth.of(question(data))
