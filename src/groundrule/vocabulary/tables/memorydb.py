"""Amazon MemoryDB."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::MemoryDB::Cluster": Row(
        "aws_memorydb_cluster", names={"ClusterName": "name", "KmsKeyId": "kms_key_arn", "TLSEnabled": "tls_enabled"}
    ),
}
