"""AWS CodeBuild."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::CodeBuild::Project": Row("aws_codebuild_project", names={"CloudWatchLogs": "cloudwatch_logs"}),
}
