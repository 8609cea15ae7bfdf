"""AWS Step Functions."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::StepFunctions::StateMachine": Row(
        "aws_sfn_state_machine",
        names={"StateMachineName": "name", "StateMachineType": "type", "Destinations": "log_destination"},
    ),
}
