"""HCL's native syntax: text → `syntax` tree, with recovery at the next top-level block.

One regular expression decides what comes next; attributes of a plain value are read by a single one. What
is said here of HCL follows its specification:
https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from groundrule.terraform import templates
from groundrule.terraform.syntax import (
    Access,
    Attribute,
    Binary,
    Block,
    Body,
    Call,
    Conditional,
    Expression,
    File,
    Flaw,
    ForObject,
    ForTuple,
    Literal,
    ObjectExpression,
    Parenthesised,
    Splat,
    Step,
    Template,
    Traversal,
    TupleExpression,
    Unary,
    Wrapped,
)

if TYPE_CHECKING:
    from decimal import Decimal

_ID = r"[^\W\d][\w-]*+"
_COMMENT = r"#[^\n]*+|//[^\n]*+|/\*(?s:.*?)\*/"
_SPACE = re.compile(rf"(?:[ \t\r\n]++|{_COMMENT})*+")
_SPACE_IN_LINE = re.compile(rf"(?:[ \t]++|\r(?=\n)|{_COMMENT})*+")
_PLAIN = r'[^"\\$%\n\x00]*+'
_FAST_ATTRIBUTE = re.compile(
    rf"[ \t\r\n]*+({_ID})[ \t]*+=[ \t]*+"
    rf'(?:"({_PLAIN})"|(true|false|null)|(\d++)|({_ID}(?:\.{_ID})*+))(?=[ \t]*+\r?\n)'
)
_FAST_BLOCK = re.compile(rf'[ \t\r\n]*+({_ID})((?:[ \t]*+"{_PLAIN}"|[ \t]++{_ID})*+)[ \t]*+(?=\{{)')
_LABEL = re.compile(rf'"([^"]*+)"|({_ID})')
_IDENTIFIER = re.compile(_ID)
_HEAD = re.compile(rf"({_ID})[ \t]*+(=(?!=))?")
_TERM = re.compile(rf'"({_PLAIN})"|({_ID}(?:::{_ID})*+)|(\d++(?:\.\d++)?+(?:[eE][+-]?+\d++)?+)|(["\[{{(!-])|(<<-?)')
_STEP = re.compile(rf"\.[ \t]*+(?:({_ID})|(\d++)|(\*))|(\[)")
_OPERATOR = re.compile(r"\|\||&&|==|!=|>=|<=|[<>+*/%?-]")
_QUOTED_TEXT = re.compile(r'(?:[^"\\$%\n]++|\\.|\$\$\{|%%\{|\$(?!\{)|%(?!\{))*+')
_BARE_TEXT = re.compile(r"(?:[^$%]++|\$\$\{|%%\{|\$(?!\{)|%(?!\{))*+")
_HEREDOC_HEAD = re.compile(rf"({_ID})[ \t]*+\r?\n")
_HEREDOC_TEXT = re.compile(r"(?:[^$%\n]++|\$\$\{|%%\{|\$(?!\{)|%(?!\{))*+\n?")
_ESCAPE = re.compile(r'\\(?:(["\\nrt])|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))|\$\$\{|%%\{')
_ESCAPES = {'"': '"', "\\": "\\", "n": "\n", "r": "\r", "t": "\t"}
_PRECEDENCE = {
    "||": 1, "&&": 2, "==": 3, "!=": 3, ">": 4, "<": 4, ">=": 4, "<=": 4,
    "+": 5, "-": 5, "*": 6, "/": 6, "%": 6, "?": 0,
}  # fmt: skip
_KEYWORDS = {"true": True, "false": False, "null": None}
_TOP_LEVEL_BLOCK = re.compile(rf'^{_ID}(?:[ \t]+(?:"[^"\n]*"|{_ID}))*[ \t]*\{{', re.MULTILINE)
_DEPTH = 1000


class SyntaxFlaw(Exception):  # noqa: N818 - it is a flaw of the text
    """What was expected where, as `offset` and `message`; internal to the package."""

    def __init__(self, offset: int, message: str, *, certain: bool = False) -> None:
        super().__init__(message)
        self.offset = offset
        self.message = message
        self.certain = certain


def parse(text: str) -> File:
    """A file's tree, with a `Flaw` for each part that could not be read.

    Blocks before and behind a flaw are in the tree; the block that holds it is not.
    """
    parser = _Parser(text)
    attributes: dict[str, Attribute] = {}
    blocks: list[Block] = []
    flaws: list[Flaw] = []
    junk = text.find("\0")
    if junk >= 0:
        flaws.append(Flaw(junk, "the file holds a NUL byte: it is not Terraform source", certain=True))
        return File(Body({}, ()), tuple(flaws))
    while True:
        try:
            parser.body_into(attributes, blocks, opened=None)
        except SyntaxFlaw as flaw:
            flaws.append(Flaw(flaw.offset, flaw.message, flaw.certain))
            resume = _TOP_LEVEL_BLOCK.search(text, _next_line(text, max(flaw.offset, parser.statement)))
            if resume is None:
                break
            parser.restart(resume.start())
        else:
            break
    return File(Body(attributes, tuple(blocks)), tuple(flaws))


def _next_line(text: str, offset: int) -> int:
    newline = text.find("\n", offset)
    return len(text) if newline < 0 else newline + 1


def parse_expression(text: str) -> Expression:
    """One expression and nothing behind it.

    Raises:
        SyntaxFlaw: it is none.
    """
    parser = _Parser(text)
    expression = parser.expression(in_line=False)
    parser.skip()
    if parser.pos < len(text):
        raise parser.flaw("nothing more behind the expression")
    return expression


def parse_template(text: str) -> Expression:
    """A text with interpolations and directives, without quotes and backslash escapes.

    Raises:
        SyntaxFlaw: an interpolation or directive is broken.
    """
    parser = _Parser(text)
    tokens = parser.template_tokens(0, closing=None)
    return _template_of(0, len(text), tokens)


def parse_quoted(text: str, start: int) -> Expression:
    """A quoted template that begins with the quote at an offset of a longer text.

    Raises:
        SyntaxFlaw: it is broken.
    """
    parser = _Parser(text)
    parser.pos = start
    return parser.quoted()


def _template_of(start: int, end: int, tokens: list[templates.Token]) -> Expression:
    """The expression that template tokens amount to."""
    try:
        parts = templates.build(tokens)
    except templates.Unbalanced as error:
        raise SyntaxFlaw(error.offset, error.message) from error
    if not parts:
        return Literal(start, end, "")
    if len(parts) == 1:
        (only,) = parts
        if isinstance(only, str):
            return Literal(start, end, only)
        if len(tokens) == 1 and isinstance(tokens[0], templates.Interpolation):
            return Wrapped(start, end, tokens[0].expression)
    return Template(start, end, parts)


class _ForIntro(NamedTuple):
    key: str
    value: str
    collection: Expression


class _Parser:
    """A cursor in one text. Methods read from `pos`, move it, and raise `SyntaxFlaw`."""

    __slots__ = ("depth", "pos", "statement", "step_end", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.pos = 0
        self.depth = 0
        self.statement = 0
        self.step_end = 0

    def restart(self, offset: int) -> None:
        """Go on at a top-level block behind a flaw."""
        self.pos = self.statement = offset
        self.depth = 0

    # -- helpers -----------------------------------------------------------------------------------------

    def flaw(self, expected: str, offset: int | None = None) -> SyntaxFlaw:
        """An error that tells what was expected and what stands there."""
        at = self.pos if offset is None else offset
        found = self.text[at : at + 20].split("\n")[0].strip()
        what = f"found `{found}`" if found else "the line ends" if at < len(self.text) else "the file ends"
        return SyntaxFlaw(at, f"expected {expected}, {what}")

    def skip(self) -> None:
        """Past white space, newlines and comments."""
        self.pos = _SPACE.match(self.text, self.pos).end()  # type: ignore[union-attr]  # matches nothing too

    def skip_in_line(self) -> None:
        """Past white space and comments, not past a newline."""
        self.pos = _SPACE_IN_LINE.match(self.text, self.pos).end()  # type: ignore[union-attr]

    def skip_by(self, *, in_line: bool) -> None:
        """One or the other: newlines end an expression outside of brackets."""
        pattern = _SPACE_IN_LINE if in_line else _SPACE
        self.pos = pattern.match(self.text, self.pos).end()  # type: ignore[union-attr]

    def at(self, token: str) -> bool:
        """Whether a token stands here."""
        return self.text.startswith(token, self.pos)

    def take(self, token: str, expected: str) -> None:
        """Past a token that must stand behind white space."""
        self.skip()
        if not self.text.startswith(token, self.pos):
            raise self.flaw(expected)
        self.pos += len(token)

    def name(self, expected: str) -> str:
        """An identifier."""
        self.skip()
        match = _IDENTIFIER.match(self.text, self.pos)
        if match is None:
            raise self.flaw(expected)
        self.pos = match.end()
        return match[0]

    def deeper(self) -> None:
        """Count a nesting; `self.depth -= 1` takes it back."""
        self.depth += 1
        if self.depth > _DEPTH:
            raise SyntaxFlaw(self.pos, f"nested more than {_DEPTH} levels deep", certain=True)

    # -- bodies ------------------------------------------------------------------------------------------

    def body_into(self, attributes: dict[str, Attribute], blocks: list[Block], opened: int | None) -> None:
        """Statements until the end of the file, or until the brace that closes what opened at `opened`."""
        text = self.text
        while True:
            match = _FAST_ATTRIBUTE.match(text, self.pos)
            if match is not None:
                self.statement = match.start(1)
                self.add(attributes, self.fast_attribute(match))
                continue
            match = _FAST_BLOCK.match(text, self.pos)
            if match is not None:
                self.statement = match.start(1)
                labels = tuple(quoted or bare for quoted, bare in _LABEL.findall(match[2]))
                self.pos = match.end()
                blocks.append(self.block(match.start(1), match[1], labels, match.end(2)))
                continue
            self.skip()
            if self.pos >= len(text):
                if opened is None:
                    return
                line = text.count("\n", 0, opened) + 1
                raise SyntaxFlaw(opened, f"expected `}}` for the block that begins in line {line}, the file ends")
            if text[self.pos] == "}":
                if opened is None:
                    raise self.flaw("an attribute or a block")
                self.pos += 1
                return
            self.statement = self.pos
            self.slow_statement(attributes, blocks)

    def add(self, attributes: dict[str, Attribute], attribute: Attribute) -> None:
        """Keep an attribute; a name may be set once in a body."""
        if attribute.name in attributes:
            line = self.text.count("\n", 0, attributes[attribute.name].start) + 1
            message = f"the attribute `{attribute.name}` is set twice; first in line {line}"
            raise SyntaxFlaw(attribute.start, message, certain=True)
        attributes[attribute.name] = attribute

    def fast_attribute(self, match: re.Match[str]) -> Attribute:
        """`name = plain value` in one line."""
        group = match.lastindex or 0
        start, end = match.span(group)
        value = match[group]
        self.pos = end
        expression: Expression
        if group == 5:
            if value in _KEYWORDS:
                expression = Literal(start, end, _KEYWORDS[value])
            else:
                root, *steps = value.split(".")
                expression = Traversal(start, end, root, tuple(steps))
        elif group == 2:
            start, end = start - 1, end + 1
            self.pos = end
            expression = Literal(start, end, value)
        elif group == 3:
            expression = Literal(start, end, _KEYWORDS[value])
        else:
            expression = Literal(start, end, int(value))
        return Attribute(match.start(1), end, match[1], expression)

    def slow_statement(self, attributes: dict[str, Attribute], blocks: list[Block]) -> None:
        """An attribute or a block whose head or value is not plain."""
        start = self.pos
        match = _HEAD.match(self.text, start)
        if match is None:
            raise self.flaw("an attribute or a block")
        self.pos = match.end()
        if match[2]:
            expression = self.expression(in_line=True)
            self.add(attributes, Attribute(start, self.pos, match[1], expression))
            self.end_of_statement("a newline behind the attribute's value")
            return
        labels = self.labels()
        header_end = self.pos
        self.skip_in_line()
        blocks.append(self.block(start, match[1], labels, header_end))

    def labels(self) -> tuple[str, ...]:
        """The labels of a block whose header is not plain, up to the brace."""
        labels: list[str] = []
        while True:
            end = self.pos
            self.skip_in_line()
            if self.at("{"):
                self.pos = end
                return tuple(labels)
            if self.at('"'):
                label = self.term(in_line=True)
                if not (isinstance(label, Literal) and isinstance(label.value, str)):
                    raise self.flaw("a plain label", label.start)
                labels.append(label.value)
                continue
            match = _IDENTIFIER.match(self.text, self.pos)
            if match is None:
                raise self.flaw("`=`, a label or `{`")
            labels.append(match[0])
            self.pos = match.end()

    def block(self, start: int, type_: str, labels: tuple[str, ...], header_end: int) -> Block:
        """A block's body, from its opening brace."""
        self.deeper()
        self.pos += 1
        attributes: dict[str, Attribute] = {}
        blocks: list[Block] = []
        self.body_into(attributes, blocks, opened=start)
        self.depth -= 1
        end = self.pos
        self.end_of_statement("a newline behind the block's `}`")
        return Block(start, end, header_end, type_, labels, Body(attributes, tuple(blocks)))

    def end_of_statement(self, expected: str) -> None:
        """A newline, the end of the file, or the brace that closes a one-line block."""
        end = self.pos
        self.skip_in_line()
        if self.pos < len(self.text) and self.text[self.pos] not in "\n}":
            raise self.flaw(expected)
        self.pos = end

    # -- expressions -------------------------------------------------------------------------------------

    def expression(self, *, in_line: bool) -> Expression:
        """An expression; in a line, a newline ends it."""
        self.skip_by(in_line=in_line)
        start = self.pos
        self.deeper()
        condition = self.operation(0, in_line=in_line)
        end = self.pos
        self.skip_by(in_line=in_line)
        if not self.at("?"):
            self.pos = end
            self.depth -= 1
            return condition
        result = self.conditional(start, condition, in_line=in_line)
        self.depth -= 1
        return result

    def conditional(self, start: int, condition: Expression, *, in_line: bool) -> Expression:
        """`? yes : no`, with chains in the last branch read in a loop, so that they may be long."""
        chain: list[tuple[int, Expression, Expression]] = []
        while True:
            self.pos += 1
            yes = self.expression(in_line=in_line)
            self.skip_by(in_line=in_line)
            if not self.at(":"):
                raise self.flaw("`:` and the other value of the conditional")
            self.pos += 1
            chain.append((start, condition, yes))
            self.skip_by(in_line=in_line)
            start = self.pos
            condition = self.operation(0, in_line=in_line)
            end = self.pos
            self.skip_by(in_line=in_line)
            if not self.at("?"):
                self.pos = end
                break
        result = condition
        for begin, question, yes in reversed(chain):
            result = Conditional(begin, end, question, yes, result)
        return result

    def operation(self, least: int, *, in_line: bool) -> Expression:
        """Operands joined by operators of at least a precedence."""
        left = self.term(in_line=in_line)
        while True:
            end = self.pos
            self.skip_by(in_line=in_line)
            match = _OPERATOR.match(self.text, self.pos)
            precedence = _PRECEDENCE[match[0]] if match else 0
            if match is None or precedence == 0 or precedence < least:
                self.pos = end
                return left
            self.pos = match.end()
            self.skip_by(in_line=in_line)
            right = self.operation(precedence + 1, in_line=in_line)
            left = Binary(left.start, self.pos, match[0], left, right)

    def term(self, *, in_line: bool) -> Expression:
        """An operand with its unary operators and steps."""
        start = self.pos
        match = _TERM.match(self.text, start)
        if match is None:
            raise self.flaw("an expression")
        group = match.lastindex
        if group == 2:
            return self.named(match, in_line=in_line)
        target: Expression
        if group == 1:
            self.pos = match.end()
            target = Literal(start, self.pos, match[1])
        elif group == 3:
            target = self.number(match)
        elif group == 5:
            target = self.heredoc(match)
        elif match[4] in "!-":
            return self.unary(match[4], in_line=in_line)
        else:
            target = self.bracketed(match[4])
        return self.steps_behind(target, in_line=in_line)

    def unary(self, operator: str, *, in_line: bool) -> Expression:
        """`-x` or `!x`."""
        start = self.pos
        self.deeper()
        self.pos += 1
        self.skip_by(in_line=in_line)
        operand = self.term(in_line=in_line)
        self.depth -= 1
        return Unary(start, self.pos, operator, operand)

    def number(self, match: re.Match[str]) -> Literal:
        """A number; nothing may touch it."""
        start, end = match.span()
        self.pos = end
        if _IDENTIFIER.match(self.text, end) or (self.at(".") and self.text[end + 1 : end + 2].isdigit()):
            raise self.flaw("an operator or the end behind the number")
        return Literal(start, end, _number(match[0]))

    def bracketed(self, opener: str) -> Expression:
        """What begins with a quote, bracket, brace or parenthesis."""
        start = self.pos
        self.deeper()
        if opener == '"':
            result = self.quoted()
        elif opener == "(":
            self.pos += 1
            inner = self.expression(in_line=False)
            self.take(")", f"`)` for the parenthesis in line {self.line(start)}")
            result = Parenthesised(start, self.pos, inner)
        else:
            self.pos += 1
            result = self.tuple_from(start) if opener == "[" else self.object_from(start)
        self.depth -= 1
        return result

    def line(self, offset: int) -> int:
        """The 1-based line of an offset; for messages only."""
        return self.text.count("\n", 0, offset) + 1

    def named(self, match: re.Match[str], *, in_line: bool) -> Expression:
        """A keyword, a function call, or a name with its steps."""
        start, end = match.span()
        name = match[2]
        self.pos = end
        self.skip_by(in_line=in_line)
        if self.at("("):
            self.pos += 1
            call = self.call(start, name)
            return self.steps_behind(call, in_line=in_line)
        self.pos = end
        if name in _KEYWORDS:
            return self.steps_behind(Literal(start, end, _KEYWORDS[name]), in_line=in_line)
        if "::" in name:
            raise self.flaw("`(` behind the function's name")
        return self.steps_behind(Traversal(start, end, name, ()), in_line=in_line)

    def call(self, start: int, name: str) -> Call:
        """A call's arguments, from behind the parenthesis."""
        self.deeper()
        arguments: list[Expression] = []
        expand = False
        self.skip()
        while not self.at(")"):
            arguments.append(self.expression(in_line=False))
            self.skip()
            if self.at("..."):
                self.pos += 3
                expand = True
                self.skip()
                if self.at(","):
                    self.pos += 1
                    self.skip()
                if not self.at(")"):
                    raise self.flaw("`)` behind `...`")
            elif self.at(","):
                self.pos += 1
                self.skip()
            elif not self.at(")"):
                raise self.flaw(f"`,` or `)` in the call of `{name}`")
        self.pos += 1
        self.depth -= 1
        return Call(start, self.pos, name, tuple(arguments), expand)

    def steps_behind(self, target: Expression, *, in_line: bool) -> Expression:
        """A target with the attributes, indices and splats behind it."""
        while True:
            steps: list[Step] = []
            splat = self.steps(steps, in_line=in_line)
            if steps:
                target = _extended(target, tuple(steps), self.step_end)
            if not splat:
                return target
            target = self.splat(target, full=splat == "[", in_line=in_line)

    def steps(self, steps: list[Step], *, in_line: bool) -> str:
        """Collect steps; `.` or `[` where a splat stands behind them, with `pos` behind its `*`."""
        text = self.text
        while True:
            self.step_end = end = self.pos
            self.skip_by(in_line=in_line)
            match = _STEP.match(text, self.pos)
            if match is None:
                self.pos = end
                return ""
            self.pos = match.end()
            group = match.lastindex
            if group == 1:
                steps.append(match[1])
            elif group == 2:
                steps.append(Literal(match.start(2), match.end(2), int(match[2])))
            elif group == 3:
                return "."
            elif self.full_splat():
                return "["
            else:
                steps.append(self.index())

    def full_splat(self) -> bool:
        """Whether `*]` stands behind the bracket; if so, past it."""
        end = self.pos
        self.skip()
        if self.at("*"):
            self.pos += 1
            self.take("]", "`]` behind `[*`")
            return True
        self.pos = end
        return False

    def index(self) -> Expression:
        """The expression of an index, and its bracket."""
        self.deeper()
        key = self.expression(in_line=False)
        self.take("]", "`]` behind the index")
        self.depth -= 1
        return key

    def splat(self, target: Expression, *, full: bool, in_line: bool) -> Expression:
        """The steps that a splat applies to every element."""
        start = target.start
        steps: list[Step] = []
        if not full:
            while True:
                end = self.pos
                self.skip_by(in_line=in_line)
                match = _STEP.match(self.text, self.pos)
                if match is None or match.lastindex not in {1, 2}:
                    self.pos = end
                    return Splat(start, end, target, tuple(steps))
                self.pos = match.end()
                steps.append(match[1] or Literal(match.start(2), match.end(2), int(match[2])))
        nested = self.steps(steps, in_line=in_line)
        if nested:
            item = Traversal(self.pos, self.pos, "", ())
            steps.append(self.splat(item, full=nested == "[", in_line=in_line))
        return Splat(start, self.pos, target, tuple(steps))

    # -- collections -------------------------------------------------------------------------------------

    def for_intro(self) -> _ForIntro | None:
        """`for key, value in collection :`, where one stands here."""
        self.skip()
        match = _IDENTIFIER.match(self.text, self.pos)
        if match is None or match[0] != "for":
            return None
        behind = _SPACE.match(self.text, match.end())
        if behind is None or _IDENTIFIER.match(self.text, behind.end()) is None:
            return None
        self.pos = match.end()
        intro = self.for_names()
        self.take(":", "`:` behind the collection of `for`")
        return intro

    def for_names(self) -> _ForIntro:
        """`key, value in collection`."""
        key, value = "", self.name("a name behind `for`")
        self.skip()
        if self.at(","):
            self.pos += 1
            key, value = value, self.name("a second name behind `,`")
        if self.name("`in`") != "in":
            raise self.flaw("`in` behind the names of `for`", self.pos - 2)
        return _ForIntro(key, value, self.expression(in_line=False))

    def for_condition(self, closing: str) -> Expression | None:
        """`if condition` and the closing bracket."""
        self.skip()
        condition = None
        match = _IDENTIFIER.match(self.text, self.pos)
        if match is not None and match[0] == "if":
            self.pos = match.end()
            condition = self.expression(in_line=False)
        self.take(closing, f"`{closing}` at the end of `for`")
        return condition

    def tuple_from(self, start: int) -> Expression:
        """`[a, b]` or `[for …]`, from behind the bracket."""
        intro = self.for_intro()
        if intro is not None:
            result = self.expression(in_line=False)
            condition = self.for_condition("]")
            return ForTuple(start, self.pos, *intro, result, condition)
        items: list[Expression] = []
        self.skip()
        while not self.at("]"):
            items.append(self.expression(in_line=False))
            self.skip()
            if self.at(","):
                self.pos += 1
                self.skip()
            elif not self.at("]"):
                raise self.flaw(f"`,` or `]` in the list that begins in line {self.line(start)}")
        self.pos += 1
        return TupleExpression(start, self.pos, tuple(items))

    def object_from(self, start: int) -> Expression:
        """`{ key = value }` or `{for …}`, from behind the brace."""
        intro = self.for_intro()
        if intro is not None:
            return self.for_object(start, intro)
        items: list[tuple[Expression, Expression]] = []
        self.skip()
        while not self.at("}"):
            key = self.object_key()
            self.skip_in_line()
            if not (self.at("=") or self.at(":")) or self.at("=="):
                raise self.flaw("`=` or `:` behind the key")
            self.pos += 1
            items.append((key, self.expression(in_line=True)))
            self.skip_in_line()
            if self.at(",") or self.at("\n"):
                self.pos += 1
                self.skip()
            elif not self.at("}"):
                raise self.flaw(f"`,`, a newline or `}}` in the object that begins in line {self.line(start)}")
        self.pos += 1
        return ObjectExpression(start, self.pos, tuple(items))

    def object_key(self) -> Expression:
        """A key; a bare name is its text."""
        key = self.expression(in_line=True)
        if isinstance(key, Traversal) and not key.steps:
            return Literal(key.start, key.end, key.root)
        return key

    def for_object(self, start: int, intro: _ForIntro) -> ForObject:
        """`key => value... if condition }`."""
        key = self.expression(in_line=False)
        self.take("=>", "`=>` between key and value")
        value = self.expression(in_line=False)
        self.skip()
        group = self.at("...")
        if group:
            self.pos += 3
        condition = self.for_condition("}")
        return ForObject(start, self.pos, *intro, key, value, group, condition)

    # -- templates ---------------------------------------------------------------------------------------

    def quoted(self) -> Expression:
        """A quoted string that is not plain."""
        start = self.pos
        self.pos += 1
        tokens = self.template_tokens(start, closing='"')
        return _template_of(start, self.pos, tokens)

    def template_tokens(self, start: int, closing: str | None) -> list[templates.Token]:
        """The tokens of a template up to the closing quote, or to the end of the text."""
        tokens: list[templates.Token] = []
        pattern = _QUOTED_TEXT if closing else _BARE_TEXT
        text = self.text
        while True:
            match = pattern.match(text, self.pos)
            if match is not None and match.end() > self.pos:
                tokens.append(self.literal(match[0], quoted=closing is not None))
                self.pos = match.end()
            if self.at("${") or self.at("%{"):
                tokens.append(self.sequence())
            elif closing is None and self.pos >= len(text):
                return tokens
            elif closing and self.at(closing):
                self.pos += 1
                return tokens
            else:
                raise SyntaxFlaw(start, f"the string that begins in line {self.line(start)} is not closed in it")

    def literal(self, raw: str, *, quoted: bool) -> str:
        """A stretch of text with its escapes resolved."""
        if quoted and "\\" in raw:
            return _ESCAPE.sub(self.unescaped, raw)
        return raw.replace("$${", "${").replace("%%{", "%{") if "{" in raw else raw

    def unescaped(self, match: re.Match[str]) -> str:
        """What one escape sequence stands for."""
        if match[1]:
            return _ESCAPES[match[1]]
        if match[2] or match[3]:
            code = int(match[2] or match[3], 16)
            if code > 0x10FFFF:
                raise SyntaxFlaw(self.pos + match.start(), f"`{match[0]}` is beyond the last character")
            return chr(code)
        if match[4] is not None:
            raise SyntaxFlaw(self.pos + match.start(), f"there is no escape `{match[0]}` in a string")
        return match[0][1:]

    def sequence(self) -> templates.Token:
        """An interpolation or a directive."""
        start = self.pos
        directive = self.at("%{")
        self.pos += 2
        trim_before = self.at("~")
        if trim_before:
            self.pos += 1
        self.deeper()
        token: templates.Directive | templates.Interpolation = (
            self.directive(start) if directive else templates.Interpolation(self.expression(in_line=False))
        )
        self.skip()
        trim_behind = self.at("~")
        if trim_behind:
            self.pos += 1
        if not self.at("}"):
            raise self.flaw(f"`}}` for the sequence that begins in line {self.line(start)}")
        self.pos += 1
        self.depth -= 1
        token = token._replace(trim_before=trim_before, trim_behind=trim_behind)
        return token._replace(end=self.pos) if isinstance(token, templates.Directive) else token

    def directive(self, start: int) -> templates.Directive:
        """`if …`, `else`, `endif`, `for …`, `endfor`."""
        keyword = self.name("a directive such as `if` or `for`")
        make = templates.Directive
        if keyword == "if":
            return make(start, self.pos, "if", operand=self.expression(in_line=False))
        if keyword == "for":
            intro = self.for_names()
            return make(start, self.pos, "for", intro.key, intro.value, intro.collection)
        if keyword in {"else", "endif", "endfor"}:
            return make(start, self.pos, keyword)
        raise self.flaw("`if`, `else`, `endif`, `for` or `endfor`", self.pos - len(keyword))

    def heredoc(self, match: re.Match[str]) -> Expression:
        """A heredoc, from behind `<<` or `<<-`."""
        start = match.start()
        self.pos = match.end()
        head = _HEREDOC_HEAD.match(self.text, self.pos)
        if head is None:
            raise self.flaw("a marker and a newline behind `<<`")
        self.pos = head.end()
        tokens = self.heredoc_tokens(start, head[1])
        if match[5] == "<<-":
            tokens = templates.outdented(tokens)
        return _template_of(start, self.pos, tokens)

    def heredoc_tokens(self, start: int, marker: str) -> list[templates.Token]:
        """The tokens of a heredoc, each line's text for itself, up to the line of its marker."""
        closing = re.compile(rf"[ \t]*+{re.escape(marker)}[ \t\r]*+(?=\n|\Z)")
        tokens: list[templates.Token] = []
        at_line_start = True
        while True:
            if at_line_start:
                match = closing.match(self.text, self.pos)
                if match is not None:
                    self.pos = match.end()
                    return tokens
            match = _HEREDOC_TEXT.match(self.text, self.pos)
            raw = match[0] if match else ""
            if raw:
                self.pos += len(raw)
                tokens.append(self.literal(raw, quoted=False))
                at_line_start = raw.endswith("\n")
            elif self.pos >= len(self.text):
                raise SyntaxFlaw(start, f"the heredoc that begins in line {self.line(start)} has no line `{marker}`")
            else:
                tokens.append(self.sequence())
                at_line_start = False


def _extended(target: Expression, steps: tuple[Step, ...], end: int) -> Expression:
    if isinstance(target, Traversal) and not target.steps:
        return Traversal(target.start, end, target.root, steps)
    return Access(target.start, end, target, steps)


def _number(text: str) -> int | Decimal:
    if text.isdigit():
        return int(text)
    from decimal import Decimal

    number = Decimal(text)
    return int(number) if number == number.to_integral_value() else number
