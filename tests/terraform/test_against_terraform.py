"""Our values against those of the real `terraform console`, expression by expression."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from groundrule.terraform.directory import Modules
from groundrule.terraform.load import ask, open_root
from groundrule.terraform.module import ModuleInstance
from groundrule.terraform.reading import DiskReader
from tests.terraform import console

HERE = Path(__file__).parent
DOCUMENT = HERE.parent.parent / "docs" / "terraform-differences.md"
ROOT = HERE / "console_root"

pytestmark = pytest.mark.skipif(console.BINARY is None, reason="there is no `terraform` to compare with")


def expressions(path: Path) -> list[str]:
    lines = path.read_text("utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def explained() -> set[str]:
    """The expressions that the document says differ, from its table's first column."""
    rows = re.findall(r"^\| ``? ?(.+?) ?``? \|", DOCUMENT.read_text("utf-8"), re.MULTILINE)
    return {row.replace("\\|", "|") for row in rows}


def differing(directory: Path, asked: Sequence[str]) -> dict[str, tuple[Any, Any]]:
    """Terraform's answer and ours, where they differ."""
    root: ModuleInstance = open_root(str(directory), Modules(DiskReader(str(directory))))
    answers = zip(asked, console.ask(directory, asked), strict=True)
    pairs = {text: (theirs, console.comparable(ask(root, text))) for text, theirs in answers}
    return {text: pair for text, pair in pairs.items() if not console.same(*pair)}


def report(different: dict[str, tuple[Any, Any]]) -> str:
    return "\n".join(
        f"{text}\n  Terraform: {theirs}\n  ours:      {ours}" for text, (theirs, ours) in different.items()
    )


def test_expressions_in_a_root() -> None:
    different = differing(ROOT, expressions(ROOT / "expressions.txt"))
    unexplained = {text: pair for text, pair in different.items() if text not in explained()}
    if unexplained:
        pytest.fail(report(unexplained))


def test_functions_and_operators() -> None:
    different = differing(ROOT, expressions(HERE / "expressions.txt"))
    unexplained = {text: pair for text, pair in different.items() if text not in explained()}
    if unexplained:
        pytest.fail(report(unexplained))


def test_what_is_explained_still_differs() -> None:
    asked = sorted(explained())
    assert set(differing(ROOT, asked)) == set(asked)


def form(text: str, **parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Expressions of one form: `form("(A + B)", A=numbers, B=numbers)`."""

    def fill(values: dict[str, str]) -> str:
        return re.sub(r"\b[A-Z]\b", lambda match: values[match[0]], text)

    return st.fixed_dictionaries(parts).map(fill)


def quoted(text: str) -> str:
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text.replace("${", "$${").replace("%{", "%%{")}"'


numbers = st.deferred(lambda: NUMBERS)
texts = st.deferred(lambda: TEXTS)
booleans = st.deferred(lambda: BOOLEANS)
lists = st.deferred(lambda: LISTS)
objects = st.deferred(lambda: OBJECTS)
scalars = numbers | texts | booleans
anything = scalars | lists | objects | st.just("null")

NUMBERS: st.SearchStrategy[str] = (
    st.integers(-20, 20).map(str)
    | st.sampled_from(["0.5", "1e2", "2.50", "var.map.a", "local.n", 'var.map["b"]', "local.list[1]"])
    | form("(A O B)", A=numbers, B=numbers, O=st.sampled_from(["+", "-", "*"]))
    | form("(A % 7)", A=numbers)
    | form("-(A)", A=numbers)
    | form("length(A)", A=lists | objects | texts)
    | form("(C ? A : B)", C=booleans, A=numbers, B=numbers)
    | form("max(A, B)", A=numbers, B=numbers)
    | form("try(A[B], C)", A=lists, B=numbers, C=numbers)
    | form("sum([A, B])", A=numbers, B=numbers)
)
TEXTS: st.SearchStrategy[str] = (
    st.text('ab é$%{\\"-', max_size=5).map(quoted)
    | st.sampled_from(["var.region", "var.names[0]", "local.text", '"12"', '"true"', "var.object.a"])
    | form('"x-${A}-${B}"', A=scalars, B=scalars)
    | form('"%{ if C }A${A}%{ else }${B}%{ endif }"', C=booleans, A=scalars, B=scalars).map(
        lambda text: text.replace("}A$", "}yes $")
    )
    | form('"%{ for k, v in A ~} ${k} %{ endfor }"', A=objects)
    | form("(C ? A : B)", C=booleans, A=texts, B=scalars)
    | form("upper(A)", A=texts)
    | form('join("-", [A, B])', A=texts, B=texts)
    | form("tostring(A)", A=scalars)
    | form("jsonencode(A)", A=anything)
    | form('replace(A, "a", B)', A=texts, B=texts)
)
BOOLEANS: st.SearchStrategy[str] = (
    st.sampled_from(["true", "false", "var.enabled", '"true"'])
    | form("(A O B)", A=numbers, B=numbers, O=st.sampled_from(["<", ">", "<=", ">=", "==", "!="]))
    | form("(A O B)", A=anything, B=anything, O=st.sampled_from(["==", "!="]))
    | form("(A O B)", A=booleans, B=booleans, O=st.sampled_from(["&&", "||"]))
    | form("!(A)", A=booleans)
    | form("contains(A, B)", A=lists, B=scalars)
    | form("can(A[B])", A=lists | objects, B=scalars)
)
LISTS: st.SearchStrategy[str] = (
    form("[A, B]", A=anything, B=anything)
    | form("[A]", A=anything)
    | st.sampled_from(["[]", "var.names", "local.list", "local.mixed", "var.rules", "var.rules[*].port", "var.set"])
    | form("[for x in A : x]", A=lists | objects)
    | form("[for k, v in A : { k = k, v = v, w = B }]", A=lists | objects, B=scalars)
    | form("[for k, v in A : k if B]", A=lists | objects, B=booleans)
    | form("(A)[*]", A=anything)
    | form("concat(A, B)", A=lists, B=lists)
    | form("(C ? A : B)", C=booleans, A=lists, B=lists)
    | form("tolist([A, B])", A=scalars, B=scalars)
    | form("toset([A, B])", A=texts, B=scalars)
    | form("distinct([A, B, A])", A=scalars, B=scalars)
    | form("flatten([A, [B]])", A=lists, B=lists)
    | form("values(A)", A=objects)
    | form("keys(A)", A=objects)
)
OBJECTS: st.SearchStrategy[str] = (
    form("{ a = A, b = B }", A=anything, B=anything)
    | form("{ (A) = B }", A=texts, B=anything)
    | st.sampled_from(["{}", "var.map", "var.object", "var.any", "local.object", "var.rules[1]"])
    | form("{ for k, v in A : k => v }", A=objects)
    | form("{ for k, v in A : B => v... }", A=lists | objects, B=texts)
    | form("{ for x in A : jsonencode(x) => x... }", A=lists)
    | form("merge(A, B)", A=objects, B=objects)
    | form("(C ? A : B)", C=booleans, A=objects, B=objects)
    | form("tomap({ a = A, b = B })", A=scalars, B=scalars)
    | form("zipmap([A], [B])", A=texts, B=anything)
)


@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    database=None,
    phases=[Phase.generate],
)
@given(asked=st.lists(anything, min_size=100, max_size=200), extra=st.lists(lists | objects, min_size=50, max_size=80))
def test_generated_expressions(asked: list[str], extra: list[str]) -> None:
    different = differing(ROOT, asked + extra)
    if different:
        pytest.fail(report(different))
