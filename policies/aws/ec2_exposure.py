"""Amazon EC2: instances that routes, roles and addresses tie to the internet."""

from collections.abc import Iterator

from groundrule.policy import (
    LOW,
    MEDIUM,
    Attribute,
    Category,
    Resource,
    Truth,
    Verdict,
    all_of,
    is_public,
    policy,
)


def _interfaces(machine: Resource) -> Iterator[Resource | Attribute]:
    """Where an instance may say its subnet: itself, and its network interfaces."""
    yield machine
    blocks = machine["network_interface"]
    count = len(blocks.data) if isinstance(blocks.data, list) else 0
    yield from (blocks[index] for index in range(count))


def _subnets(machine: Resource) -> list[Resource]:
    return [subnet for item in _interfaces(machine) for subnet in item["subnet_id"].targets("aws_subnet")]


def _address(machine: Resource, subnet: Resource) -> Truth:
    """Whether an instance gets a public address in a subnet."""
    for item in _interfaces(machine):
        if subnet in item["subnet_id"].targets("aws_subnet"):
            asked = item["associate_public_ip_address"]
            return asked.is_(expected=True) if asked.written else subnet["map_public_ip_on_launch"].is_(expected=True)
    return Truth.FALSE


@policy(
    id="subnet-exposes-instance",
    severity=MEDIUM,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20",),
    aliases=("c44c95fc-ae92-4bb8-bdf8-bb9bc412004a",),
    resources=("aws_subnet",),
    default=False,
)
def subnet_exposes_instance(subnet: Resource) -> Iterator[Verdict]:
    """Subnet connects an instance that has a public address with the internet.

    The route to an internet gateway and the public address together make the instance reachable from everywhere
    that its security groups allow.

    Fix:
        Move the instance to a subnet whose default route leads to a NAT gateway, or take its public address away.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
        https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
    """
    public = is_public(subnet)
    if public is Truth.FALSE:
        return
    for machine in subnet.others("aws_instance"):
        if subnet in _subnets(machine):
            exposed = public & _address(machine, subnet)
            yield subnet.decide(~exposed, f"the internet reaches `{machine.address}` in it")


@policy(
    id="ec2-role-shared-with-public-subnet",
    severity=MEDIUM,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08", "CUIMC-04"),
    aliases=("c53c7a89-f9d7-4c7b-8b66-8a555be99593",),
    resources=("aws_instance",),
    default=False,
)
def ec2_role_shared_with_public_subnet(machine: Resource) -> Verdict | None:
    """Instance in a public subnet has the same role as one in a private subnet.

    Whoever breaks into the one that the internet reaches then acts with the permissions that the other needs.

    Fix:
        Give the instance in the public subnet an instance profile of its own.

    Sources:
        https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html
        https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
    """
    profile = machine["iam_instance_profile"]
    here = [is_public(subnet) for subnet in _subnets(machine)]
    if not here or all(public is Truth.FALSE for public in here):
        return None
    verdicts = [
        profile.decide(~here[0] | is_public(subnet), f"`{other.address}` in a private subnet has the same role")
        for other in machine.others("aws_instance")
        if other != machine and _same_profile(profile, other["iam_instance_profile"])
        for subnet in _subnets(other)
    ]
    return all_of(verdicts) if verdicts else machine.allow()


def _same_profile(one: Attribute, other: Attribute) -> bool:
    """Whether two instances name the same profile, by its name or by the resource."""
    if one.text is not None:
        return one.text == other.text
    targets = one.targets("aws_iam_instance_profile")
    return bool(targets) and targets == other.targets("aws_iam_instance_profile")


@policy(
    id="elastic-ip-unattached",
    severity=LOW,
    category=Category.HYGIENE,
    requirements=("CUIMC-19",),
    aliases=("CKV2_AWS_19",),
    resources=("aws_eip",),
    default=False,
)
def elastic_ip_unattached(address: Resource) -> Verdict:
    """Elastic IP address is attached to nothing.

    It costs money, and a name that points at it leads nowhere. An address given to a network interface is
    attached, whatever the interface belongs to, and also where the interface stands in another root.

    Fix:
        Attach the address to an instance, an interface, a NAT gateway or a server, or release it.

    Sources:
        https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-12
    """
    used = (
        address["instance"].is_set()
        | address["network_interface"].is_set()
        | address.companions("aws_eip_association", "aws_nat_gateway", by="allocation_id").exist
        | address.companions("aws_eip_association", by="public_ip").exist
        | _serves_transfer(address)
        | _serves_balancer(address)
    )
    return address.decide(used, "nothing uses the address")


def _serves_transfer(address: Resource) -> Truth:
    servers = address.others("aws_transfer_server")
    named = [item for server in servers for item in server["endpoint_details"]["address_allocation_ids"].targets()]
    return Truth.of(address in named)


def _serves_balancer(address: Resource) -> Truth:
    blocks = [balancer["subnet_mapping"] for balancer in address.others("aws_lb", "aws_alb")]
    return Truth.of(any(address in block.targets() for block in blocks))
