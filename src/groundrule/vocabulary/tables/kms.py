"""AWS KMS."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::KMS::Key": Row(
        "aws_kms_key",
        names={
            "Enabled": "is_enabled",
            "KeyPolicy": "policy",
            "KeySpec": "customer_master_key_spec",
            "PendingWindowInDays": "deletion_window_in_days",
        },
    ),
}
