from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from groundrule.cloudformation.yamltext import YamlFlaw, read
from groundrule.jsontext import Node


def plain(node: Node) -> Any:
    value = node.value
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(member.node) for key, member in value.items()}
    return value


SCALARS = st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8", exclude_categories=["C"]))
DATA = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text("abcXYZ", min_size=1), inner))


@given(DATA)
def test_reads_what_yaml_writes(data: object) -> None:
    text = yaml.safe_dump(data, allow_unicode=True)
    # a key such as `Y` is a boolean of YAML 1.1's and comes back as it is written
    assert plain(read(text)) == yaml.load(text, Loader=yaml.CSafeLoader)


@pytest.mark.parametrize(
    "text", ["yes", "Off", "~", "010", "0x1F", "1_000", "1:30", "+5", "-0", "0b11", "''", "1e3", "a: b"]
)
def test_plain_scalars_are_those_of_yaml(text: str) -> None:
    assert plain(read(text)) == yaml.load(text, Loader=yaml.CSafeLoader)


@pytest.mark.parametrize("text", ["2010-09-09", "2001-12-14t21:59:43.10-05:00"])
def test_dates_stay_text(text: str) -> None:
    assert plain(read(text)) == text


@given(st.text(st.sampled_from(" \n-:[]{}&*!|>'\"#ab%<\t"), max_size=40))
def test_nothing_but_a_flaw_comes_of_junk(text: str) -> None:
    flaw = None
    try:
        read(text)
    except YamlFlaw as caught:
        flaw = caught
    assert flaw is None or 0 <= flaw.offset <= len(text) + 1


def test_short_functions_become_long_ones() -> None:
    text = "a: !Ref b\nc: !GetAtt d.e\nf: !Sub [x, {y: !If [g, 1, 2]}]\nh: !Condition i\n"
    assert plain(read(text)) == {
        "a": {"Ref": "b"},
        "c": {"Fn::GetAtt": "d.e"},
        "f": {"Fn::Sub": ["x", {"y": {"Fn::If": ["g", 1, 2]}}]},
        "h": {"Condition": "i"},
    }


def test_everything_knows_where_it_stands() -> None:
    text = 'é: "😀"\nlist:\n  - one\n  - {a: b}\nblock: |\n  x\n  y\n\nlast: z\n'
    node = read(text)
    assert isinstance(node.value, dict)
    found = {key: (text[m.start : m.end], text[m.node.start : m.node.end]) for key, m in node.value.items()}
    assert found == {
        "é": ("é", '"😀"'),
        "list": ("list", "- one\n  - {a: b}"),
        "block": ("block", "|\n  x\n  y"),
        "last": ("last", "z"),
    }


def test_anchors_and_merge_keys() -> None:
    text = "base: &b {x: 1, y: 2}\nother: &o {z: 3}\na:\n  <<: *b\n  y: 9\nc:\n  <<: [*b, *o]\nd: *b\n"
    data = plain(read(text))
    assert data["a"] == {"x": 1, "y": 9}
    assert data["c"] == {"x": 1, "y": 2, "z": 3}
    assert data["d"] == {"x": 1, "y": 2}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\na: 2\n", "the key `a` stands twice in a mapping; first in line 1"),
        ("a: *nowhere\n", "there is no anchor|undefined alias"),
        ("<<: 1\n", "a merge key takes a mapping"),
        ("? [a]\n: b\n", "a key must be plain text"),
        ("a: 'b\n", "broken YAML"),
        ("a: b\n---\nc: d\n", "a template is one document"),
        ("a: \x01\n", "a control character"),
        ("", "the file holds no document"),
        ("[" * 101 + "]" * 101, "nested more than 100 levels deep"),
    ],
)
def test_a_flaw_says_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(YamlFlaw, match=message):
        read(text)


def test_aliases_are_bounded_and_long_files_are_not() -> None:
    read("".join(f"k{number}: [a, b, c, {{d: [e]}}]\n" for number in range(50_000)))
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9))
    with pytest.raises(YamlFlaw, match="its aliases stand for more than 250000 values"):
        read(bomb)
    merges = "m0: &m0 {a: 1}\n" + "".join(
        f"m{n}: &m{n} {{<<: [{', '.join([f'*m{n - 1}'] * 20)}]}}\n" for n in range(1, 9)
    )
    with pytest.raises(YamlFlaw, match="its aliases stand for more than"):
        read(merges)
