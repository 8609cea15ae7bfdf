"""Amazon SNS."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Companion, Row

ROWS: Final[dict[str, Row]] = {
    "AWS::SNS::Topic": Row(
        "aws_sns_topic",
        names={"TopicName": "name"},
        companions=(Companion("aws_sns_topic_subscription", "Subscription", "topic_arn", each=True),),
    ),
    "AWS::SNS::TopicPolicy": Row("aws_sns_topic_policy", names={"PolicyDocument": "policy", "Topics": "arn"}),
    "AWS::SNS::TopicInlinePolicy": Row("aws_sns_topic_policy", names={"PolicyDocument": "policy", "TopicArn": "arn"}),
}
