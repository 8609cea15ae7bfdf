"""Which actions can be confined to resources."""

import pytest

from groundrule.actions import can_be_confined
from groundrule.value import Data, Truth, Unknown, partial


@pytest.mark.parametrize(
    ("pattern", "reads_count", "writes_count"),
    [
        ("s3:GetObject", Truth.TRUE, Truth.FALSE),
        ("S3:putobject", Truth.TRUE, Truth.TRUE),
        ("s3:ListAllMyBuckets", Truth.FALSE, Truth.FALSE),
        ("s3:*", Truth.TRUE, Truth.TRUE),
        ("s3:Get*", Truth.TRUE, Truth.FALSE),
        ("xray:PutTraceSegments", Truth.FALSE, Truth.FALSE),
        ("*", Truth.TRUE, Truth.TRUE),
        ("nothing:Here", Truth.FALSE, Truth.FALSE),
        (Unknown("`var.x` has no value"), Truth.UNKNOWN, Truth.UNKNOWN),
        (partial(["s3:", Unknown("`var.x` has no value")]), Truth.UNKNOWN, Truth.UNKNOWN),
        (partial(["nothing:", Unknown("`var.x` has no value")]), Truth.FALSE, Truth.FALSE),
    ],
)
def test_an_action_takes_resources_or_not(pattern: Data, reads_count: Truth, writes_count: Truth) -> None:
    assert can_be_confined(pattern) is reads_count
    assert can_be_confined(pattern, writing=True) is writes_count
