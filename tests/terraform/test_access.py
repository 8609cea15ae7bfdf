import pytest

from groundrule.terraform.access import attribute, index, splat
from groundrule.terraform.iteration import items
from groundrule.terraform.objects import OpenMap
from groundrule.terraform.types import ExpressionError, SetValue
from groundrule.value import Data, OneOf, OpenList, Partial, Reference, Unknown

U = Unknown("`var.u` has no value")


def test_elements_that_are_certain() -> None:
    assert attribute({"a": 1}, "a") == 1
    assert index({"1": "x"}, 1) == "x"
    assert index(["x", "y"], "1") == "y"
    assert attribute(U, "a") is U
    assert index(U, "a") is U


def test_elements_that_are_not() -> None:
    one = index(["a", "b"], U)
    assert isinstance(one, OneOf)
    assert one.choices == ("a", "b")
    assert index(["a", "a"], U) == "a"
    partly = index({"x-1": 1, "y-1": 2}, Partial(("x-", U)))
    assert partly == 1
    assert index(list(range(100)), U) is U
    assert index([], U) is U
    assert index(OpenList(["a"], U), 7) == "a"
    assert index(OpenList([], U), 7) is U


def test_open_maps() -> None:
    reference = Reference("aws_a.x[*]", "id")
    data = OpenMap({"a": 1}, reference, U)
    assert attribute(data, "a") == 1
    assert attribute(data, "b") is reference
    listed = items(data)
    assert listed.unknown is U
    assert [(item.value, item.certain) for item in listed.items] == [(1, True), (reference, False)]


def test_alternatives() -> None:
    either = OneOf(({"a": 1}, {"b": 2}), U)
    found = attribute(either, "a")
    assert isinstance(found, OneOf)
    assert found.choices[0] == 1
    assert isinstance(found.choices[1], Unknown)
    with pytest.raises(ExpressionError, match="there is no attribute or key `c`"):
        attribute(either, "c")


def test_splats() -> None:
    assert splat([1, 2], lambda item: item) == [1, 2]
    assert splat(None, lambda item: item) == []
    assert splat("a", lambda item: item) == ["a"]
    assert splat(U, lambda item: item) is U
    opened = splat(OpenList([{"a": 1}], U), lambda item: attribute(item, "a"))
    assert isinstance(opened, OpenList)
    assert opened == [1]


@pytest.mark.parametrize(
    ("value", "key", "message"),
    [
        (SetValue(["a"]), 0, "elements of a set have no index"),
        (["a"], 1, "there is no element 1 in a list of 1"),
        (["a"], -1, "there is no element -1 in a list of 1"),
        (["a"], True, "the index of a list must be a whole number"),
        ("text", 0, "an index is asked of a string, which has no elements"),
        (True, 0, "an index is asked of a boolean, which has no elements"),
        (5, 0, "an index is asked of a number, which has no elements"),
        (None, 0, "an index is asked of null"),
        ({}, "a", "there is no attribute or key `a` in the object"),
    ],
)
def test_wrong_indices(value: Data, key: Data, message: str) -> None:
    with pytest.raises(ExpressionError) as raised:
        index(value, key)
    assert str(raised.value) == message
