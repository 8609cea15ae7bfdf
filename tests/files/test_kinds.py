"""What files are told to be by their first bytes."""

import pytest

from groundrule.files import kinds

STATE = '{"version": 4, "terraform_version": "1.9.8", "serial": 3, "lineage": "l", "outputs": {}, "resources": [{"mode": "managed"}]}'
PLAN = b"PK\x03\x04" + b"\0" * 26 + b"tfplan"


def der(inside: bytes) -> bytes:
    return b"\x30\x82" + len(inside).to_bytes(2, "big") + inside


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("terraform.tfstate", True),
        ("a/terraform.tfstate.backup", True),
        ("a/terraform.tfstate.1700000000.backup", True),
        ("tfplan", True),
        ("out/prod.tfplan", True),
        ("plan.out", True),
        ("plans/main.tf", False),
        ("notes.md", False),
    ],
)
def test_names_of_state_and_plans(path: str, expected: bool) -> None:
    assert kinds.may_be_state_or_plan(path) is expected


def test_a_state_that_holds_anything_is_one() -> None:
    assert kinds.is_state(STATE)
    assert kinds.is_state(
        "\n " + STATE.replace('"resources": [{"mode": "managed"}]', '"resources": []').replace("{}", '{"a": 1}')
    )
    assert not kinds.is_state(STATE.replace('[{"mode": "managed"}]', "[]"))
    assert not kinds.is_state(STATE.replace('"outputs"', '"encrypted_data": "x", "outputs"'))
    assert not kinds.is_state('{"serial": 1}')
    assert not kinds.is_state("serial lineage terraform_version")


def test_a_plan_is_an_archive_with_a_plan_in_it() -> None:
    assert kinds.is_plan(PLAN)
    assert not kinds.is_plan(PLAN.replace(b"tfplan", b"floorp"))
    assert kinds.is_state_or_plan(PLAN)
    assert kinds.is_state_or_plan(STATE.encode())
    assert not kinds.is_state_or_plan(b"{}")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\xfe\xed\xfe\xed\0\0\0\2", "a Java key store"),
        (b"\x03\xd9\xa2\x9a\x67\xfb\x4b\xb5", "a KeePass database"),
        (der(b"\x02\x01\x03\x30\x82\x01\x00" + b"\0" * 9), "a PKCS #12 key store"),
        (der(b"\x02\x01\x00\x30\x0d\x06\x09" + b"\0" * 9), "a private key"),
        (der(b"\x02\x01\x00\x02\x82\x01\x01" + b"\0" * 9), "a private key"),
        (der(b"\x02\x01\x01\x04\x20" + b"\0" * 32), "a private key"),
        (der(b"\x30\x82\x01\x00\xa0\x03\x02\x01" + b"\0" * 9), ""),
        (der(b"\x02\x01\x03\x30\x82\x01\x00" + b"\0" * 9) + b"more", ""),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 20, ""),
        (b"", ""),
    ],
)
def test_key_stores_are_told_by_their_first_bytes(content: bytes, expected: str) -> None:
    assert kinds.key_store(content) == expected


def test_texts_are_read_in_the_usual_encodings_and_binary_files_are_not() -> None:
    assert kinds.text_of(b"\xef\xbb\xbfA=1") == "A=1"
    assert kinds.text_of("A=1".encode("utf-16")) == "A=1"
    assert kinds.text_of(b"caf\xe9") == "caf\ufffd"
    assert kinds.text_of(b"a\0b") is None
