"""Alarms on what CloudTrail tells of networks."""

from groundrule.policy import LOW, Category, Resource, Verdict, api_calls, must_alarm, policy

_SECURITY_GROUPS = api_calls(
    "ec2",
    "AuthorizeSecurityGroupEgress",
    "AuthorizeSecurityGroupIngress",
    "CreateSecurityGroup",
    "DeleteSecurityGroup",
    "RevokeSecurityGroupEgress",
    "RevokeSecurityGroupIngress",
)
_NETWORK_ACLS = api_calls(
    "ec2",
    "CreateNetworkAcl",
    "CreateNetworkAclEntry",
    "DeleteNetworkAcl",
    "DeleteNetworkAclEntry",
    "ReplaceNetworkAclAssociation",
    "ReplaceNetworkAclEntry",
)
_GATEWAYS = api_calls(
    "ec2",
    "AttachInternetGateway",
    "CreateCustomerGateway",
    "CreateInternetGateway",
    "DeleteCustomerGateway",
    "DeleteInternetGateway",
    "DetachInternetGateway",
)
_ROUTES = api_calls(
    "ec2",
    "CreateRoute",
    "CreateRouteTable",
    "DeleteRoute",
    "DeleteRouteTable",
    "DisassociateRouteTable",
    "ReplaceRoute",
    "ReplaceRouteTableAssociation",
)
_VPCS = api_calls(
    "ec2",
    "AcceptVpcPeeringConnection",
    "CreateVpc",
    "CreateVpcPeeringConnection",
    "DeleteVpc",
    "DeleteVpcPeeringConnection",
    "ModifyVpcAttribute",
    "RejectVpcPeeringConnection",
)


@policy(
    id="security-group-change-unalarmed",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-02", "CUIMC-17", "CUIMC-22"),
    aliases=("AWS-0156", "4beaf898-9f8b-4237-89e2-5ffdc7ee6006"),
    resources=("aws_cloudtrail",),
    default=False,
)
def security_group_change_unalarmed(trail: Resource) -> Verdict | None:
    """No alarm tells of changes to security groups.

    A rule that is added by hand can open a server to everybody.

    Fix:
        Add a metric filter to the trail's log group that matches the calls that make, delete, open and
        close security groups, and an alarm with an action on its metric.

    Sources:
        https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
    """
    return must_alarm(trail, "changes to security groups", _SECURITY_GROUPS)


@policy(
    id="network-acl-change-unalarmed",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-02", "CUIMC-17"),
    aliases=("AWS-0157", "0a8e8dc5-b6fc-44fc-b5a1-969ec950f9b0"),
    resources=("aws_cloudtrail",),
    default=False,
)
def network_acl_change_unalarmed(trail: Resource) -> Verdict | None:
    """No alarm tells of changes to network ACLs.

    Network ACLs are the second line around a subnet; a change takes it away without a sound.

    Fix:
        Add a metric filter to the trail's log group that matches the calls that change network ACLs and
        their entries, and an alarm with an action on its metric.

    Sources:
        https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
    """
    return must_alarm(trail, "changes to network ACLs", _NETWORK_ACLS)


@policy(
    id="network-gateway-change-unalarmed",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-02", "CUIMC-17"),
    aliases=("AWS-0158", "6b6874fe-4c2f-4eea-8b90-7cceaa4a125e"),
    resources=("aws_cloudtrail",),
    default=False,
)
def network_gateway_change_unalarmed(trail: Resource) -> Verdict | None:
    """No alarm tells of changes to network gateways.

    A gateway joins a private network to the internet or to another site.

    Fix:
        Add a metric filter to the trail's log group that matches the calls that make, delete, attach and
        detach gateways, and an alarm with an action on its metric.

    Sources:
        https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
    """
    return must_alarm(trail, "changes to network gateways", _GATEWAYS)


@policy(
    id="route-table-change-unalarmed",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-02", "CUIMC-17"),
    aliases=("AWS-0159", "2285e608-ddbc-47f3-ba54-ce7121e31216"),
    resources=("aws_cloudtrail",),
    default=False,
)
def route_table_change_unalarmed(trail: Resource) -> Verdict | None:
    """No alarm tells of changes to route tables.

    A route decides where traffic goes: past an inspection, or out to the internet.

    Fix:
        Add a metric filter to the trail's log group that matches the calls that change routes and route
        tables, and an alarm with an action on its metric.

    Sources:
        https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
    """
    return must_alarm(trail, "changes to route tables", _ROUTES)


@policy(
    id="vpc-change-unalarmed",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-02", "CUIMC-17"),
    aliases=("AWS-0160", "9d0d4512-1959-43a2-a17f-72360ff06d1b"),
    resources=("aws_cloudtrail",),
    default=False,
)
def vpc_change_unalarmed(trail: Resource) -> Verdict | None:
    """No alarm tells of changes to VPCs.

    A peering connection joins two networks that were apart. ClassicLink is not asked for: AWS has retired it.

    Fix:
        Add a metric filter to the trail's log group that matches the calls that change VPCs and their
        peering connections, and an alarm with an action on its metric.

    Sources:
        https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
    """
    return must_alarm(trail, "changes to VPCs", _VPCS)
