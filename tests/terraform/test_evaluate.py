from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundrule.value import Data, Encoded, OneOf, OpenList, Partial, Reference, Unknown, Why, first_unknown
from tests.terraform.roots import evaluated, open_module

UNKNOWN = 'variable "u" {}\nvariable "flag" {}\n'


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("1", 1),
        ('"a"', "a"),
        ("null", None),
        ("[1, 2][1]", 2),
        ("{ a = 1 }.a", 1),
        ('{ a = 1 }["a"]', 1),
        ('{ (join("", ["a", "b"])) = 1 }', {"ab": 1}),
        ('{ "a-${1}" = 1 }', {"a-1": 1}),
        ('"x-${1 + 1}-y"', "x-2-y"),
        ('"${[1]}"', [1]),
        ('"%{ if true }yes%{ else }no%{ endif }"', "yes"),
        ('"%{ for k, v in { b = 2, a = 1 } }${k}=${v};%{ endfor }"', "a=1;b=2;"),
        ("true ? 1 : 2", 1),
        ('false ? "a" : "b"', "b"),
        ("[for x in [1, 2, 3] : x * 2 if x != 2]", [2, 6]),
        ('[for k, v in { b = 2, a = 1 } : "${k}${v}"]', ["a1", "b2"]),
        ('[for i, x in ["a", "b"] : i]', [0, 1]),
        ("{ for k, v in { a = 1, b = 2 } : v => k }", {"1": "a", "2": "b"}),
        ('{ for x in ["a", "b", "a"] : x => 1... }', {"a": [1, 1], "b": [1]}),
        ("[{ a = 1 }, { a = 2 }][*].a", [1, 2]),
        ("{ a = 1 }[*].a", [1]),
        ("null[*]", []),
        ("[{ a = [1] }, { a = [2] }].*.a", [[1], [2]]),
        ("try({}.a, 2)", 2),
        ("can({}.a)", False),
        ("can(1)", True),
        ("merge({ a = 1 }, [{ b = 2 }, { c = 3 }]...)", {"a": 1, "b": 2, "c": 3}),
        ("terraform.workspace", "default"),
        ("path.root", "."),
    ],
)
def test_known_expressions(tmp_path: Path, expression: str, expected: Data) -> None:
    assert evaluated(tmp_path, expression) == expected


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("var.nothing", "there is no variable `nothing` in this module"),
        ("local.nothing", "there is no local value `nothing` in this module"),
        ("module.nothing.x", "there is no call of a module `nothing` in this module"),
        ("nothing.x", "there is nothing of the name `nothing` here"),
        ("nothing", "there is nothing of the name `nothing` here"),
        ("each.key", "`each` has no meaning here: only a block with `for_each` has it"),
        ("count.index", "`count` has no meaning here: only a block with `count` has it"),
        ("{ a = 1 }.b", "there is no attribute or key `b` in the object"),
        ("[1][3]", "there is no element 3 in a list of 1"),
        ("null.a", "`.a` is asked of null"),
        ("path.nowhere", "there is no `path.nowhere`: it is `module`, `root` or `cwd`"),
        ("{ for x in [1, 1] : x => x }", "two items of the `for` have the key `1`: `...` behind the value groups them"),
        ("[for x in null : x]", "null is no collection"),
        ('"x${null}"', "a template can't hold null"),
    ],
)
def test_errors_are_unknown_with_their_reason(tmp_path: Path, expression: str, reason: str) -> None:
    value = evaluated(tmp_path, f"({expression})")
    assert isinstance(value, Unknown)
    assert value.why is Why.ERROR
    assert value.reason == reason
    assert value.span is not None
    assert value.span.first.line == 2


def test_an_error_in_an_item_leaves_the_others_known(tmp_path: Path) -> None:
    value = evaluated(tmp_path, "{ a = var.nothing, b = [local.nothing, 2] }")
    assert isinstance(value, dict)
    assert isinstance(value["a"], Unknown)
    assert isinstance(value["b"], list)
    assert value["b"][1] == 2


