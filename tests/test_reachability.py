"""Which subnets the internet reaches."""

import pytest

from groundrule.graph import Resource as Node
from groundrule.reachability import is_private, is_public, lies_apart, routes
from groundrule.subject import Resource
from groundrule.value import Data, Reference, Truth, Unknown
from tests.support import graph_of, node, subject

GATEWAY = Reference("aws_internet_gateway.g", "id")
DOUBT = Unknown("`var.x` has no value")


def public(route: dict[str, Data], *, inline: bool) -> Truth:
    """Whether a subnet is public whose table has a route, in the table or of its own."""
    subnet = node("aws_subnet.s")
    table = Reference("aws_route_table.t", "id")
    association: dict[str, Data] = {"subnet_id": Reference(subnet.key, "id"), "route_table_id": table}
    graph_of(
        subnet,
        node("aws_internet_gateway.g"),
        node("aws_route_table.t", {"route": [route]} if inline else {}),
        node("aws_route_table_association.a", association),
        *([] if inline else [node("aws_route.r", {**route, "route_table_id": table})]),
    )
    return is_public(Resource(subnet))


@pytest.mark.parametrize("inline", [True, False])
@pytest.mark.parametrize(
    ("destination", "gateway", "expected"),
    [
        ("0.0.0.0/0", GATEWAY, Truth.TRUE),
        ("0.0.0.0/0", "igw-0123456789abcdef0", Truth.TRUE),
        ("0.0.0.0/0", "vgw-0123456789abcdef0", Truth.FALSE),
        ("10.0.0.0/8", GATEWAY, Truth.FALSE),
        ("0.0.0.0/0", DOUBT, Truth.UNKNOWN),
        (DOUBT, GATEWAY, Truth.UNKNOWN),
    ],
)
def test_a_default_route_through_an_internet_gateway_makes_public(
    destination: Data, gateway: Data, expected: Truth, inline: bool
) -> None:
    name = "cidr_block" if inline else "destination_cidr_block"
    assert public({name: destination, "gateway_id": gateway}, inline=inline) is expected


def test_a_nat_gateway_leads_one_way() -> None:
    assert public({"cidr_block": "0.0.0.0/0", "nat_gateway_id": "nat-0123456789abcdef0"}, inline=True) is Truth.FALSE


def test_a_subnet_without_a_table_is_not_known_to_be_public() -> None:
    assert is_public(subject({}, "aws_subnet.s")) is Truth.FALSE


def test_the_destination_is_the_one_that_is_everywhere() -> None:
    (route,) = routes(
        subject({"destination_cidr_block": "10.0.0.0/8", "destination_ipv6_cidr_block": "::/0"}, "aws_route.r")
    )
    assert route.destination.data == "::/0"


def private(*others: Node, subnet: dict[str, Data] | None = None) -> Truth:
    """Whether a subnet of a network in the same root is private."""
    made = node("aws_subnet.s", {"vpc_id": Reference("aws_vpc.v", "id"), **(subnet or {})})
    graph_of(made, node("aws_vpc.v"), node("aws_internet_gateway.g"), *others)
    return is_private(Resource(made))


def test_a_subnet_of_a_new_network_is_private_until_its_main_table_has_a_route() -> None:
    assert private() is Truth.TRUE
    main = Reference("aws_vpc.v", "main_route_table_id")
    route: dict[str, Data] = {"destination_cidr_block": "0.0.0.0/0", "gateway_id": GATEWAY}
    assert private(node("aws_route.r", {**route, "route_table_id": main})) is Truth.FALSE
    table = node(
        "aws_default_route_table.t",
        {
            "default_route_table_id": Reference("aws_vpc.v", "default_route_table_id"),
            "route": [{"cidr_block": "0.0.0.0/0", "gateway_id": GATEWAY}],
        },
    )
    assert private(table) is Truth.FALSE


def test_a_chosen_main_table_decides() -> None:
    table = Reference("aws_route_table.t", "id")
    chosen = node(
        "aws_main_route_table_association.a", {"vpc_id": Reference("aws_vpc.v", "id"), "route_table_id": table}
    )
    route: dict[str, Data] = {"cidr_block": "0.0.0.0/0", "gateway_id": GATEWAY}
    assert private(chosen, node("aws_route_table.t", {"route": [route]})) is Truth.FALSE
    assert private(chosen, node("aws_route_table.t")) is Truth.TRUE
    assert private(chosen) is Truth.UNKNOWN


def test_a_subnet_of_a_network_or_table_elsewhere_is_not_known_to_be_private() -> None:
    assert private(subnet={"vpc_id": "vpc-0123456789abcdef0"}) is Truth.UNKNOWN
    association: dict[str, Data] = {"subnet_id": Reference("aws_subnet.s", "id"), "route_table_id": DOUBT}
    assert private(node("aws_route_table_association.a", association)) is Truth.UNKNOWN
    assert private(node("aws_route_table_association.a", {**association, "subnet_id": DOUBT})) is Truth.UNKNOWN


def test_a_database_lies_apart_where_all_its_subnets_do() -> None:
    subnets: list[Data] = [Reference("aws_subnet.s", "id")]
    database = node("aws_db_instance.d", {"db_subnet_group_name": Reference("aws_db_subnet_group.g", "name")})
    group = node("aws_db_subnet_group.g", {"subnet_ids": subnets})
    network = (node("aws_vpc.v"), node("aws_subnet.s", {"vpc_id": Reference("aws_vpc.v", "id")}))
    graph_of(database, group, *network)
    assert lies_apart(Resource(database)) is Truth.TRUE
    subnets.append("subnet-0123456789abcdef0")
    other = node("aws_db_subnet_group.g", {"subnet_ids": subnets})
    graph_of(database, other, *network)
    assert lies_apart(Resource(database)) is Truth.UNKNOWN
