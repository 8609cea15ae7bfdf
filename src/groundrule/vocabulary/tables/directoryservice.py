"""AWS Directory Service."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::DirectoryService::MicrosoftAD": Row("aws_directory_service_directory"),
    "AWS::DirectoryService::SimpleAD": Row("aws_directory_service_directory"),
}
