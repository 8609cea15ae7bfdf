import json

from hypothesis import given
from hypothesis import strategies as st

from groundrule.terraform.jsonsyntax import parse, parse_values
from groundrule.terraform.syntax import Literal, Template, Traversal, TupleExpression, Wrapped


def test_blocks_by_their_labels() -> None:
    text = json.dumps(
        {
            "//": "a comment",
            "resource": {"aws_x": {"y": [{"a": 1}, {"a": 2}]}},
            "variable": {"v": {"default": "${plain}", "type": "list(string)"}},
            "locals": {"l": "${var.v}-x", "m": "${var.v}"},
            "module": [{"n": {"source": "./n", "//": "also"}}],
        },
        indent=1,
    )
    file = parse(text)
    assert file.flaws == ()
    found = {(block.type, *block.labels): block for block in file.body.blocks}
    assert set(found) == {("resource", "aws_x", "y"), ("variable", "v"), ("locals",), ("module", "n")}
    variable = found["variable", "v"].body.attributes
    assert isinstance(variable["default"].expression, Literal)
    assert variable["default"].expression.value == "${plain}"
    names = found[("locals",)].body.attributes
    template = names["l"].expression
    assert isinstance(template, Template)
    reference = template.parts[0]
    assert isinstance(reference, Traversal)
    assert text[reference.start : reference.end] == "var.v"
    assert isinstance(names["m"].expression, Wrapped)


def test_nested_blocks_of_the_language_are_blocks() -> None:
    body = {
        "lifecycle": {"prevent_destroy": True},
        "dynamic": {"ingress": {"for_each": "${var.x}", "content": {}}},
        "depends_on": ["a.b"],
    }
    (block,) = parse(json.dumps({"resource": {"a": {"b": body}}})).body.blocks
    assert [(inner.type, inner.labels) for inner in block.body.blocks] == [("lifecycle", ()), ("dynamic", ("ingress",))]
    depends = block.body.attributes["depends_on"].expression
    assert isinstance(depends, TupleExpression)
    assert isinstance(depends.items[0], Traversal)


def test_what_is_wrong_is_a_flaw() -> None:
    for text in ("[1]", '{"resource": 1}', '{"nothing": {}}', '{"locals": {"a": "${"}}', "{"):
        assert parse(text).flaws, text


def test_values_of_variables_are_plain() -> None:
    file = parse_values('{"a": "${x}", "b": [1]}')
    assert isinstance(file.body.attributes["a"].expression, Literal)
    assert parse_values("[]").flaws


@given(
    st.recursive(
        st.none() | st.booleans() | st.text(max_size=5),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=3), inner),
    )
)
def test_any_json_is_read_or_has_flaws(data: object) -> None:
    parse(json.dumps(data))
    parse(json.dumps({"locals": {"x": data}}))
