"""Amazon EFS."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Companion, Row

ROWS: Final[dict[str, Row]] = {
    "AWS::EFS::FileSystem": Row(
        "aws_efs_file_system",
        names={"FileSystemTags": "tags"},
        companions=(
            Companion("aws_efs_backup_policy", "BackupPolicy", "file_system_id", {"backup_policy": ""}),
            Companion("aws_efs_file_system_policy", "FileSystemPolicy", "file_system_id", {"policy": ""}),
        ),
    ),
}
