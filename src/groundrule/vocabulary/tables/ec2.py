"""Amazon EC2 and VPC."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Companion, Row

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
_INTERFACE_NAMES: Final = {"GroupSet": "security_groups", "Groups": "security_groups"}
_TEMPLATE_DATA: Final = {
    "block_device_mappings": "BlockDeviceMappings",
    "network_interfaces": "NetworkInterfaces",
    "metadata_options": "MetadataOptions",
    "user_data": "UserData",
    "image_id": "ImageId",
    "vpc_security_group_ids": "SecurityGroupIds",
    "monitoring": "Monitoring",
    "iam_instance_profile": "IamInstanceProfile",
}
ROWS: Final[dict[str, Row]] = {
    "AWS::EC2::EIP": Row("aws_eip", {"instance": "InstanceId"}),
    "AWS::EC2::EIPAssociation": Row("aws_eip_association", names={"EIP": "public_ip"}),
    "AWS::EC2::FlowLog": Row("aws_flow_log", {"vpc_id": "ResourceId", "resource_type": "ResourceType"}),
    "AWS::EC2::Instance": Row(
        "aws_instance",
        {"ami": "ImageId"},
        names={
            "BlockDeviceMappings": "ebs_block_device",
            "NetworkInterfaces": "network_interface",
            "SecurityGroupIds": "vpc_security_group_ids",
            **_INTERFACE_NAMES,
        },
        companions=(
            Companion("aws_volume_attachment", "Volumes", "instance_id", {"volume_id": "VolumeId"}, each=True),
        ),
    ),
    "AWS::EC2::InternetGateway": Row("aws_internet_gateway"),
    "AWS::EC2::LaunchTemplate": Row(
        "aws_launch_template",
        {name: f"LaunchTemplateData.{path}" for name, path in _TEMPLATE_DATA.items()},
        names=_INTERFACE_NAMES,
    ),
    "AWS::EC2::NatGateway": Row("aws_nat_gateway"),
    "AWS::EC2::NetworkAcl": Row("aws_network_acl"),
    "AWS::EC2::NetworkAclEntry": Row(
        "aws_network_acl_rule",
        {"from_port": "PortRange.From", "to_port": "PortRange.To"},
        names={"Ipv6CidrBlock": "ipv6_cidr_block", "RuleAction": "rule_action", "RuleNumber": "rule_number"},
    ),
    "AWS::EC2::NetworkInterface": Row("aws_network_interface", names=_INTERFACE_NAMES),
    "AWS::EC2::PrefixList": Row("aws_ec2_managed_prefix_list", names={"Entries": "entry"}),
    "AWS::EC2::Route": Row("aws_route"),
    "AWS::EC2::RouteTable": Row("aws_route_table"),
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
    "AWS::EC2::Subnet": Row("aws_subnet"),
    "AWS::EC2::SubnetNetworkAclAssociation": Row("aws_network_acl_association"),
    "AWS::EC2::SubnetRouteTableAssociation": Row("aws_route_table_association"),
    "AWS::EC2::TransitGateway": Row("aws_ec2_transit_gateway"),
    "AWS::EC2::Volume": Row("aws_ebs_volume", names={"VolumeType": "type"}),
    "AWS::EC2::VolumeAttachment": Row("aws_volume_attachment"),
    "AWS::EC2::VPC": Row("aws_vpc"),
    "AWS::EC2::VPCEndpoint": Row("aws_vpc_endpoint", names={"PolicyDocument": "policy"}),
    "AWS::EC2::VPCEndpointService": Row("aws_vpc_endpoint_service"),
    "AWS::EC2::VPCGatewayAttachment": Row("aws_internet_gateway_attachment"),
    "AWS::EC2::VPNGateway": Row("aws_vpn_gateway"),
}
