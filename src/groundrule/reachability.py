"""Routes, and what the internet reaches by them and by public addresses.

https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from groundrule.subject import Attribute, Resource
from groundrule.value import Truth, any_true

_DESTINATIONS: Final = ("destination_cidr_block", "destination_ipv6_cidr_block", "cidr_block", "ipv6_cidr_block")
_EVERYWHERE: Final = ("0.0.0.0/0", "::/0")


_SERVERS: Final = ("aws_db_instance", "aws_redshift_cluster", "aws_dms_replication_instance", "aws_instance")
_GROUPS: Final = ("vpc_security_group_ids", "security_groups")
_PUBLIC: Final = ("publicly_accessible", "associate_public_ip_address")


class Route:
    """One route of a table: where to, and through what.

    Args:
        settings: the block or resource that holds destination and target.
    """

    __slots__ = ("_settings",)

    def __init__(self, settings: Attribute | Resource) -> None:
        self._settings = settings

    def through(self, target: str) -> Attribute:
        """A target of it, such as `gateway_id`."""
        return self._settings[target]

    @property
    def destination(self) -> Attribute:
        """The destination that is everywhere, or else the first that is written."""
        found = [self._settings[name] for name in _DESTINATIONS]
        everywhere = [item for item in found if item.is_one_of(_EVERYWHERE) is Truth.TRUE]
        return next(iter(everywhere or [item for item in found if item.written]), found[0])

    @property
    def leads_everywhere(self) -> Truth:
        """Whether it is the route of all that has no other."""
        return self.destination.is_one_of(_EVERYWHERE)

    @property
    def leads_to_internet(self) -> Truth:
        """Whether it connects to the internet both ways: a route everywhere through an internet gateway."""
        gateway = self._settings["gateway_id"]
        if gateway.targets("aws_internet_gateway"):
            return self.leads_everywhere
        return self.leads_everywhere & gateway.asks(lambda value: str(value).startswith("igw-"))


def routes(resource: Resource) -> Iterator[Route]:
    """The routes of a route table that stand in it, or the route that a resource is."""
    if resource.type == "aws_route":
        yield Route(resource)
        return
    blocks = resource["route"]
    count = len(blocks.data) if isinstance(blocks.data, list) else 0
    yield from (Route(blocks[index]) for index in range(count))


def reached_through(group: Resource) -> Resource | None:
    """A database or machine that surely has a public address and is guarded by a security group (or a rule's).

    Args:
        group: the group, or a rule of its own that names it in `security_group_id`.
    """
    owners = group["security_group_id"].targets() or [group]
    for server in group.others(*_SERVERS):
        guards = [guard for name in _GROUPS for guard in server[name].targets()]
        public = any_true(server[name].is_(expected=True) for name in _PUBLIC)
        if public is Truth.TRUE and any(owner in guards for owner in owners):
            return server
    return None


def is_public(subnet: Resource) -> Truth:
    """Whether a route table of the subnet connects it to the internet; FALSE where none is associated here."""
    return any_true(
        route.leads_to_internet
        for association in subnet.companions("aws_route_table_association", by="subnet_id").sure
        for table in association["route_table_id"].targets("aws_route_table")
        for holder in (table, *table.companions("aws_route", by="route_table_id").sure)
        for route in routes(holder)
    )
