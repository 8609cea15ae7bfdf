from contextlib import suppress
from decimal import Decimal

import pygohcl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundrule.terraform.parser import SyntaxFlaw, parse, parse_expression, parse_template
from groundrule.terraform.syntax import (
    Access,
    Binary,
    Call,
    Conditional,
    Expression,
    ForObject,
    ForTuple,
    Literal,
    ObjectExpression,
    Parenthesised,
    Splat,
    Template,
    TemplateFor,
    TemplateIf,
    Traversal,
    TupleExpression,
    Unary,
    Wrapped,
)


def attribute(text: str) -> Expression:
    file = parse(f"x = {text}\n")
    assert file.flaws == ()
    return file.body.attributes["x"].expression


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("null", None),
        ("42", 42),
        ("1.5", Decimal("1.5")),
        ("1e3", 1000),
        ('"plain"', "plain"),
        ('""', ""),
        (r'"a\n\t\"\\\u00e9\U0001F600"', 'a\n\t"\\é😀'),
        ('"$${a} %%{b} $ % $$"', "${a} %{b} $ % $$"),
        ("<<E\na\n  b\nE", "a\n  b\n"),
        ("<<-E\n    a\n      b\n    E", "a\n  b\n"),
        ("<<E\nE", ""),
        ('<<E\n"quoted" \\n\nE', '"quoted" \\n\n'),
    ],
)
def test_literals(text: str, value: object) -> None:
    found = attribute(text)
    assert isinstance(found, Literal)
    assert found.value == value
    assert type(found.value) is type(value)


def test_references() -> None:
    assert parse_expression("var.a") == Traversal(0, 5, "var", ("a",))
    assert parse_expression('a.b[0]["k"].c') == Traversal(0, 13, "a", ("b", Literal(4, 5, 0), Literal(7, 10, "k"), "c"))
    assert parse_expression("a.0.b") == Traversal(0, 5, "a", (Literal(2, 3, 0), "b"))
    assert parse_expression("f(x).a") == Access(0, 6, Call(0, 4, "f", (Traversal(2, 3, "x", ()),), False), ("a",))


def test_splats() -> None:
    full = parse_expression("a[*].b[0]")
    assert full == Splat(0, 9, Traversal(0, 1, "a", ()), ("b", Literal(7, 8, 0)))
    legacy = parse_expression("a.*.b[0]")
    assert isinstance(legacy, Access)
    assert isinstance(legacy.target, Splat)
    assert legacy.target.steps == ("b",)
    nested = parse_expression("a[*].b[*].c")
    assert isinstance(nested, Splat)
    inner = nested.steps[1]
    assert isinstance(inner, Splat)
    assert inner.steps == ("c",)


def test_operators_bind_as_hcl_has_them() -> None:
    found = parse_expression("1 + 2 * 3 == 7 && !a || b")
    assert isinstance(found, Binary)
    assert found.operator == "||"
    left = found.left
    assert isinstance(left, Binary)
    assert left.operator == "&&"
    assert isinstance(left.right, Unary)
    assert isinstance(parse_expression("-a"), Unary)
    assert isinstance(parse_expression("(a)"), Parenthesised)


def test_a_long_chain_of_conditionals() -> None:
    text = "".join(f"a == {i} ? {i} : " for i in range(1000)) + "0"
    found = parse_expression(text)
    for i in range(1000):
        assert isinstance(found, Conditional)
        assert found.yes == Literal(found.yes.start, found.yes.end, i)
        found = found.no
    assert isinstance(found, Literal)


def test_collections() -> None:
    assert isinstance(parse_expression("[1, 2,\n 3,]"), TupleExpression)
    found = parse_expression('{ a = 1, "b" : 2\n (c) = 3\n d.e = 4 }')
    assert isinstance(found, ObjectExpression)
    keys = [key for key, _ in found.items]
    assert keys[0] == Literal(2, 3, "a")
    assert isinstance(keys[2], Parenthesised)
    assert isinstance(keys[3], Traversal)
    each = parse_expression("[for k, v in m : k if v]")
    assert isinstance(each, ForTuple)
    assert (each.key, each.value) == ("k", "v")
    grouped = parse_expression("{for v in m : v.a => v...}")
    assert isinstance(grouped, ForObject)
    assert (grouped.key, grouped.group) == ("", True)


def test_templates() -> None:
    found = parse_expression('"a${b}c"')
    assert isinstance(found, Template)
    assert found.parts == ("a", Traversal(4, 5, "b", ()), "c")
    assert isinstance(parse_expression('"${b}"'), Wrapped)
    trimmed = parse_expression('"a  ${~ b ~}  c"')
    assert isinstance(trimmed, Template)
    assert (trimmed.parts[0], trimmed.parts[2]) == ("a", "c")
    chosen = parse_expression('"%{ if a }x%{ else }y%{ endif }"')
    assert isinstance(chosen, Template)
    assert isinstance(chosen.parts[0], TemplateIf)
    assert (chosen.parts[0].yes, chosen.parts[0].no) == (("x",), ("y",))
    looped = parse_template("%{ for k, v in m ~}\n${v}\n%{ endfor ~}\n")
    assert isinstance(looped, Template)
    assert isinstance(looped.parts[0], TemplateFor)


