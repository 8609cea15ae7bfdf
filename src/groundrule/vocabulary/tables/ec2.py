"""Amazon EC2 and VPC."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

_RULE_NAMES: Final = {
    "CidrIp": "cidr_blocks",
    "CidrIpv6": "ipv6_cidr_blocks",
    "IpProtocol": "protocol",
    "SourceSecurityGroupId": "security_groups",
    "SourceSecurityGroupName": "security_groups",
    "DestinationSecurityGroupId": "security_groups",
    "SourcePrefixListId": "prefix_list_ids",
    "DestinationPrefixListId": "prefix_list_ids",
}
ROWS: Final[dict[str, Row]] = {
    "AWS::EC2::Instance": Row(
        "aws_instance",
        {"ebs_block_device": "BlockDeviceMappings", "network_interface": "NetworkInterfaces"},
        names={"SecurityGroupIds": "vpc_security_group_ids"},
    ),
    "AWS::EC2::LaunchTemplate": Row(
        "aws_launch_template",
        {
            "block_device_mappings": "LaunchTemplateData.BlockDeviceMappings",
            "network_interfaces": "LaunchTemplateData.NetworkInterfaces",
            "metadata_options": "LaunchTemplateData.MetadataOptions",
            "user_data": "LaunchTemplateData.UserData",
            "image_id": "LaunchTemplateData.ImageId",
            "vpc_security_group_ids": "LaunchTemplateData.SecurityGroupIds",
            "monitoring": "LaunchTemplateData.Monitoring",
        },
    ),
    "AWS::EC2::NetworkAcl": Row("aws_network_acl"),
    "AWS::EC2::NetworkAclEntry": Row(
        "aws_network_acl_rule",
        {"from_port": "PortRange.From", "to_port": "PortRange.To"},
        names={"Ipv6CidrBlock": "ipv6_cidr_block", "RuleAction": "rule_action", "RuleNumber": "rule_number"},
    ),
    "AWS::EC2::SecurityGroup": Row(
        "aws_security_group",
        names={
            **_RULE_NAMES,
            "SecurityGroupIngress": "ingress",
            "SecurityGroupEgress": "egress",
            "GroupDescription": "description",
            "GroupName": "name",
        },
    ),
    "AWS::EC2::SecurityGroupEgress": Row(
        "aws_security_group_rule",
        names={**_RULE_NAMES, "GroupId": "security_group_id"},
        constants={"type": "egress"},
    ),
    "AWS::EC2::SecurityGroupIngress": Row(
        "aws_security_group_rule",
        names={
            **_RULE_NAMES,
            "GroupId": "security_group_id",
            "GroupName": "security_group_id",
            "SourceSecurityGroupId": "source_security_group_id",
        },
        constants={"type": "ingress"},
    ),
    "AWS::EC2::VPCEndpoint": Row("aws_vpc_endpoint", names={"PolicyDocument": "policy"}),
    "AWS::EC2::Volume": Row("aws_ebs_volume", names={"VolumeType": "type"}),
}
