"""The syntax tree of HCL's native syntax; `.tf.json` is read into the same tree.

Nodes are immutable tuples; `start` and `end` are offsets in characters into the source text,
`end` exclusive. A tree knows nothing of its source: whoever holds it holds the `Source`.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias, Union, cast


class Literal(NamedTuple):
    """null, a boolean, a number, or a quoted string without interpolation."""

    start: int
    end: int
    value: None | bool | int | Decimal | str


class Traversal(NamedTuple):
    """A name and what follows it: `var.a`, `aws_s3_bucket.b[0].id`, a bare `x`.

    Steps are attribute names (`str`) or index expressions; the legacy index `a.0` is an index by 0.
    """

    start: int
    end: int
    root: str
    steps: tuple[Step, ...]


class Access(NamedTuple):
    """Steps applied to the value of any other expression: `f(x).a[1]`."""

    start: int
    end: int
    target: Expression
    steps: tuple[Step, ...]


class Splat(NamedTuple):
    """`target[*].steps` (full) or `target.*.steps` (attribute-only): the steps apply to every element.

    What follows an attribute-only splat's attributes (an index) is an `Access` around the splat. A splat inside
    the steps of a full one is its last step: a `Splat` whose target is a `Traversal` without a name, which stands
    for the element.
    """

    start: int
    end: int
    target: Expression
    steps: tuple[Step, ...]


class Call(NamedTuple):
    """A function call; `expand` where the last argument is followed by `...`. Names may hold `::`."""

    start: int
    end: int
    name: str
    arguments: tuple[Expression, ...]
    expand: bool


class Unary(NamedTuple):
    """`-x` or `!x`."""

    start: int
    end: int
    operator: str
    operand: Expression


class Binary(NamedTuple):
    """Two operands; the operator is one of `|| && == != < > <= >= + - * / %`."""

    start: int
    end: int
    operator: str
    left: Expression
    right: Expression


class Conditional(NamedTuple):
    """`condition ? yes : no`."""

    start: int
    end: int
    condition: Expression
    yes: Expression
    no: Expression


class Parenthesised(NamedTuple):
    """`(inner)`; matters for object keys, where it makes a bare name a reference."""

    start: int
    end: int
    inner: Expression


class TupleExpression(NamedTuple):
    """`[a, b]`."""

    start: int
    end: int
    items: tuple[Expression, ...]


class ObjectExpression(NamedTuple):
    """`{ key = value }`; a bare name as key is a `Literal` string here already."""

    start: int
    end: int
    items: tuple[tuple[Expression, Expression], ...]


class ForTuple(NamedTuple):
    """`[for key, value in collection : result if condition]`; `key` is empty where only a value is named."""

    start: int
    end: int
    key: str
    value: str
    collection: Expression
    result: Expression
    condition: Expression | None


class ForObject(NamedTuple):
    """`{for key, value in collection : result_key => result... if condition}`; `group` where `...` stands."""

    start: int
    end: int
    key: str
    value: str
    collection: Expression
    result_key: Expression
    result: Expression
    group: bool
    condition: Expression | None


class Template(NamedTuple):
    """A quoted string or heredoc with interpolations or directives.

    Escapes, strip markers and a heredoc's indentation are already resolved in the `str` parts.
    A quoted template of a single interpolation and nothing else is not a `Template` but a `Wrapped`.
    """

    start: int
    end: int
    parts: tuple[TemplatePart, ...]


class Wrapped(NamedTuple):
    """`"${inner}"`: the inner value itself, of whatever type."""

    start: int
    end: int
    inner: Expression


class TemplateIf(NamedTuple):
    """`%{ if condition }yes%{ else }no%{ endif }`."""

    start: int
    end: int
    condition: Expression
    yes: tuple[TemplatePart, ...]
    no: tuple[TemplatePart, ...]


class TemplateFor(NamedTuple):
    """`%{ for key, value in collection }parts%{ endfor }`; `key` is empty where only a value is named."""

    start: int
    end: int
    key: str
    value: str
    collection: Expression
    parts: tuple[TemplatePart, ...]


Expression: TypeAlias = Union[
    Literal,
    Traversal,
    Access,
    Splat,
    Call,
    Unary,
    Binary,
    Conditional,
    Parenthesised,
    TupleExpression,
    ObjectExpression,
    ForTuple,
    ForObject,
    Template,
    Wrapped,
]
Step: TypeAlias = Union[str, Expression]
TemplatePart: TypeAlias = Union[str, Expression, TemplateIf, TemplateFor]


class Attribute(NamedTuple):
    """`name = expression`; `start` is the name's, `end` the expression's."""

    start: int
    end: int
    name: str
    expression: Expression


class Block(NamedTuple):
    """`type "label" { … }`; `header_end` is the offset just behind the header (before `{`)."""

    start: int
    end: int
    header_end: int
    type: str
    labels: tuple[str, ...]
    body: Body


class Body(NamedTuple):
    """Attributes by name and blocks in order, each as they stand in the file."""

    attributes: Mapping[str, Attribute]
    blocks: tuple[Block, ...]


class Flaw(NamedTuple):
    """A place that could not be read; the tree holds what stands around it.

    Attributes:
        offset: where.
        message: what was expected.
        certain: whether it is wrong by any reading, so that nobody else need be asked.
    """

    offset: int
    message: str
    certain: bool = False


class File(NamedTuple):
    """One parsed file: its top-level body and what could not be read of it."""

    body: Body
    flaws: tuple[Flaw, ...]


def is_nested_splat(step: Step) -> bool:
    """Whether a step is a splat of the element that it is asked of, and no index."""
    return isinstance(step, Splat) and isinstance(step.target, Traversal) and not step.target.root


def moved(expression: Expression, start: int, end: int) -> Expression:
    """An expression with all its parts at one place: for texts whose own offsets mean nothing."""
    return cast("Expression", _moved(expression, start, end))


def _moved(part: Any, start: int, end: int) -> Any:
    if not isinstance(part, tuple):
        return part
    inner = [_moved(item, start, end) for item in part]
    if not hasattr(part, "_fields"):
        return tuple(inner)
    inner[0], inner[1] = start, end
    return type(part)(*inner)
