"""AWS Glue."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::Glue::Crawler": Row("aws_glue_crawler", names={"CrawlerSecurityConfiguration": "security_configuration"}),
    "AWS::Glue::DataCatalogEncryptionSettings": Row("aws_glue_data_catalog_encryption_settings"),
    "AWS::Glue::SecurityConfiguration": Row(
        "aws_glue_security_configuration",
        names={
            "CloudWatchEncryption": "cloudwatch_encryption",
            "CloudWatchEncryptionMode": "cloudwatch_encryption_mode",
            "S3Encryptions": "s3_encryption",
        },
    ),
}
