"""Amazon DynamoDB."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Companion, Row

ROWS: Final[dict[str, Row]] = {
    "AWS::DynamoDB::GlobalTable": Row(
        "aws_dynamodb_table",
        {"server_side_encryption": "SSESpecification"},
        names={"SSEEnabled": "enabled", "SSEType": "sse_type", "TableName": "name"},
        companions=(
            Companion(
                "aws_dynamodb_table_replica",
                "Replicas",
                "global_table_arn",
                {
                    "kms_key_arn": "SSESpecification.KMSMasterKeyId",
                    "region_name": "Region",
                    "tags": "Tags",
                    "point_in_time_recovery": "PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled",
                },
                each=True,
            ),
        ),
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
