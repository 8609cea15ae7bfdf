"""AWS AppSync."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::AppSync::ApiCache": Row("aws_appsync_api_cache"),
    "AWS::AppSync::GraphQLApi": Row(
        "aws_appsync_graphql_api", names={"CloudWatchLogsRoleArn": "cloudwatch_logs_role_arn"}
    ),
}
