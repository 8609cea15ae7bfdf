"""Amazon CloudWatch."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::CloudWatch::Alarm": Row("aws_cloudwatch_metric_alarm", names={"AlarmName": "alarm_name"}),
}
