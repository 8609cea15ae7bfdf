"""Amazon VPC: what a network has."""

from groundrule.policy import LOW, MEDIUM, Category, Resource, Verdict, policy

_GATEWAYS = ("aws_internet_gateway", "aws_vpn_gateway", "aws_internet_gateway_attachment", "aws_vpn_gateway_attachment")
_MOST_GATEWAYS = 3


@policy(
    id="vpc-without-flow-log",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-02",),
    aliases=(
        "CKV2_AWS_11",
        "AWS-0178",
        "f83121ea-03da-434f-9277-9cd247ab3047",
        "f6d299d2-21eb-41cc-b1e1-fe12d857500b",
    ),
    resources=("aws_vpc",),
    default=False,
)
def vpc_without_flow_log(network: Resource) -> Verdict:
    """Network has no flow log.

    Who talked to whom cannot be told after an incident. A log that another root makes is not seen here.

    Fix:
        Add an `aws_flow_log` for the network.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-6
    """
    return network.companions("aws_flow_log", by="vpc_id").must_exist("no flow log records its traffic")


@policy(
    id="vpc-without-subnet",
    severity=LOW,
    category=Category.HYGIENE,
    requirements=("CUIMC-09",),
    aliases=("3b3b4411-ad1f-40e7-b257-a78a6bb9673a",),
    resources=("aws_vpc",),
    default=False,
)
def vpc_without_subnet(network: Resource) -> Verdict:
    """Network has no subnet.

    Nothing can run in it, so that it is left over or unfinished.

    Fix:
        Add subnets, or remove the network.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html
    """
    return network.companions("aws_subnet", by="vpc_id").must_exist("it has no subnet")


@policy(
    id="vpc-with-many-gateways",
    severity=LOW,
    category=Category.HYGIENE,
    requirements=("CUIMC-20",),
    aliases=("97e94d17-e2c7-4109-a53b-6536ac1bb64e",),
    resources=("aws_vpc",),
    default=False,
)
def vpc_with_many_gateways(network: Resource) -> Verdict:
    """Network has more than three gateways.

    Every gateway is a way in. A network can have one internet gateway and one of a private network at a time.

    Fix:
        Attach the gateways that are needed, and remove the others.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
    """
    gateways = network.companions(*_GATEWAYS, by="vpc_id")
    if len(gateways.sure) > _MOST_GATEWAYS:
        return network.deny(f"{len(gateways.sure)} gateways are attached to it")
    if len(gateways.sure) + len(gateways.maybe) > _MOST_GATEWAYS:
        return network.unknown(gateways.maybe[0][1], "more than three gateways may be attached to it")
    return network.allow()


@policy(
    id="vpc-without-network-firewall",
    severity=LOW,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20",),
    aliases=("fd632aaf-b8a1-424d-a4d1-0de22fd3247a", "3e293410-d5b8-411f-85fd-7d26294f20c9"),
    resources=("aws_vpc",),
    default=False,
)
def vpc_without_network_firewall(network: Resource) -> Verdict:
    """Network has no network firewall.

    Security groups know addresses and ports; only a firewall looks into the traffic and stops what is known to be
    bad.

    Fix:
        Add an `aws_networkfirewall_firewall` for the network, or route through one that is central.

    Sources:
        https://docs.aws.amazon.com/network-firewall/latest/developerguide/what-is-aws-network-firewall.html
    """
    return network.companions("aws_networkfirewall_firewall", by="vpc_id").must_exist("no network firewall is in it")
