"""Amazon Timestream."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::Timestream::Database": Row("aws_timestreamwrite_database"),
}