def test_blocks_and_their_spans() -> None:
    text = '# c\nresource "aws_x" y {\n  a = 1 // d\n  b { c = 2 }\n}\n'
    (block,) = parse(text).body.blocks
    assert (block.type, block.labels) == ("resource", ("aws_x", "y"))
    assert text[block.start : block.header_end] == 'resource "aws_x" y'
    assert text[block.start : block.end].endswith("}\n}")
    (inner,) = block.body.blocks
    assert text[inner.start : inner.end] == "b { c = 2 }"
    found = block.body.attributes["a"]
    assert text[found.start : found.end] == "a = 1"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("x = ", 1, "expected an expression, the file ends"),
        ("x = 1 y = 2\n", 1, "expected a newline behind the attribute's value, found `y = 2`"),
        ("x {\n", 1, "expected `}` for the block that begins in line 1, the file ends"),
        ('x = "a\n"\n', 1, "the string that begins in line 1 is not closed in it"),
        ("x = <<E\na\n", 1, "the heredoc that begins in line 1 has no line `E`"),
        ("x = 1\nx = 2\n", 2, "the attribute `x` is set twice; first in line 1"),
        ("x = 1a\n", 1, "expected an operator or the end behind the number, found `a`"),
        ("x = [1 2]\n", 1, "expected `,` or `]` in the list that begins in line 1, found `2]`"),
        ("x = f(1 2)\n", 1, "expected `,` or `)` in the call of `f`, found `2)`"),
        ("x = { a 1 }\n", 1, "expected `=` or `:` behind the key, found `1 }`"),
        ("x = a ? b\n", 1, "expected `:` and the other value of the conditional, the line ends"),
        ('x = "${a"\n', 1, "expected `}` for the sequence that begins in line 1"),
        ('x = "%{ if a }b"\n', 1, "expected `%{ else }` or `%{ endif }` for `%{ if }`"),
        ('x = "\\q"\n', 1, "there is no escape `\\q` in a string"),
        ("}\n", 1, "expected an attribute or a block, found `}`"),
        ("x = \0\n", 1, "the file holds a NUL byte"),
    ],
)
def test_a_flaw_says_what_was_expected(text: str, line: int, message: str) -> None:
    (flaw,) = parse(text).flaws
    assert message in flaw.message
    assert text.count("\n", 0, flaw.offset) + 1 == line


def test_reading_goes_on_at_the_next_top_level_block() -> None:
    text = 'a "one" {\n}\nb "two" {\n  x = = 1\n  c {\n  }\n}\nd "three" {\n}\ne "four" {\n  y = [\n}\nf "five" {\n}\n'
    file = parse(text)
    assert [block.type for block in file.body.blocks] == ["a", "d", "f"]
    assert len(file.flaws) == 2


@pytest.mark.parametrize("text", ["[" * 10_000, "(" * 10_000, "-" * 10_000, "{a=" * 10_000, '"${[' * 5_000])
def test_deep_nesting_is_refused(text: str) -> None:
    (flaw,) = parse(f"x = {text}\n").flaws
    assert "nested more than 1000 levels deep" in flaw.message


JUNK = st.text(st.sampled_from(' \n{}[]()"=$%~<>-.,:?!*#/ab1E\\'), max_size=60)


@given(JUNK)
@settings(max_examples=300)
def test_junk_gives_flaws_and_nothing_else(text: str) -> None:
    file = parse(text)
    assert all(0 <= flaw.offset <= len(text) for flaw in file.flaws)
    with suppress(SyntaxFlaw):
        parse_expression(text)


@given(JUNK)
@settings(max_examples=300)
def test_accepts_what_hashicorps_parser_accepts(text: str) -> None:
    """On what is made of HCL's own characters the two agree whether it is HCL at all."""
    try:
        pygohcl.loads(text)
    except pygohcl.HCLParseError:
        return
    except Exception:  # noqa: BLE001 - the binding itself fails on some trees that the parser took
        return
    assert parse(text).flaws == ()


NAMES = st.sampled_from(["a", "b1", "c-d", "é"])
LEAVES = st.one_of(
    st.booleans().map(lambda value: str(value).lower()),
    st.integers(0, 999).map(str),
    st.text("abc $%", max_size=4).map(lambda text: f'"{text}"'),
    st.builds("{}.{}".format, NAMES, NAMES),
)
EXPRESSIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.builds("{} + {}".format, inner, inner),
        st.builds("({})".format, inner),
        st.builds("{} ? {} : {}".format, LEAVES, inner, inner),
        st.builds("f({}, {})".format, inner, inner),
        st.builds('"x${{{}}}y"'.format, inner),
        st.builds("[for v in {} : v]".format, inner),
        st.builds("{{ k = {} }}".format, inner),
    ),
    max_leaves=8,
)


def covered(node: object, text: str) -> None:
    """Every node lies within its text and holds its parts."""
    if not isinstance(node, tuple):
        return
    if hasattr(node, "_fields"):
        start, end = node[0], node[1]
        assert 0 <= start <= end <= len(text)
    for part in node:
        covered(part, text)


@given(EXPRESSIONS)
@settings(max_examples=200)
def test_what_is_written_is_read_whole(text: str) -> None:
    found = parse_expression(text)
    assert (found.start, found.end) == (0, len(text))
    covered(found, text)
    assert parse(f"x = {text}\n").flaws == ()
