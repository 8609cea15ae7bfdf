import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrule.gate.addresses import is_anything, matches, parts


@pytest.mark.parametrize(
    ("pattern", "address", "expected"),
    [
        ("aws_s3_bucket.logs", "aws_s3_bucket.logs", True),
        ("aws_s3_bucket.logs", "aws_s3_bucket.logs[0]", True),
        ("aws_s3_bucket.logs", 'aws_s3_bucket.logs["a.b"]', True),
        ("aws_s3_bucket.logs[0]", "aws_s3_bucket.logs[1]", False),
        ("aws_s3_bucket.logs[0]", "aws_s3_bucket.logs[*]", False),
        ("aws_s3_bucket.logs[*]", "aws_s3_bucket.logs[1]", True),
        ('aws_s3_bucket.logs["a.b"]', 'aws_s3_bucket.logs["a.b"]', True),
        ("aws_s3_bucket.*", "aws_s3_bucket.logs", True),
        ("aws_s3_bucket.*", "module.a.aws_s3_bucket.logs", False),
        ("aws_s3_*.log?", "aws_s3_bucket.logs", True),
        ("module.a.**", 'module.a["x"].module.b.aws_s3_bucket.logs[0]', True),
        ("module.a.**", "module.ab.aws_s3_bucket.logs", False),
        ("**.aws_s3_bucket.logs", "module.a.module.b.aws_s3_bucket.logs", True),
        ("**.aws_s3_bucket.logs", "aws_s3_bucket.logs", True),
        ("module.*.aws_s3_bucket.logs", "module.a.aws_s3_bucket.logs", True),
        ("module.*.aws_s3_bucket.logs", "module.a.module.b.aws_s3_bucket.logs", False),
        ("LogsBucket", "LogsBucket", True),
        ("Logs*", "LogsBucket", True),
        ("logsbucket", "LogsBucket", False),
        ("[x]", "x", False),
    ],
)
def test_matches(pattern: str, address: str, expected: bool) -> None:
    assert matches(pattern, address) is expected


ADDRESSES = st.lists(
    st.tuples(st.sampled_from(["module", "a", "aws_x"]), st.sampled_from(["", "[0]", '["k"]', '["a.b"]', '["]"]'])),
    min_size=1,
    max_size=5,
).map(lambda steps: ".".join(name + key for name, key in steps))


@given(ADDRESSES)
def test_an_address_means_itself_and_everything_means_it(address: str) -> None:
    assert matches(address, address)
    assert matches("**", address)
    assert matches(".".join("*" for _ in parts(address)), address)
    assert not matches(f"{address}.more", address)


@given(st.text('a.*[]"0', max_size=20), ADDRESSES)
def test_no_pattern_is_too_much(pattern: str, address: str) -> None:
    assert matches(pattern, address) in {True, False}


def test_what_narrows_nothing_down() -> None:
    assert [is_anything(pattern) for pattern in ("**", "*.*", "*[0]", "module.*", "aws_?")] == [
        True,
        True,
        True,
        False,
        False,
    ]
