"""Amazon ECS."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::ECS::TaskDefinition": Row(
        "aws_ecs_task_definition",
        names={
            "Volumes": "volume",
            "EFSVolumeConfiguration": "efs_volume_configuration",
            "FilesystemId": "file_system_id",
        },
    ),
}
