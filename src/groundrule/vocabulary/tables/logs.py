"""CloudWatch Logs."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::Logs::Delivery": Row("aws_cloudwatch_log_delivery"),
    "AWS::Logs::DeliverySource": Row("aws_cloudwatch_log_delivery_source"),
    "AWS::Logs::Destination": Row(
        "aws_cloudwatch_log_destination_policy",
        names={"DestinationName": "destination_name", "DestinationPolicy": "access_policy"},
    ),
    "AWS::Logs::LogGroup": Row("aws_cloudwatch_log_group", names={"LogGroupName": "name"}),
    "AWS::Logs::MetricFilter": Row(
        "aws_cloudwatch_log_metric_filter",
        {"log_group_name": "LogGroupName"},
        names={
            "FilterName": "name",
            "FilterPattern": "pattern",
            "MetricTransformations": "metric_transformation",
            "MetricName": "name",
            "MetricNamespace": "namespace",
            "MetricValue": "value",
        },
    ),
}
