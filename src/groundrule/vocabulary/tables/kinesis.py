"""Kinesis Data Streams."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::Kinesis::Stream": Row(
        "aws_kinesis_stream",
        {"encryption_type": "StreamEncryption.EncryptionType", "kms_key_id": "StreamEncryption.KeyId"},
    ),
}
