"""Amazon Data Lifecycle Manager."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::DLM::LifecyclePolicy": Row(
        "aws_dlm_lifecycle_policy",
        names={"Actions": "action", "Schedules": "schedule", "CrossRegionCopyRules": "cross_region_copy_rule"},
    ),
}
