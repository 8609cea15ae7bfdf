"""Application Auto Scaling."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::ApplicationAutoScaling::ScalableTarget": Row("aws_appautoscaling_target"),
    "AWS::ApplicationAutoScaling::ScalingPolicy": Row("aws_appautoscaling_policy"),
}
