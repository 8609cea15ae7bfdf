"""AWS Database Migration Service."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::DMS::Endpoint": Row(
        "aws_dms_endpoint", names={"MongoDbSettings": "mongodb_settings", "KmsKeyId": "kms_key_arn"}
    ),
    "AWS::DMS::ReplicationInstance": Row(
        "aws_dms_replication_instance",
        names={"KmsKeyId": "kms_key_arn", "ReplicationSubnetGroupIdentifier": "replication_subnet_group_id"},
    ),
    "AWS::DMS::ReplicationSubnetGroup": Row(
        "aws_dms_replication_subnet_group",
        names={"ReplicationSubnetGroupIdentifier": "replication_subnet_group_id"},
    ),
}
