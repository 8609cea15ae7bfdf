"""Amazon SQS."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::SQS::Queue": Row("aws_sqs_queue", names={"QueueName": "name"}),
    "AWS::SQS::QueuePolicy": Row("aws_sqs_queue_policy", names={"PolicyDocument": "policy", "Queues": "queue_url"}),
    "AWS::SQS::QueueInlinePolicy": Row(
        "aws_sqs_queue_policy", names={"PolicyDocument": "policy", "Queue": "queue_url"}
    ),
}
