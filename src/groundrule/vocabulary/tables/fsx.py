"""Amazon FSx: one type for what are four in Terraform."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::FSx::FileSystem": Row("aws_fsx_file_system"),
}
