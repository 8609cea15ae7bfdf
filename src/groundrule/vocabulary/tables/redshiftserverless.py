"""Amazon Redshift Serverless."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::RedshiftServerless::Namespace": Row("aws_redshiftserverless_namespace"),
    "AWS::RedshiftServerless::Workgroup": Row("aws_redshiftserverless_workgroup"),
}
