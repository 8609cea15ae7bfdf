"""Routes, and what networks of others they lead to."""

from collections.abc import Iterator

from groundrule.policy import LOW, MEDIUM, Category, Resource, Truth, Verdict, policy, routes

_ROUTES = ("aws_route", "aws_route_table", "aws_default_route_table")
_OTHER_TARGETS = (
    "vpc_peering_connection_id",
    "transit_gateway_id",
    "instance_id",
    "network_interface_id",
    "vpc_endpoint_id",
    "local_gateway_id",
    "carrier_gateway_id",
)


@policy(
    id="route-everything-through-peering",
    severity=MEDIUM,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20",),
    aliases=("CKV2_AWS_44", "b3a41501-f712-4c4f-81e5-db9a7dc0e34e"),
    resources=_ROUTES,
)
def route_everything_through_peering(table: Resource) -> Iterator[Verdict]:
    """Route sends all traffic into another network by peering.

    The other network then sees what was meant for the internet, and a peering is no way to the internet anyway.

    Fix:
        Name the addresses of the other network as the destination.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html
        https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
    """
    for route in routes(table):
        narrow = ~(route.through("vpc_peering_connection_id").is_set() & route.leads_everywhere)
        yield route.destination.must(narrow, "`{name}` is everything", remedy="name the other network's addresses")


@policy(
    id="route-through-nat-instance",
    severity=LOW,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-09",),
    aliases=("CKV2_AWS_35",),
    resources=_ROUTES,
    default=False,
)
def route_through_nat_instance(table: Resource) -> Iterator[Verdict]:
    """Default route leads through an instance instead of a NAT gateway.

    The instance has to be patched and watched, and all traffic stops with it.

    Fix:
        Route through a NAT gateway with `nat_gateway_id`.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-comparison.html
    """
    for route in routes(table):
        machine = route.through("instance_id")
        kept = ~(machine.is_set() & route.leads_everywhere)
        yield machine.must(kept, "the default route leads through `{name}`", remedy="set `nat_gateway_id` instead")


@policy(
    id="route-to-internet-without-nat",
    severity=LOW,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20",),
    aliases=("4f0908b9-eb66-433f-9145-134274e1e944",),
    resources=_ROUTES,
    default=False,
)
def route_to_internet_without_nat(table: Resource) -> Iterator[Verdict]:
    """Default route leads to the internet without a NAT gateway.

    Machines behind it can be reached from the internet where they have a public address. The subnets of load balancers
    and NAT gateways need such a route; others do not. A route through a NAT gateway leads one way, and one to the own
    network leads to nobody, though some linters report both.

    Fix:
        Route through a NAT gateway, or an egress-only gateway for IPv6.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
        https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html
    """
    for route in routes(table):
        one_way = route.through("nat_gateway_id").is_set() | route.through("egress_only_gateway_id").is_set()
        one_way = one_way | route.through("egress_only_internet_gateway_id").is_set()
        elsewhere = Truth.of(any(route.through(name).written for name in _OTHER_TARGETS))
        kept = ~route.leads_everywhere | one_way | elsewhere
        yield route.destination.must(kept, "`{name}` leads to the internet both ways")


@policy(
    id="transit-gateway-accepts-everybody",
    severity=MEDIUM,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20",),
    aliases=("CKV_AWS_331",),
    resources=("aws_ec2_transit_gateway",),
)
def transit_gateway_accepts_everybody(gateway: Resource) -> Verdict:
    """Transit gateway takes networks of other accounts without asking.

    Whoever the gateway is shared with connects a network of theirs, and nobody looks at it.

    Fix:
        Set `auto_accept_shared_attachments` to `disable`.

    Sources:
        https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-23
        https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html
    """
    return gateway["auto_accept_shared_attachments"].must_not_be("enable")


@policy(
    id="endpoint-service-accepts-everybody",
    severity=MEDIUM,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20",),
    aliases=("CKV_AWS_123",),
    resources=("aws_vpc_endpoint_service",),
)
def endpoint_service_accepts_everybody(service: Resource) -> Verdict:
    """Endpoint service takes connections of other accounts without asking.

    Everybody who is allowed to find the service connects to it, and nobody looks at who it is.

    Fix:
        Set `acceptance_required` to true.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html
    """
    return service["acceptance_required"].must_be(True)
