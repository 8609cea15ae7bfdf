"""AWS IoT."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::IoT::Policy": Row("aws_iot_policy", names={"PolicyDocument": "policy"}),
}
