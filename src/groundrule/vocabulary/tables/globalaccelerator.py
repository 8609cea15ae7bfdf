"""AWS Global Accelerator."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::GlobalAccelerator::Accelerator": Row(
        "aws_globalaccelerator_accelerator", {"attributes.flow_logs_enabled": "FlowLogsEnabled"}
    ),
}
