"""Certificates made by OpenSSL, and texts that are none."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrule.x509 import Certificate, read_certificate

FOLDER = Path(__file__).parent.parent / "fixtures" / "certificate-short-rsa-key" / "deny"
SHORT = (FOLDER / "portal.pem").read_text("utf-8")


def test_it_tells_the_end_and_the_length_of_the_key() -> None:
    assert read_certificate(SHORT) == Certificate("21200101000000", 1024)


def test_text_before_the_certificate_does_not_matter() -> None:
    assert read_certificate("subject=CN = portal.example.org\n" + SHORT) is not None


@pytest.mark.parametrize(
    ("not_after", "expired"), [("19991231235959", True), ("20200101000000", True), ("21200101000000", False)]
)
def test_a_certificate_whose_time_is_over_has_expired(not_after: str, *, expired: bool) -> None:
    assert Certificate(not_after, None).expired is expired


@given(st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\n", max_size=200))
def test_what_is_no_certificate_is_none(text: str) -> None:
    assert read_certificate(f"-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----") is None


@given(st.integers(min_value=0, max_value=len(SHORT)), st.characters(max_codepoint=127))
def test_a_damaged_certificate_raises_nothing(at: int, character: str) -> None:
    damaged = read_certificate(SHORT[:at] + character + SHORT[at + 1 :])
    assert damaged is None or isinstance(damaged, Certificate)
