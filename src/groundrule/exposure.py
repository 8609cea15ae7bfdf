"""What a security group guards, and whether the internet reaches that.

Security groups: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
Public addresses: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from groundrule.reachability import has_internet_gateway, lies_apart, subnets_of
from groundrule.subject import Attribute, Resource
from groundrule.value import Truth, Unknown, any_true
from groundrule.verdict import MEDIUM, Outcome, Severity, Verdict

_GROUPS: Final = ("aws_security_group", "aws_default_security_group")
_RULES: Final = ("aws_security_group_rule", "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule")
# `security_groups` of these may hold names
_NAMING: Final = ("aws_instance", "aws_launch_configuration", "aws_spot_instance_request")
_DATABASES: Final = (
    "aws_db_instance",
    "aws_dms_replication_instance",
    "aws_mq_broker",
    "aws_neptune_cluster_instance",
    "aws_rds_cluster",
    "aws_rds_cluster_instance",
    "aws_redshift_cluster",
)
_MACHINES: Final = ("aws_instance", "aws_launch_configuration", "aws_launch_template", "aws_spot_instance_request")
_BALANCERS: Final = ("aws_lb", "aws_alb", "aws_elb")
# reached from their VPC only, whatever their security groups say:
# https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/accessing-elasticache.html
# https://docs.aws.amazon.com/memorydb/latest/devguide/memorydb-vpc-accessing.html
# https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.access-control.html
# https://docs.aws.amazon.com/documentdb/latest/developerguide/connect-from-outside-a-vpc.html
# https://docs.aws.amazon.com/efs/latest/ug/accessing-fs.html
# https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
# https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html
_PRIVATE_SERVICES: Final = (
    "aws_dax_cluster",
    "aws_docdb_cluster",
    "aws_efs_mount_target",
    "aws_elasticache_cluster",
    "aws_elasticache_replication_group",
    "aws_elasticsearch_domain",
    "aws_lambda_function",
    "aws_memorydb_cluster",
    "aws_opensearch_domain",
)
# by these a machine without a public address is reached all the same
_FORWARDERS: Final = (
    "aws_alb_target_group",
    "aws_alb_target_group_attachment",
    "aws_globalaccelerator_endpoint_group",
    "aws_lb_target_group",
    "aws_lb_target_group_attachment",
)


def guarded_by(group: Resource) -> list[Resource]:
    """What has a security group, in the same root: whatever refers to it but for rules, and machines that name it."""
    found = [user for user in group.referrers() if user.type not in (*_GROUPS, *_RULES)]
    named = group.companions(*_NAMING, by="security_groups").sure
    return [*found, *(other for other in named if other not in found)]


class Exposure(NamedTuple):
    """Whether the internet reaches something through a security group, and what that is.

    Attributes:
        reached: FALSE where it surely reaches nothing, as nothing that has the group has a public address and a route.
        server: the first that it surely reaches.
        used: whether anything in the root has the group.
    """

    reached: Truth
    server: Resource | None = None
    used: bool = True


def exposure(group: Resource) -> Exposure:
    """What the internet reaches through a security group, or through the group of a rule, if it is let in.

    Args:
        group: the group, or a rule of its own that names it in `security_group_id`.
    """
    owners = group["security_group_id"].targets(*_GROUPS) if group.type in _RULES else [group]
    if not owners or any(owner.type != "aws_security_group" for owner in owners):
        return Exposure(Truth.UNKNOWN)
    users = [user for owner in owners for user in guarded_by(owner)]
    answers = [reached(user) for user in users]
    server = next((user for user, answer in zip(users, answers, strict=True) if answer is Truth.TRUE), None)
    elsewhere = Truth.UNKNOWN if any(owner.may_be_used_elsewhere() for owner in owners) else Truth.FALSE
    return Exposure(any_true(answers) | elsewhere, server, used=bool(users))


def reached_through(group: Resource) -> Resource | None:
    """A database or machine that the internet surely reaches where a security group (or that of a rule) lets it in."""
    return exposure(group).server


def graded(
    group: Resource, verdicts: Iterable[Verdict], *, reached: Severity | None = None, unreached: Severity
) -> Iterator[Verdict]:
    """Verdicts on rules that are open to the internet, by what the group guards.

    Args:
        group: the group, or a rule of its own.
        verdicts: on its rules.
        reached: the severity where the internet reaches a database or a machine through it; None where that is what
            the policy is about anyway.
        unreached: the severity where it surely reaches nothing through it: nothing has the group, or nothing that
            has it has a public address and a route. What is not known leaves the policy's own severity.
    """
    found: Exposure | None = None
    for verdict in verdicts:
        if verdict.outcome is not Outcome.DENY:
            yield verdict
            continue
        found = found or exposure(group)
        if found.reached is Truth.FALSE:
            because = (
                "though the internet reaches nothing that uses the group"
                if found.used
                else "though no resource here uses the group"
            )
            yield verdict.at(unreached).said(because)
        elif found.server is not None and reached is not None:
            what = "a database" if found.server.type in _DATABASES else "a machine"
            yield verdict.at(reached).said(f"{what} with a public address has the group")
        else:
            yield verdict


def reached(server: Resource) -> Truth:
    """Whether the internet reaches what has a security group, as far as addresses and routes decide it.

    A public address is asked for in order to be reached: it counts unless all subnets are known to have no route to an
    internet gateway. Of load balancers only internal ones are judged, since others are made to be reached.
    """
    if server.type in _PRIVATE_SERVICES:
        return Truth.FALSE
    if server.type in _BALANCERS:
        return Truth.FALSE if server["internal"].is_(expected=True) is Truth.TRUE else Truth.UNKNOWN
    addressed = _has_public_address(server)
    if addressed is Truth.FALSE:
        return Truth.UNKNOWN if any(user.type in _FORWARDERS for user in server.referrers()) else Truth.FALSE
    return Truth.FALSE if lies_apart(server) is Truth.TRUE else addressed


def eased_where_apart(server: Resource, verdict: Verdict, severity: Severity) -> Verdict:
    """A verdict on a public address, less severe where no subnet has a route from the internet.

    Args:
        server: what has the address.
        verdict: on that.
        severity: the severity while nobody reaches it: until a route is added.
    """
    if verdict.outcome is Outcome.DENY and lies_apart(server) is Truth.TRUE:
        return verdict.at(severity).said("its subnets have no route from the internet yet")
    return verdict


def must_not_be_published(server: Resource) -> Verdict:
    """A database or broker must not have a public address; it is of medium severity where nobody reaches that yet."""
    address = server["publicly_accessible"]
    verdict = address.must_be(False)
    if verdict.outcome is Outcome.UNKNOWN and not address.written:
        detail = "`{name}` is not set, and the network has an internet gateway"
        verdict = address.must(~_is_published(server), detail, remedy="set `{name}` to false")
    return eased_where_apart(server, verdict, MEDIUM)


def _has_public_address(server: Resource) -> Truth:
    if server.type == "aws_rds_cluster":
        return _of_members(server)
    if server.type in _DATABASES:
        return _is_published(server)
    if server.type == "aws_ecs_service":
        assigned = server["network_configuration"]["assign_public_ip"].is_one_of((True, "ENABLED"))
        return assigned if server["load_balancer"].is_set() is Truth.FALSE else assigned | Truth.UNKNOWN
    if _has_elastic_address(server):
        return Truth.TRUE
    if server.type in _MACHINES:
        return any_true(_of_interface(item) for item in _interfaces(server))
    return Truth.UNKNOWN


def _is_published(database: Resource) -> Truth:
    """Whether a database has a public address; where CloudFormation is told nothing, its network decides.

    https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
    """
    address = database["publicly_accessible"]
    subnets = None if address.written else subnets_of(database)
    if subnets is None or not isinstance(address.data, Unknown):
        return address.is_(expected=True)
    networks = [subnet["vpc_id"].targets("aws_vpc") for subnet in subnets]
    known = [has_internet_gateway(network) for found in networks for network in found]
    return any_true(known) if all(networks) else Truth.UNKNOWN


def _has_elastic_address(server: Resource) -> bool:
    addresses = (("aws_eip", "instance"), ("aws_eip", "network_interface"))
    associations = (("aws_eip_association", "instance_id"), ("aws_eip_association", "network_interface_id"))
    return any(server.companions(type_, by=by).sure for type_, by in (*addresses, *associations))


def _of_members(cluster: Resource) -> Truth:
    members = [
        *cluster.companions("aws_rds_cluster_instance", by="cluster_identifier"),
        *cluster.companions("aws_db_instance", by="db_cluster_identifier"),
    ]
    answers = [_is_published(member) for member in members]
    return any_true(answers) if answers else Truth.UNKNOWN


def _interfaces(machine: Resource) -> list[Resource | Attribute]:
    """Where a machine says its subnet and address: its network interfaces, or else itself."""
    blocks = [machine[name] for name in ("network_interface", "network_interfaces")]
    found = [block[index] for block in blocks if isinstance(block.data, list) for index in range(len(block.data))]
    return [*found] or [machine]


def _of_interface(item: Resource | Attribute) -> Truth:
    """Whether an interface (or a machine) gets a public address: as it says, else as its subnet says."""
    asked = item["associate_public_ip_address"]
    if asked.written:
        return asked.is_(expected=True)
    subnets = item["subnet_id"].targets("aws_subnet")
    return subnets[0]["map_public_ip_on_launch"].is_(expected=True) if subnets else Truth.UNKNOWN
