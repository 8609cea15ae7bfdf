"""Amazon EventBridge."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Companion, Row

ROWS: Final[dict[str, Row]] = {
    "AWS::Events::Rule": Row(
        "aws_cloudwatch_event_rule",
        companions=(Companion("aws_cloudwatch_event_target", "Targets", "rule", each=True),),
    ),
}
