"""Our values against those of the real `terraform console`, expression by expression."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
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
    assert not unexplained, report(unexplained)


def test_functions_and_operators() -> None:
    different = differing(ROOT, expressions(HERE / "expressions.txt"))
    unexplained = {text: pair for text, pair in different.items() if text not in explained()}
    assert not unexplained, report(unexplained)


def test_what_is_explained_still_differs() -> None:
    asked = sorted(explained())
    assert set(differing(ROOT, asked)) == set(asked)


# -- generated ----------------------------------------------------------------------------------------------

numbers = st.integers(-20, 20).map(str) | st.sampled_from(
    ["0.5", "1e2", "2.50", "var.map.a", "local.n", "length(var.names)"]
)
words = st.text('ab é$%{\\"', max_size=5).map(
    lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("${", "$${").replace("%{", "%%{") + '"'
)
texts = words | st.sampled_from(["var.region", "var.names[0]", "local.text", '"12"', '"true"', "each"])
booleans = st.sampled_from(["true", "false", "var.enabled", "null"])


def compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pair = st.tuples(inner, inner)
    triple = st.tuples(inner, inner, inner)
    return st.one_of(
        st.tuples(
            inner, st.sampled_from(["+", "-", "*", "%", "==", "!=", "<", ">", "<=", ">=", "&&", "||"]), inner
        ).map(lambda parts: f"({parts[0]} {parts[1]} {parts[2]})"),
        triple.map(lambda parts: f"({parts[0]} ? {parts[1]} : {parts[2]})"),
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        pair.map(lambda parts: f"{{ a = {parts[0]}, b = {parts[1]} }}"),
        pair.map(lambda parts: f'"x-${{{parts[0]}}}${{{parts[1]}}}"'),
        pair.map(lambda parts: f"[for k, v in {parts[0]} : [k, v, {parts[1]}]]"),
        pair.map(lambda parts: f"{{ for k, v in {parts[0]} : k => v... }}"),
        pair.map(lambda parts: f"{parts[0]}[{parts[1]}]" if parts[0][0] in "[{" else f"({parts[0]})[{parts[1]}]"),
        inner.map(lambda text: f"({text})[*]"),
        inner.map(lambda text: f"({text})[*].a"),
        inner.map(lambda text: f"-({text})"),
        inner.map(lambda text: f"!({text})"),
        pair.map(lambda parts: f"try({parts[0]}, {parts[1]})"),
        inner.map(lambda text: f"can({text})"),
        st.tuples(
            st.sampled_from(
                ["length", "tolist", "toset", "keys", "values", "tostring", "tonumber", "flatten", "compact"]
            ),
            inner,
        ).map(lambda parts: f"{parts[0]}({parts[1]})"),
        st.tuples(st.sampled_from(["concat", "merge", "max", "coalesce", "contains", "setunion"]), inner, inner).map(
            lambda parts: f"{parts[0]}({parts[1]}, {parts[2]})"
        ),
    )


generated = st.recursive(numbers | texts | booleans, compound, max_leaves=6)


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(asked=st.lists(generated, min_size=150, max_size=200))
def test_generated_expressions(asked: list[str]) -> None:
    different = differing(ROOT, asked)
    assert not different, report(different)
