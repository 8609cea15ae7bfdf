import json
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrule.jsontext import JsonFlaw, Node, read

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def plain(node: Node) -> object:
    value = node.value
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(member.node) for key, member in value.items()}
    return value


def texts(value: object) -> str:
    return json.dumps(value, default=float, indent=1)


@given(JSON)
def test_reads_what_json_reads(value: object) -> None:
    text = texts(value)
    assert plain(read(text)) == json.loads(text, parse_float=Decimal)


@given(st.text())
def test_accepts_what_json_accepts(text: str) -> None:
    try:
        expected = json.loads(text, parse_float=Decimal, parse_constant=pytest.fail)
    except (ValueError, pytest.fail.Exception):
        with pytest.raises(JsonFlaw):
            read(text)
    else:
        assert plain(read(text)) == expected


def test_everything_knows_where_it_stands() -> None:
    text = ' {"a": [1, "é"], "b": null}'
    node = read(text)
    assert (node.start, node.end) == (1, len(text))
    assert isinstance(node.value, dict)
    member = node.value["a"]
    assert text[member.start : member.end] == '"a"'
    assert isinstance(member.node.value, list)
    second = member.node.value[1]
    assert text[second.start : second.end] == '"é"'


@pytest.mark.parametrize(
    ("text", "offset", "message"),
    [
        ("", 0, "expected a value, the text ends"),
        ("{", 1, "expected a key in double quotes, the text ends"),
        ('{"a" 1}', 5, "expected `:` behind the key, found `1}`"),
        ('{"a": 1 "b": 2}', 8, 'expected `,` or `}`, found `"b": 2}`'),
        ("[1 2]", 3, "expected `,` or `]`, found `2]`"),
        ("[1,]", 3, "expected a value, found `]`"),
        ("1 2", 2, "expected nothing more behind the value, found `2`"),
        ('{"a": 1,\n"a": 2}', 9, "the key `a` stands twice in an object; first in line 1"),
        ('"a', 0, "the string is broken: Unterminated string starting at"),
    ],
)
def test_a_flaw_tells_what_was_expected(text: str, offset: int, message: str) -> None:
    with pytest.raises(JsonFlaw) as caught:
        read(text)
    assert (caught.value.offset, caught.value.message) == (offset, message)


@pytest.mark.parametrize("text", ["[" * 10_000, '{"a":' * 10_000, "[" * 10_000 + "]" * 10_000])
def test_deep_nesting_is_refused_at_once(text: str) -> None:
    started = time.process_time()
    with pytest.raises(JsonFlaw, match="nested more than 100 levels deep"):
        read(text)
    assert time.process_time() - started < 1
