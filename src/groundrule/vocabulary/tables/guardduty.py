"""Amazon GuardDuty."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::GuardDuty::Detector": Row("aws_guardduty_detector"),
}
