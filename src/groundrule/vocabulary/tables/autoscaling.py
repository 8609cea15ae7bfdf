"""EC2 Auto Scaling."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::AutoScaling::AutoScalingGroup": Row(
        "aws_autoscaling_group",
        names={
            "AutoScalingGroupName": "name",
            "LaunchConfigurationName": "launch_configuration",
            "LoadBalancerNames": "load_balancers",
            "Tags": "tag",
            "TargetGroupARNs": "target_group_arns",
        },
    ),
    "AWS::AutoScaling::LaunchConfiguration": Row(
        "aws_launch_configuration",
        names={
            "BlockDeviceMappings": "ebs_block_device",
            "AssociatePublicIpAddress": "associate_public_ip_address",
        },
    ),
}
