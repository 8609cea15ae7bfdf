"""AWS Lambda."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::Lambda::Function": Row("aws_lambda_function"),
    "AWS::Lambda::Permission": Row("aws_lambda_permission"),
    "AWS::Lambda::Url": Row(
        "aws_lambda_function_url", names={"AuthType": "authorization_type", "TargetFunctionArn": "function_name"}
    ),
}
