"""Which subnets the internet reaches."""

import pytest

from groundrule.reachability import is_public, reached_through, routes
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


@pytest.mark.parametrize(
    ("public", "reached"),
    [(True, "aws_db_instance.d"), (False, None), (DOUBT, None)],
    ids=["public", "private", "unknown"],
)
def test_a_public_database_is_reached_through_its_group(public: Data, reached: str | None) -> None:
    group = node("aws_security_group.g")
    guard = Reference(group.key, "id")
    rule = node("aws_security_group_rule.r", {"security_group_id": guard})
    other = node("aws_security_group.other")
    graph_of(
        group,
        rule,
        other,
        node("aws_db_instance.d", {"vpc_security_group_ids": [guard], "publicly_accessible": public}),
    )
    for resource in (group, rule):
        found = reached_through(Resource(resource))
        assert (found.address if found else None) == reached
    assert reached_through(Resource(other)) is None
