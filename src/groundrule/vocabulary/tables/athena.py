"""Amazon Athena."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::Athena::WorkGroup": Row(
        "aws_athena_workgroup",
        names={
            "WorkGroupConfiguration": "configuration",
            "EnforceWorkGroupConfiguration": "enforce_workgroup_configuration",
        },
    ),
}
