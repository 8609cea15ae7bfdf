"""Amazon DynamoDB."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::DynamoDB::GlobalTable": Row(
        "aws_dynamodb_table",
        {
            "server_side_encryption": "SSESpecification",
            "point_in_time_recovery": "Replicas.0.PointInTimeRecoverySpecification",
        },
        names={"SSEEnabled": "enabled", "SSEType": "sse_type", "KMSMasterKeyId": "kms_key_arn"},
    ),
    "AWS::DynamoDB::Table": Row(
        "aws_dynamodb_table",
        {
            "server_side_encryption": "SSESpecification",
            "point_in_time_recovery": "PointInTimeRecoverySpecification",
        },
        names={
            "SSEEnabled": "enabled",
            "PointInTimeRecoveryEnabled": "enabled",
            "KMSMasterKeyId": "kms_key_arn",
            "TableName": "name",
        },
    ),
}