def test_the_branch_that_is_not_taken_may_be_wrong(tmp_path: Path) -> None:
    assert evaluated(tmp_path, "true ? 1 : [][0]") == 1
    assert isinstance(evaluated(tmp_path, "false ? 1 : [][0]"), Unknown)


def test_an_unknown_condition_gives_one_of_the_branches(tmp_path: Path) -> None:
    value = evaluated(tmp_path, 'var.flag ? "a" : "b"', UNKNOWN)
    assert isinstance(value, OneOf)
    assert value.choices == ("a", "b")
    assert value.unknown.reason == "`var.flag` has no value: give it a default, a tfvars file or `--var`"
    assert evaluated(tmp_path, "var.flag ? 1 : 1", UNKNOWN) == 1


def test_a_text_is_known_in_part(tmp_path: Path) -> None:
    value = evaluated(tmp_path, '"arn:${var.u}:end"', UNKNOWN)
    assert isinstance(value, Partial)
    assert (value.prefix, value.suffix) == ("arn:", ":end")


def test_few_alternatives_inside_a_text_are_spelt_out(tmp_path: Path) -> None:
    value = evaluated(tmp_path, '"x-${var.flag ? "a" : "b"}"', UNKNOWN)
    assert isinstance(value, OneOf)
    assert value.choices == ("x-a", "x-b")


def test_an_index_that_is_not_known_gives_one_of_the_elements(tmp_path: Path) -> None:
    value = evaluated(tmp_path, "{ a = true, b = false }[var.u]", UNKNOWN)
    assert isinstance(value, OneOf)
    assert value.choices == (True, False)
    assert evaluated(tmp_path, "{ a = true, b = true }[var.u]", UNKNOWN) is True


def test_steps_are_taken_in_every_alternative(tmp_path: Path) -> None:
    value = evaluated(tmp_path, "(var.flag ? { a = 1, b = 0 } : { a = 2, b = 0 }).a", UNKNOWN)
    assert isinstance(value, OneOf)
    assert value.choices == (1, 2)


def test_a_loop_over_an_unknown_collection_shows_what_its_elements_look_like(tmp_path: Path) -> None:
    value = evaluated(tmp_path, '[for x in var.u : { cidr = "0.0.0.0/0", port = x }]', UNKNOWN)
    assert isinstance(value, OpenList)
    (element,) = value
    assert isinstance(element, dict)
    assert element["cidr"] == "0.0.0.0/0"
    assert isinstance(element["port"], Unknown)
    assert isinstance(evaluated(tmp_path, "[for x in var.u : x]", UNKNOWN), Unknown)
    assert isinstance(evaluated(tmp_path, "{ for x in var.u : x => x }", UNKNOWN), Unknown)


def test_an_unknown_condition_of_a_loop_leaves_the_number_open(tmp_path: Path) -> None:
    value = evaluated(tmp_path, "[for x in [1, 2] : x if var.u == x]", UNKNOWN)
    assert isinstance(value, OpenList)
    assert list(value) == [1, 2]


def test_json_of_what_is_known_in_part(tmp_path: Path) -> None:
    value = evaluated(tmp_path, "jsonencode({ a = 1, b = var.u, c = var.nothing })", UNKNOWN)
    assert isinstance(value, Encoded)
    assert isinstance(value.data, dict)
    assert value.data["a"] == 1


def test_try_keeps_what_is_only_unknown(tmp_path: Path) -> None:
    value = evaluated(tmp_path, 'try(var.u.a, "default")', UNKNOWN)
    assert isinstance(value, Unknown)
    assert value.why is Why.INPUT


