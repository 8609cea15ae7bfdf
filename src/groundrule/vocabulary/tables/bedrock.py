"""Amazon Bedrock."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::Bedrock::Agent": Row("aws_bedrockagent_agent"),
}
