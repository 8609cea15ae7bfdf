"""Amazon Neptune."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row
from groundrule.vocabulary.tables.rds import CLUSTER, DATABASE

ROWS: Final[dict[str, Row]] = {
    "AWS::Neptune::DBCluster": Row(
        "aws_neptune_cluster",
        {"kms_key_arn": "KmsKeyId"},
        names={**CLUSTER, "EnableCloudwatchLogsExports": "enable_cloudwatch_logs_exports"},
    ),
    "AWS::Neptune::DBInstance": Row(
        "aws_neptune_cluster_instance", names={**DATABASE, "DBSubnetGroupName": "neptune_subnet_group_name"}
    ),
    "AWS::Neptune::DBSubnetGroup": Row("aws_neptune_subnet_group", names={"DBSubnetGroupName": "name"}),
}
