"""AWS CloudTrail."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::CloudTrail::EventDataStore": Row("aws_cloudtrail_event_data_store"),
    "AWS::CloudTrail::Trail": Row(
        "aws_cloudtrail",
        names={
            "KMSKeyId": "kms_key_id",
            "EnableLogFileValidation": "enable_log_file_validation",
            "IsLogging": "enable_logging",
            "CloudWatchLogsLogGroupArn": "cloud_watch_logs_group_arn",
            "CloudWatchLogsRoleArn": "cloud_watch_logs_role_arn",
            "EventSelectors": "event_selector",
            "DataResources": "data_resource",
            "AdvancedEventSelectors": "advanced_event_selector",
            "FieldSelectors": "field_selector",
        },
    ),
}
