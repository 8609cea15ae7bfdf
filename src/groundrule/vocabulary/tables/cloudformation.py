"""AWS CloudFormation."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::CloudFormation::Stack": Row("aws_cloudformation_stack", names={"NotificationARNs": "notification_arns"}),
    "AWS::CloudFormation::StackSet": Row("aws_cloudformation_stack_set"),
}
