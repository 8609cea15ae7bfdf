"""DynamoDB Accelerator."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::DAX::Cluster": Row(
        "aws_dax_cluster",
        {"server_side_encryption": "SSESpecification"},
        names={"SSEEnabled": "enabled", "IAMRoleARN": "iam_role_arn"},
    ),
}
