"""Amazon MSK."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::MSK::Cluster": Row(
        "aws_msk_cluster", names={"CloudWatchLogs": "cloudwatch_logs", "DataVolumeKMSKeyId": "data_volume_kms_key_id"}
    ),
}
