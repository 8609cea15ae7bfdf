"""Amazon Data Firehose."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::KinesisFirehose::DeliveryStream": Row(
        "aws_kinesis_firehose_delivery_stream",
        {
            "server_side_encryption": "DeliveryStreamEncryptionConfigurationInput",
            "kinesis_source_configuration": "KinesisStreamSourceConfiguration",
            "msk_source_configuration": "MSKSourceConfiguration",
        },
    ),
}
