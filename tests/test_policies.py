"""Every bundled policy against its annotated examples."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from groundrule.graph import Graph
from groundrule.harness import Example, examples, mismatches
from groundrule.loading import load_alone
from groundrule.registry import bundled, load

FIXTURES = Path(__file__).parent.parent / "fixtures"
POLICIES = load([bundled()])


def name(example: Example) -> str:
    return f"{example.policy}-{example.path.name}"


def graphs(path: Path) -> Iterable[Graph]:
    return load_alone(path)


@pytest.mark.parametrize("example", examples(FIXTURES), ids=name)
def test_example_holds(example: Example) -> None:
    assert list(mismatches(example, POLICIES, graphs)) == []
