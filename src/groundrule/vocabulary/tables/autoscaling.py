"""EC2 Auto Scaling."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::AutoScaling::AutoScalingGroup": Row("aws_autoscaling_group", names={"Tags": "tag"}),
    "AWS::AutoScaling::LaunchConfiguration": Row(
        "aws_launch_configuration",
        names={
            "BlockDeviceMappings": "ebs_block_device",
            "AssociatePublicIpAddress": "associate_public_ip_address",
        },
    ),
}
