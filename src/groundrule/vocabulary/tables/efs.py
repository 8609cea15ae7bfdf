"""Amazon EFS."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::EFS::FileSystem": Row("aws_efs_file_system"),
}
