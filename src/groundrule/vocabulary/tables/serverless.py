"""AWS SAM."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::Serverless::Function": Row("aws_lambda_function"),
    "AWS::Serverless::SimpleTable": Row("aws_dynamodb_table", {"server_side_encryption": "SSESpecification"}),
}
