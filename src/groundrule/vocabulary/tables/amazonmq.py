"""Amazon MQ."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::AmazonMQ::Broker": Row("aws_mq_broker", names={"Users": "user"}),
}
