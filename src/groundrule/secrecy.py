"""Keeps sensitive values out of everything that is written: the only way from a source's text to a report."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from re import Match, Pattern

from groundrule import secretplaces, secretshape, secrettokens
from groundrule.graph import Graph, Path, Place, Step
from groundrule.secretvalues import is_literal
from groundrule.secretwords import is_telling
from groundrule.source import Source, Span

MASK = "********"
_INTRINSICS = tuple(
    f"!{name} "
    for name in (
        *("Ref", "Sub", "GetAtt", "ImportValue", "Condition", "GetAZs", "FindInMap", "If", "Join", "Select", "Split"),
        *("Base64", "Cidr", "Transform", "Length", "ToJsonString", "And", "Or", "Not", "Equals"),
    )
)


@cache
def _telling() -> Pattern[str]:
    """A literal given to a name that tells of a secret: `password = "x"`, `MasterUserPassword: x`."""
    import re

    words = r"passw|passphrase|secret|token|api_?key|private_?key|access_?key|credential|auth_?key"
    # a whole name at once: a long one must not be tried from each of its characters
    name = rf"(?<![\w.-])(?=[\w.-]*?(?:{words}))[\w.-]++"
    # a literal may lack its closing quote, or have a tag that YAML does not know
    literal = r'"(?:[^"\\]|\\.)*+"?|\'[^\']*+\'?|(?:!\w+[ ])?[^\s"\'\[{!$#&*,]\S*'
    return re.compile(rf'({name}["\']?\s*+[=:]\s*+)({literal})', re.IGNORECASE)


@cache
def _literal() -> Pattern[str]:
    import re

    return re.compile(r'"((?:[^"\\]|\\.)*)"')


@lru_cache(maxsize=1024)
def masked(text: str) -> str:
    """A line of source with the literals of telling names and all secrets masked; references stay readable."""
    # a plan's line may be long and blank, and is shown for every finding in it
    return told(_telling().sub(_mask_value, text)) if text.strip() else text


@lru_cache(maxsize=4096)
def told(text: str) -> str:
    """A text for people, which may quote a value: with a mask in the place of every secret that is seen in it."""
    return secretplaces.masked(secrettokens.masked(_long_word().sub(_mask_word, text), MASK), MASK)


@cache
def _long_word() -> Pattern[str]:
    import re

    return re.compile(r"[A-Za-z0-9+/]{20,}={0,2}")


def _mask_word(match: Match[str]) -> str:
    """A long word, masked where it is the base64 of a secret, or one that has a shape only by itself."""
    word = match[0]
    text = secretshape.decoded(word)
    return MASK if secretshape.known_shape(word) or (text != word and _tells(text)) else word


def _tells(text: str) -> bool:
    return secretshape.in_script(text) != ""


def _mask_value(match: Match[str]) -> str:
    name, value = match.group(1), match.group(2)
    bare = value.strip("\"'")
    if not bare or bare in {"true", "false", "null"} or bare.isdigit() or _is_reference(bare, value):
        return match.group(0)
    if value.startswith(_INTRINSICS):
        return match.group(0)
    quote = value[0] if value[0] in "\"'" else ""
    return f"{name}{quote}{MASK}{quote}"


def _is_reference(bare: str, value: str) -> bool:
    if bare.startswith(("${", "{{resolve:", "arn:")) and bare.endswith(("}", "}}")):
        return True
    roots = ("var.", "local.", "module.", "data.", "each.", "aws_", "random_", "azurerm_", "google_")
    return value[0] not in "\"'" and bare.startswith(roots)


def shown(source: Source, number: int) -> str:
    """A 1-based line of a source as reports may print it."""
    line = source.line(number)
    for start, end in concealed_in(source, number):
        line = line[:start] + MASK[: end - start].ljust(end - start, "*") + line[end:]
    return masked(line)


def concealed_in(source: Source, number: int) -> list[tuple[int, int]]:
    """The concealed stretches of a line, as 0-based columns."""
    line = source.line(number)
    stretches = []
    for start, end in (*source.concealed, *_secrets_in(source.text)):
        first, last = source.position(start), source.position(end)
        if first.line <= number <= last.line:
            begin = first.column - 1 if first.line == number else 0
            stop = last.column - 1 if last.line == number else len(line)
            stretches.append((begin, min(stop, len(line))))
    return stretches


@lru_cache(maxsize=64)
def _secrets_in(text: str) -> tuple[tuple[int, int], ...]:
    """The stretches of a file that hold secrets: some are only seen where several lines are read together."""
    return tuple((stretch.value, stretch.end) for stretch in secretplaces.stretches(text))


def masked_value(text: str, path: Path, *, concealed: bool) -> str:
    """A text inside a value as it may be printed.

    Args:
        text: the text.
        path: where it stands in its resource: the names on the way tell whether it is a secret.
        concealed: whether its place is marked as never to be shown.
    """
    telling = any(isinstance(step, str) and is_telling(step) for step in path)
    if concealed or (telling and is_literal(text)):
        return MASK
    return MASK if secretshape.in_script(secretshape.decoded(text)) else text


def conceal(place: Place) -> Place:
    """Mark a secret's place and the literals of its origin as never to be shown.

    Returns:
        the place with its origin's texts masked.
    """
    _conceal_span(place.span)
    steps = []
    for step in place.origin:
        _conceal_span(step.span)
        steps.append(Step(step.span, _mask_literals(step.text)))
    return place._replace(origin=tuple(steps))


def is_concealed(place: Place) -> bool:
    """Whether a place, or anything that its value came from, is marked as never to be shown or told as a secret."""
    if any(_tells(step.text) for step in place.origin):
        return True
    spans = (place.span, *(step.span for step in place.origin))
    return any(start < span.end and span.start < end for span in spans for start, end in span.source.concealed)


def _conceal_span(span: Span) -> None:
    span.source.concealed.add((span.start, span.end))


def _mask_literals(text: str) -> str:
    name, equals, value = text.partition("=")
    if not equals:
        name, equals, value = text.partition(":")
    if equals and not _is_reference(value.strip(), value.strip() or " "):
        return f"{name}{equals} {MASK}"
    return _literal().sub(f'"{MASK}"', text)


def conceal_declared(graph: Graph) -> None:
    """Mark the values of sensitive variables and of parameters with `NoEcho` as never to be shown."""
    for node in graph.declared:
        if node.type == "variable" and any(node.value(mark) in {True, "true"} for mark in ("sensitive", "NoEcho")):
            for name in node.names():
                if name in {"default", "value", "Default"}:
                    conceal(node.locate((name,)))


def agree(spans: Iterable[Span]) -> None:
    """What one reader of a file conceals is concealed for all that have read the same."""
    together: dict[tuple[str, str], set[tuple[int, int]]] = {}
    for span in spans:
        source = span.source
        concealed = together.setdefault((source.path, source.text), source.concealed)
        if concealed is not source.concealed:
            concealed |= source.concealed
            source.concealed = concealed
