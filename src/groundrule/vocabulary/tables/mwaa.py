"""Amazon Managed Workflows for Apache Airflow."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::MWAA::Environment": Row("aws_mwaa_environment"),
}
