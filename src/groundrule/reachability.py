"""Routes, and which subnets the internet reaches by them.

https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from groundrule.databases import named_by
from groundrule.subject import Attribute, Resource
from groundrule.value import OpenList, Truth, all_true, any_true

_DESTINATIONS: Final = ("destination_cidr_block", "destination_ipv6_cidr_block", "cidr_block", "ipv6_cidr_block")
_EVERYWHERE: Final = ("0.0.0.0/0", "::/0")
_TABLES: Final = ("aws_route_table", "aws_default_route_table")
# by these a member names its cluster, whose subnets it has
_CLUSTERS: Final = ("cluster_identifier", "db_cluster_identifier")
# what names the subnets that a database may stand in, and the attribute that refers to it
_SUBNET_GROUPS: Final = {
    "db_subnet_group_name": "aws_db_subnet_group",
    "cluster_subnet_group_name": "aws_redshift_subnet_group",
    "neptune_subnet_group_name": "aws_neptune_subnet_group",
    "replication_subnet_group_id": "aws_dms_replication_subnet_group",
}


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


def is_public(subnet: Resource) -> Truth:
    """Whether a route table of the subnet connects it to the internet; FALSE where none is associated here."""
    return any_true(
        route.leads_to_internet
        for association in subnet.companions("aws_route_table_association", by="subnet_id").sure
        for table in association["route_table_id"].targets("aws_route_table")
        for holder in (table, *table.companions("aws_route", by="route_table_id").sure)
        for route in routes(holder)
    )


def is_private(subnet: Resource) -> Truth:
    """Whether no route connects a subnet to the internet; UNKNOWN where its table or a route may stand elsewhere.

    A subnet that is associated with no table has the main one of its network, and that of a new network leads nowhere:
    https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
    """
    if subnet.type != "aws_subnet":
        return Truth.FALSE
    associations = subnet.companions("aws_route_table_association", by="subnet_id")
    if associations.maybe:
        return Truth.UNKNOWN
    if not associations.sure:
        return Truth.UNKNOWN if subnet.may_be_used_elsewhere() else _main_table_is_private(subnet)
    tables = [association["route_table_id"].targets(*_TABLES) for association in associations.sure]
    return all_true(_leads_nowhere(table) for found in tables for table in found) if all(tables) else Truth.UNKNOWN


def _main_table_is_private(subnet: Resource) -> Truth:
    networks = subnet["vpc_id"].targets("aws_vpc")
    if not networks or networks[0].may_be_used_elsewhere():
        return Truth.UNKNOWN
    network = networks[0]
    chosen = network.companions("aws_main_route_table_association", by="vpc_id")
    mains = [
        *network.companions("aws_default_route_table", by="default_route_table_id"),
        *(table for choice in chosen for table in choice["route_table_id"].targets(*_TABLES)),
    ]
    if len(mains) < len(list(chosen)):
        return Truth.UNKNOWN
    # a route may also name the main table by the network's attribute
    return _leads_nowhere(network) & all_true(_leads_nowhere(table) for table in mains)


def _leads_nowhere(table: Resource) -> Truth:
    """Whether no route of a table connects it to the internet."""
    if table.may_be_used_elsewhere():
        return Truth.UNKNOWN
    apart = table.companions("aws_route", by="route_table_id")
    sure = any_true(route.leads_to_internet for holder in (table, *apart.sure) for route in routes(holder))
    return ~(sure | any_true(Truth.UNKNOWN for _ in apart.maybe))


def has_internet_gateway(network: Resource) -> Truth:
    """Whether an internet gateway is attached to a network; UNKNOWN where one may be attached elsewhere."""
    gateways = network.companions("aws_internet_gateway", "aws_internet_gateway_attachment", by="vpc_id").where(
        lambda found: found.type == "aws_internet_gateway" or found["internet_gateway_id"].is_set() is not Truth.FALSE
    )
    if gateways.exist is Truth.FALSE and network.may_be_used_elsewhere():
        return Truth.UNKNOWN
    return gateways.exist


def subnets_of(server: Resource) -> list[Resource] | None:
    """Every subnet that a database or machine may stand in; None where they are not all known here."""
    cluster = next((found for name in _CLUSTERS for found in server[name].targets("aws_rds_cluster")), None)
    if cluster is not None and not server["db_subnet_group_name"].written:
        return subnets_of(cluster)
    for name, type_ in _SUBNET_GROUPS.items():
        if server[name].written:
            return _all_subnets([group["subnet_ids"] for group in named_by(server[name], type_)])
    places = [server["subnet_id"], server["subnet_ids"], server["network_configuration"]["subnets"]]
    for block in ("network_interface", "network_interfaces"):
        blocks = server[block]
        places += (
            blocks[index]["subnet_id"] for index in range(len(blocks.data) if isinstance(blocks.data, list) else 0)
        )
    return _all_subnets([place for place in places if place.written])


def _all_subnets(places: list[Attribute]) -> list[Resource] | None:
    found: list[Resource] = []
    for place in places:
        parts = [place[index] for index in range(len(place.data))] if isinstance(place.data, list) else [place]
        targets = [part.targets("aws_subnet", "aws_default_subnet") for part in parts]
        if isinstance(place.data, OpenList) or not all(targets):
            return None
        found += (subnet for subnets in targets for subnet in subnets)
    return found or None


def lies_apart(server: Resource) -> Truth:
    """Whether every subnet that a database or machine may stand in surely has no route from the internet."""
    subnets = subnets_of(server)
    return Truth.UNKNOWN if subnets is None else all_true(is_private(subnet) for subnet in subnets)