def test_a_template_file_sees_its_variables_only(tmp_path: Path) -> None:
    (tmp_path / "t.tpl").write_text("Hello ${name}%{ if loud }!%{ endif }")
    assert evaluated(tmp_path, 'templatefile("t.tpl", { name = "you", loud = true })') == "Hello you!"
    wrong = evaluated(tmp_path, 'templatefile("t.tpl", { name = "you" })')
    assert isinstance(wrong, Unknown)
    assert wrong.reason == "the template is given no variable `loud`"


def test_a_cycle_is_told(tmp_path: Path) -> None:
    root = open_module(tmp_path, "locals {\n  a = local.b\n  b = local.c\n  c = local.a\n  d = 1\n}\n")
    value = root.local("a")
    assert isinstance(value, Unknown)
    assert value.reason == "cycle: local.a → local.b → local.c → local.a"
    assert root.local("d") == 1
    assert [skipped.reason for skipped in root.context.skipped] == [value.reason]


def test_deep_nesting_is_no_failure(tmp_path: Path) -> None:
    chain = "locals {\n  a0 = 1\n" + "".join(f"  a{n} = local.a{n - 1} + 1\n" for n in range(1, 500)) + "}\n"
    assert open_module(tmp_path, chain).local("a499") == 500
    long_chain = "locals {\n  a0 = 1\n" + "".join(f"  a{n} = local.a{n - 1}\n" for n in range(1, 9000)) + "}\n"
    value = open_module(tmp_path, long_chain).local("a8999")
    assert isinstance(value, Unknown)
    assert value.reason == "it is nested too deeply"


@pytest.mark.parametrize(
    ("first", "doubled", "reason"),
    [
        ('"0123456789"', '"${X}${X}"', "the text is too long to be evaluated"),
        ("[0]", "[X, X]", "the value is too large to be evaluated"),
        ("{ a = 0 }", "{ a = X, b = X }", "the value is too large to be evaluated"),
        ("[0]", "concat(X, X)", "the value is too large to be evaluated"),
    ],
)
def test_hostile_doubling_ends(tmp_path: Path, first: str, doubled: str, reason: str) -> None:
    lines = [f"  a{n} = {doubled.replace('X', f'local.a{n - 1}')}" for n in range(1, 60)]
    root = open_module(tmp_path, "\n".join(["locals {", f"  a0 = {first}", *lines, "}\n"]))
    unknown = first_unknown(root.local("a59"))
    assert unknown is not None
    assert unknown.reason == reason


def test_a_reference_to_no_resource_is_an_error_that_still_refers(tmp_path: Path) -> None:
    value = evaluated(tmp_path, "aws_kms_key.nothing.arn")
    assert isinstance(value, Reference)
    assert (value.target, value.attribute, value.why) == ("aws_kms_key.nothing", "arn", Why.ERROR)
    assert value.reason == "there is no resource `aws_kms_key.nothing` in this module"


# -- identities ---------------------------------------------------------------------------------------------

scalars = st.none() | st.booleans() | st.integers(-99, 99) | st.text("abc-é ", max_size=4)
data = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1, max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


def written(value: Any) -> str:
    """A value as HCL."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case int():
            return str(value)
        case str():
            return f'"{value}"'
        case list():
            return f"[{', '.join(map(written, value))}]"
        case _:
            return "{" + ", ".join(f'"{key}" = {written(item)}' for key, item in value.items()) + "}"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=data, items=st.lists(data, max_size=3))
def test_identities(tmp_path: Path, value: Any, items: list[Any]) -> None:
    text, listed = written(value), written(items)
    assert evaluated(tmp_path, text) == value
    assert evaluated(tmp_path, f'"${{{text}}}"') == value
    assert evaluated(tmp_path, f"[for x in {listed} : x]") == items
    assert evaluated(tmp_path, f"{listed}[*]") == items
    assert evaluated(tmp_path, f"try({text}, 1)") == value
    assert evaluated(tmp_path, f"[{text}][0]") == value
    assert evaluated(tmp_path, f"{{ for k, v in {{ a = {text} }} : k => v }}") == {"a": value}
