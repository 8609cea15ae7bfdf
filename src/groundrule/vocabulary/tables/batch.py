"""AWS Batch."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::Batch::JobDefinition": Row("aws_batch_job_definition"),
}
