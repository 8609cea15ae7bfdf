"""Amazon EC2: public addresses."""

from collections.abc import Iterator

from groundrule.policy import HIGH, MEDIUM, Attribute, Category, Resource, Verdict, eased_where_apart, policy


def _private(holder: Attribute | Resource) -> Verdict:
    detail = "`{name}` gives the machine a public address"
    address = holder["associate_public_ip_address"]
    return address.must(~address.is_(expected=True), detail, remedy="set `{name}` to false")


@policy(
    id="ec2-public-address",
    severity=HIGH,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20",),
    aliases=("CKV_AWS_88", "CKV_AWS_389", "AWS-0009", "5a2486aa-facf-477d-a5c1-b010789459ce"),
    resources=("aws_instance", "aws_launch_template", "aws_launch_configuration"),
)
def ec2_public_address(machine: Resource) -> Iterator[Verdict]:
    """Instance gets a public address.

    Only its security groups then stand between it and the internet. An instance that says nothing follows its
    subnet, which has a policy of its own; one that names no subnet either has another. It is less
    severe where its subnets have no route to an internet gateway.

    Fix:
        Put the instance in a private subnet, behind a load balancer or a NAT gateway, and reach it through
        Session Manager.

    Sources:
        https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-9
        https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html
    """
    verdicts = [_private(machine)]
    for name in ("network_interfaces", "network_interface"):
        verdicts += machine[name].each(_private)
    yield from (eased_where_apart(machine, verdict, MEDIUM) for verdict in verdicts)


@policy(
    id="subnet-assigns-public-addresses",
    severity=MEDIUM,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20",),
    aliases=(
        "CKV_AWS_130",
        "AWS-0164",
        "52f04a44-6bfa-4c41-b1d3-4ae99a2de05c",
        "b3de4e4c-14be-4159-b99d-9ad194365e4c",
    ),
    resources=("aws_subnet",),
    default=False,
)
def subnet_assigns_public_addresses(subnet: Resource) -> Verdict:
    """Subnet gives every instance a public address.

    An instance becomes reachable from the internet without anybody having asked for it. Load balancers and NAT
    gateways in a public subnet have their addresses anyway.

    Fix:
        Set `map_public_ip_on_launch` to false, and ask for an address where an instance needs one.

    Sources:
        https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-15
        https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html
    """
    mapped = subnet["map_public_ip_on_launch"]
    return mapped.must(~mapped.is_(expected=True), expected="`false`", remedy="set `{name}` to false")
