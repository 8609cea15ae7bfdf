import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrule.value import (
    Data,
    Encoded,
    OneOf,
    OpenList,
    Partial,
    Reference,
    Truth,
    Unknown,
    all_true,
    any_true,
    ask,
    first_unknown,
    one_of,
    partial,
    references,
)

TRUTHS = st.sampled_from(Truth)
UNKNOWN = Unknown("`var.x` has no value")


def test_truth_has_no_bool() -> None:
    with pytest.raises(TypeError, match="three values"):
        bool(Truth.TRUE)


@given(TRUTHS, TRUTHS)
def test_de_morgan(left: Truth, right: Truth) -> None:
    assert ~(left & right) is (~left | ~right)
    assert (left & right) is (right & left)


@given(TRUTHS, TRUTHS, st.booleans(), st.booleans())
def test_unknown_never_contradicts_what_it_may_turn_out_to_be(
    left: Truth, right: Truth, first: bool, second: bool
) -> None:
    """Whatever the unknown operands turn out to be, a known result holds."""
    a = first if left is Truth.UNKNOWN else left is Truth.TRUE
    b = second if right is Truth.UNKNOWN else right is Truth.TRUE
    assert (left & right) in {Truth.UNKNOWN, Truth.of(a and b)}
    assert (left | right) in {Truth.UNKNOWN, Truth.of(a or b)}


@given(st.lists(TRUTHS))
def test_all_and_any(truths: list[Truth]) -> None:
    if Truth.FALSE in truths:
        assert all_true(truths) is Truth.FALSE
    elif Truth.UNKNOWN in truths:
        assert all_true(truths) is Truth.UNKNOWN
    else:
        assert all_true(truths) is Truth.TRUE
    assert any_true(truths) is ~all_true(~truth for truth in truths)


def test_one_of_is_flat_and_has_no_repetitions() -> None:
    nested = one_of([1, one_of([2, 1], UNKNOWN)], UNKNOWN)
    assert isinstance(nested, OneOf)
    assert nested.choices == (1, 2)
    assert one_of(["a", "a"], UNKNOWN) == "a"
    assert isinstance(one_of([1, True], UNKNOWN), OneOf)


def test_partial_joins_what_is_known() -> None:
    assert partial(["a", "b"]) == "ab"
    assert partial([]) == ""
    assert partial([UNKNOWN]) is UNKNOWN
    text = partial(["a", "b", partial([UNKNOWN, "-c"]), "d"])
    assert isinstance(text, Partial)
    assert text.parts == ("ab", UNKNOWN, "-cd")
    assert (text.prefix, text.suffix) == ("ab", "-cd")
    with pytest.raises(TypeError):
        partial([1])


@given(st.lists(st.sampled_from(["a", "b", "ab", None]), min_size=1), st.text("ab", max_size=3))
def test_a_partial_could_be_whatever_its_unknowns_can_make_it(parts: list[str | None], filler: str) -> None:
    text = partial([UNKNOWN if part is None else part for part in parts])
    possible = "".join(filler if part is None else part for part in parts)
    if isinstance(text, Partial):
        assert text.could_be(possible)


def test_a_partial_cannot_be_anything() -> None:
    text = Partial(("arn:aws:s3:::", UNKNOWN, "/*"))
    assert not text.could_be("arn:aws:s3:::x")
    assert not text.could_be("*")
    assert text.could_be("arn:aws:s3:::x/*")
    overlapping = Partial(("aa", UNKNOWN, "aa"))
    assert not overlapping.could_be("aaa")


def test_unknowns_are_found_at_any_depth() -> None:
    reference = Reference("aws_s3_bucket.b", "arn")
    data: Data = {"a": [Encoded({"b": Partial(("x", reference))})], "c": OpenList([1], UNKNOWN)}
    assert first_unknown(data) is reference
    assert list(references(data)) == [reference]
    assert first_unknown([1, {"a": "b"}]) is None


def test_ask_is_answered_only_where_all_choices_agree() -> None:
    assert ask(1, lambda value: value == 1) is Truth.TRUE
    assert ask(UNKNOWN, lambda value: value == 1) is Truth.UNKNOWN
    assert ask(OneOf((1, 2), UNKNOWN), lambda value: value == 1) is Truth.UNKNOWN
    assert ask(OneOf((1, 2), UNKNOWN), lambda value: value == 3) is Truth.FALSE
