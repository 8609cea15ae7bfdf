"""Every control that other linters have for AWS is answered by a policy, or declined with a reason."""

import csv
from pathlib import Path

import pytest

from groundrule.registry import bundled, load

ROOT = Path(__file__).parent.parent
ALIASES = {alias for policy in load([bundled()]) for alias in policy.aliases}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CONTROLS = {row["control"]: row["ids"].split() for row in rows(ROOT / "tests" / "data" / "aws-controls.csv")}
DECLINED = rows(ROOT / "docs" / "declined.csv")
DECLINED_IDS = {identity for row in DECLINED for identity in row["ids"].split()}


@pytest.mark.parametrize("control", CONTROLS)
def test_a_control_is_answered_or_declined(control: str) -> None:
    assert not set(CONTROLS[control]) - ALIASES - DECLINED_IDS


@pytest.mark.parametrize("row", DECLINED, ids=lambda row: row["control"])
def test_what_is_declined_has_a_reason_and_no_policy(row: dict[str, str]) -> None:
    assert row["control"] in CONTROLS
    assert set(row["ids"].split()) <= set(CONTROLS[row["control"]])
    assert not set(row["ids"].split()) & ALIASES
    assert row["reason"].endswith(".")
