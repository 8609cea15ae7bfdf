"""Amazon GameLift Servers."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::GameLift::Fleet": Row("aws_gamelift_fleet", names={"EC2InboundPermissions": "ec2_inbound_permission"}),
}
