import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrule.digests import digest


@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha256", "sha512"])
@given(content=st.binary(max_size=300))
def test_a_digest_is_what_hashlib_gives(algorithm: str, content: bytes) -> None:
    assert digest(algorithm, content) == hashlib.new(algorithm, content, usedforsecurity=False).digest()
