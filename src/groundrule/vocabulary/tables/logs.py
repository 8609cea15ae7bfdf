"""CloudWatch Logs."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::Logs::Delivery": Row("aws_cloudwatch_log_delivery"),
    "AWS::Logs::DeliverySource": Row("aws_cloudwatch_log_delivery_source"),
    "AWS::Logs::LogGroup": Row("aws_cloudwatch_log_group", names={"LogGroupName": "name"}),
}
