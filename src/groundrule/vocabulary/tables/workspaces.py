"""Amazon WorkSpaces."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::WorkSpaces::Workspace": Row(
        "aws_workspaces_workspace", names={"VolumeEncryptionKey": "volume_encryption_key"}
    ),
}
