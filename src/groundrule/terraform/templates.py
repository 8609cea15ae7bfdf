"""Template tokens → template parts: strip markers, indentation, and directives that close each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from groundrule.terraform.syntax import Expression, TemplateFor, TemplateIf, TemplatePart


class Interpolation(NamedTuple):
    """`${ expression }`, with the sides on which it has a `~`."""

    expression: Expression
    trim_before: bool = False
    trim_behind: bool = False


class Directive(NamedTuple):
    """`%{ keyword … }`: the operand is the condition of `if` or the collection of `for`."""

    start: int
    end: int
    keyword: str
    key: str = ""
    value: str = ""
    operand: Expression | None = None
    trim_before: bool = False
    trim_behind: bool = False


Token: TypeAlias = str | Interpolation | Directive


class Unbalanced(Exception):  # noqa: N818 - the caller turns it into a flaw of the text
    """A directive without its partner, as its offset and a message."""

    def __init__(self, offset: int, message: str) -> None:
        super().__init__(message)
        self.offset = offset
        self.message = message


def build(tokens: list[Token]) -> tuple[TemplatePart, ...]:
    """The parts that tokens amount to.

    Raises:
        Unbalanced: a directive is not closed, or closes nothing.
    """
    cursor = _Cursor(_trimmed(tokens))
    parts = cursor.parts()
    if cursor.closer is not None:
        raise Unbalanced(cursor.closer.start, f"`%{{ {cursor.closer.keyword} }}` closes nothing")
    return parts


def _trimmed(tokens: list[Token]) -> list[Token]:
    """The tokens with the white space gone that strip markers take."""
    trimmed = list(tokens)
    for index, token in enumerate(tokens):
        if isinstance(token, str):
            continue
        before, behind = index - 1, index + 1
        if token.trim_before and before >= 0 and isinstance(text := trimmed[before], str):
            trimmed[before] = text.rstrip()
        if token.trim_behind and behind < len(tokens) and isinstance(text := trimmed[behind], str):
            trimmed[behind] = text.lstrip()
    return trimmed


class _Cursor:
    """Reads parts from tokens; `closer` is the directive that ended the last stretch."""

    def __init__(self, tokens: list[Token]) -> None:
        self.rest: Iterator[Token] = iter(tokens)
        self.closer: Directive | None = None

    def parts(self) -> tuple[TemplatePart, ...]:
        """Parts up to a directive that closes or divides, or to the end."""
        parts: list[TemplatePart] = []
        self.closer = None
        for token in self.rest:
            if isinstance(token, str):
                if parts and isinstance(parts[-1], str):
                    parts[-1] += token
                elif token:
                    parts.append(token)
            elif isinstance(token, Interpolation):
                parts.append(token.expression)
            elif token.keyword == "if":
                parts.append(self.conditional(token))
            elif token.keyword == "for":
                parts.append(self.loop(token))
            else:
                self.closer = token
                break
        return tuple(parts)

    def closed_by(self, opener: Directive, *keywords: str) -> Directive:
        """The directive that ended the stretch, which must be one of the given."""
        closer, self.closer = self.closer, None
        if closer is None or closer.keyword not in keywords:
            wanted = " or ".join(f"`%{{ {keyword} }}`" for keyword in keywords)
            raise Unbalanced(opener.start, f"expected {wanted} for `%{{ {opener.keyword} }}`")
        return closer

    def conditional(self, opener: Directive) -> TemplateIf:
        """From behind `if` to its `endif`."""
        yes = self.parts()
        closer = self.closed_by(opener, "else", "endif")
        no: tuple[TemplatePart, ...] = ()
        if closer.keyword == "else":
            no = self.parts()
            closer = self.closed_by(opener, "endif")
        if opener.operand is None:
            raise Unbalanced(opener.start, "expected a condition behind `if`")
        return TemplateIf(opener.start, closer.end, opener.operand, yes, no)

    def loop(self, opener: Directive) -> TemplateFor:
        """From behind `for` to its `endfor`."""
        parts = self.parts()
        closer = self.closed_by(opener, "endfor")
        if opener.operand is None:
            raise Unbalanced(opener.start, "expected a collection behind `for`")
        return TemplateFor(opener.start, closer.end, opener.key, opener.value, opener.operand, parts)


def outdented(tokens: list[Token]) -> list[Token]:
    """The tokens of a `<<-` heredoc without the indentation that all its lines share."""
    # strip markers work first: where one takes a newline, what follows does not begin a line any more
    tokens = _trimmed(tokens)
    at_start = True
    margin: int | None = None
    starts: list[int] = []
    for index, token in enumerate(tokens):
        if at_start:
            indent = len(token) - len(token.lstrip(" \t")) if isinstance(token, str) else 0
            margin = indent if margin is None else min(margin, indent)
            starts.append(index)
        at_start = isinstance(token, str) and token.endswith("\n")
    result = list(tokens)
    for index in starts:
        token = tokens[index]
        if isinstance(token, str):
            result[index] = token[margin or 0 :]
    return result
