"""Where in a text secrets are found to stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrule import secretshape
from groundrule.secretplaces import masked, stretches
from tests.secret_samples import shaped


def found(text: str) -> list[tuple[str, str]]:
    """Each stretch's name, and what of it may not be shown."""
    return [(stretch.name, text[stretch.value : stretch.end]) for stretch in stretches(text)]


def test_a_stretch_is_no_longer_than_it_must_be() -> None:
    text = 'first\nsome words export DB_PASSWORD="hunter2x" # and more\nlast\n'
    assert found(text) == [("DB_PASSWORD", '"hunter2x"')]
    assert found("see postgres://app:hunter2x@db/app for more\n") == [("", "postgres://app:hunter2x@db/app")]
    assert found("nothing = 1\nto see: here\n") == []


def test_what_only_two_lines_make_is_found_wherever_they_stand() -> None:
    for before in range(12):
        for after in range(12):
            text = "x: 1\n" * before + "- name: DB_PASSWORD\n  value: hunter2x\n" + "password: hunter3x\n" * after
            names = [name for name, _ in found(text)]
            assert names == ["DB_PASSWORD", *["password"] * after]


def test_a_long_line_is_looked_at_in_pieces() -> None:
    text = "x" * 5000 + ' token="ghp_' + "a1B2" * 9 + '" ' + "y" * 5000
    ((name, value),) = found(text)
    assert (name, len(value)) == ("token", 42)


def test_a_private_key_goes_to_its_last_line() -> None:
    key = "-----BEGIN " + "RSA PRIVATE KEY-----\n" + "MIIEow\n" * 3 + "-----END RSA PRIVATE KEY-----"
    assert found(f"a: 1\n{key}\nb: 2\n") == [("", key)]
    assert found(key.partition("-----END")[0])[0][1].startswith("-----BEGIN")


def test_no_more_are_looked_for_than_anyone_reads() -> None:
    assert len(stretches("password: hunter2x\n" * 2000)) == 500


@pytest.mark.parametrize(
    "unit", ["password: hunter2x ", "password=x,", "-----BEGIN RSA PRIVATE KEY-----", "https://a:bcd@e "]
)
def test_a_hostile_text_is_masked_in_bounded_time(unit: str) -> None:
    assert "hunter2x" not in masked(unit * 2000, "****")


@given(st.lists(st.sampled_from([*shaped().values(), "a: 1", "{", "\n", " = ", "password: hunter2x"]), max_size=6))
def test_nothing_is_seen_in_what_is_masked(parts: list[str]) -> None:
    assert not secretshape.in_script(masked(" ".join(parts), "********"))
