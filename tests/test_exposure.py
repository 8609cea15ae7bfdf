"""What a security group guards, and whether the internet reaches it."""

import pytest

from groundrule.exposure import exposure, graded, guarded_by, must_not_be_published, reached, reached_through
from groundrule.graph import Resource as Node
from groundrule.subject import Resource
from groundrule.value import Data, Reference, Truth, Unknown
from groundrule.verdict import CRITICAL, HIGH, MEDIUM
from tests.support import graph_of, node

DOUBT = Unknown("`var.x` has no value")
GROUP = Reference("aws_security_group.g", "id")
SUBNET = Reference("aws_subnet.s", "id")


def server(key: str, values: dict[str, Data], *others: Node) -> Resource:
    made = node(key, {"vpc_security_group_ids": [GROUP], **values})
    graph_of(node("aws_security_group.g"), made, *others)
    return Resource(made)


def network(gateway: Data) -> tuple[Node, ...]:
    """A subnet whose table has a default route through a gateway."""
    table = Reference("aws_route_table.t", "id")
    route = {"cidr_block": "0.0.0.0/0", "gateway_id": gateway}
    return (
        node("aws_subnet.s"),
        node("aws_route_table.t", {"route": [route]}),
        node("aws_route_table_association.a", {"subnet_id": SUBNET, "route_table_id": table}),
    )


@pytest.mark.parametrize(("public", "expected"), [(True, Truth.TRUE), (False, Truth.FALSE), (DOUBT, Truth.UNKNOWN)])
def test_a_database_is_reached_by_its_public_address(public: Data, expected: Truth) -> None:
    assert reached(server("aws_db_instance.d", {"publicly_accessible": public})) is expected


@pytest.mark.parametrize(
    ("gateway", "expected"),
    [("igw-0123456789abcdef0", Truth.TRUE), ("vgw-0123456789abcdef0", Truth.FALSE), (DOUBT, Truth.TRUE)],
)
def test_a_public_address_without_a_route_is_not_reached(gateway: Data, expected: Truth) -> None:
    machine = server("aws_instance.i", {"associate_public_ip_address": True, "subnet_id": SUBNET}, *network(gateway))
    assert reached(machine) is expected


def test_a_machine_that_says_nothing_follows_its_subnet() -> None:
    assert reached(server("aws_instance.i", {})) is Truth.UNKNOWN
    mapped = node("aws_subnet.s", {"map_public_ip_on_launch": True})
    assert reached(server("aws_instance.i", {"subnet_id": SUBNET}, mapped)) is Truth.TRUE


def test_an_elastic_address_is_a_public_one() -> None:
    address = node("aws_eip.e", {"instance": Reference("aws_instance.i", "id")})
    assert reached(server("aws_instance.i", {"associate_public_ip_address": False}, address)) is Truth.TRUE


def test_what_a_load_balancer_forwards_to_may_be_reached() -> None:
    target = node("aws_lb_target_group_attachment.a", {"target_id": Reference("aws_instance.i", "id")})
    assert reached(server("aws_instance.i", {"associate_public_ip_address": False}, target)) is Truth.UNKNOWN


@pytest.mark.parametrize(
    ("key", "values", "expected"),
    [
        ("aws_lb.l", {"internal": True}, Truth.FALSE),
        ("aws_lb.l", {}, Truth.UNKNOWN),
        ("aws_elasticache_cluster.c", {}, Truth.FALSE),
        ("aws_glue_connection.c", {}, Truth.UNKNOWN),
        ("aws_ecs_service.s", {"network_configuration": [{"assign_public_ip": "ENABLED"}]}, Truth.TRUE),
        ("aws_ecs_service.s", {"network_configuration": [{"assign_public_ip": False}]}, Truth.FALSE),
        (
            "aws_ecs_service.s",
            {"network_configuration": [{"assign_public_ip": False}], "load_balancer": [{"container_port": 80}]},
            Truth.UNKNOWN,
        ),
    ],
)
def test_other_things_are_reached_or_not(key: str, values: dict[str, Data], expected: Truth) -> None:
    assert reached(server(key, values)) is expected


def test_a_group_is_guarded_by_reference_and_by_name_but_not_by_rules() -> None:
    group = node("aws_security_group.g", {"name": "portal"})
    graph_of(
        group,
        node("aws_security_group_rule.r", {"security_group_id": GROUP}),
        node("aws_instance.waits", {"depends_on": [GROUP]}),
        node("aws_instance.named", {"security_groups": ["portal"]}),
        node("aws_lambda_function.f", {"vpc_config": [{"security_group_ids": [GROUP]}]}),
    )
    assert [user.address for user in guarded_by(Resource(group))] == ["aws_lambda_function.f", "aws_instance.named"]


@pytest.mark.parametrize(("public", "expected"), [(True, "aws_db_instance.d"), (False, None), (DOUBT, None)])
def test_a_public_database_is_reached_through_its_group(public: Data, expected: str | None) -> None:
    group = node("aws_security_group.g")
    rule = node("aws_security_group_rule.r", {"security_group_id": GROUP})
    other = node("aws_security_group.other")
    graph_of(
        group,
        rule,
        other,
        node("aws_db_instance.d", {"vpc_security_group_ids": [GROUP], "publicly_accessible": public}),
    )
    for resource in (group, rule):
        found = reached_through(Resource(resource))
        assert (found.address if found else None) == expected
    assert reached_through(Resource(other)) is None


def test_a_rule_of_a_group_that_stands_elsewhere_is_not_known_to_reach_nothing() -> None:
    rule = node("aws_security_group_rule.r", {"security_group_id": "sg-0123456789abcdef0"})
    graph_of(rule)
    assert exposure(Resource(rule)).reached is Truth.UNKNOWN


@pytest.mark.parametrize(
    ("users", "severity", "because"),
    [
        ([], HIGH, "though no resource here uses the group"),
        (
            [node("aws_db_instance.d", {"vpc_security_group_ids": [GROUP], "publicly_accessible": False})],
            HIGH,
            "though the internet reaches nothing that uses the group",
        ),
        (
            [node("aws_db_instance.d", {"vpc_security_group_ids": [GROUP], "publicly_accessible": True})],
            CRITICAL,
            "a database with a public address has the group",
        ),
        (
            [node("aws_instance.i", {"vpc_security_group_ids": [GROUP], "associate_public_ip_address": True})],
            CRITICAL,
            "a machine with a public address has the group",
        ),
        ([node("aws_instance.i", {"vpc_security_group_ids": [GROUP]})], None, ""),
    ],
)
def test_verdicts_are_graded(users: list[Node], severity: int | None, because: str) -> None:
    group = node("aws_security_group.g")
    graph_of(group, *users)
    subject = Resource(group)
    (verdict, allowed) = graded(subject, [subject.deny("open"), subject.allow()], reached=CRITICAL, unreached=HIGH)
    assert (verdict.severity, verdict.detail) == (severity, f"open, {because}" if because else "open")
    assert allowed.severity is None


def test_a_public_database_without_a_route_is_less_severe() -> None:
    values: dict[str, Data] = {"publicly_accessible": True, "db_subnet_group_name": "records"}
    group = node("aws_db_subnet_group.g", {"name": "records", "subnet_ids": [SUBNET]})
    apart = server("aws_db_instance.d", values, group, *network("vgw-0123456789abcdef0"))
    assert must_not_be_published(apart).severity is MEDIUM
    routed = server("aws_db_instance.d", values, group, *network("igw-0123456789abcdef0"))
    assert must_not_be_published(routed).severity is None
