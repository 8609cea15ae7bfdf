"""Names with wildcards."""

import pytest

from groundrule.patterns import fits


@pytest.mark.parametrize(
    ("name", "patterns", "answer"),
    [
        ("us-east-1", ["us-*"], True),
        ("East US", ["eastus"], True),
        ("eu-west-1", ["us-*"], False),
        ("eu-west-1", [], False),
        ("us", ["us", "nam*"], True),
        ("use", ["us"], False),
    ],
)
def test_a_star_stands_for_anything(name: str, patterns: list[str], answer: bool) -> None:
    assert fits(name, patterns) is answer
