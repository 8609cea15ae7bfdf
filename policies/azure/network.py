"""Network security groups of Azure."""

from collections.abc import Iterable, Iterator
from typing import Final

from groundrule.policy import (
    CRITICAL,
    HIGH,
    Attribute,
    Category,
    Resource,
    Truth,
    Verdict,
    all_of,
    holds_port,
    must_not_open,
    policy,
)

_GROUPS: Final = ("azurerm_network_security_group", "azurerm_network_security_rule")
_REMOTE_DESKTOP: Final = 3389
_ADMIN_PORTS: Final = (22, _REMOTE_DESKTOP, 23, 5900, 5985, 5986)
_DATA_PORTS: Final = (
    *(20, 21, 111, 137, 138, 139, 445, 873, 2049),  # files
    *(25, 110, 143, 389, 636),  # mail and directories
    *(1433, 1434, 1521, 3306, 5432, 5984, 9042, 27017),  # databases
    *(2379, 5601, 5672, 6379, 9092, 9200, 9300, 11211),  # caches, queues and search
)


def _is(setting: Attribute, word: str) -> Truth:
    """Whether a setting has a value, which Azure takes in upper and lower case."""
    return setting.asks(lambda value: str(value).lower() == word)


def _opens(rule: Attribute | Resource, port: int) -> Truth:
    """Whether a rule lets TCP in to a port; for remote desktop, which uses both, TCP or UDP."""
    applies = _is(rule["direction"], "inbound") & _is(rule["access"], "allow")
    transport = _is(rule["protocol"], "tcp") | _is(rule["protocol"], "*")
    if port == _REMOTE_DESKTOP:
        transport |= _is(rule["protocol"], "udp")
    ports = holds_port(rule["destination_port_range"], port) | holds_port(rule["destination_port_ranges"], port)
    return applies & transport & ports


def _closed(rule: Attribute | Resource, ports: Iterable[int], opens_more: Truth = Truth.FALSE) -> Verdict:
    sources = [rule["source_address_prefix"], rule["source_address_prefixes"]]
    verdicts = must_not_open(ports, lambda port: _opens(rule, port) & ~opens_more, sources)
    return all_of([rule.allow(), *verdicts])


@policy(
    id="azure-admin-port-open",
    severity=CRITICAL,
    category=Category.OPEN_INGRESS,
    requirements=("CUIMC-20", "CUIMC-22"),
    aliases=(
        "CKV_AZURE_9",
        "CKV_AZURE_10",
        "AZU-0048",
        "AZU-0050",
        "AZU-0074",
        "efbf6449-5ec5-4cfe-8f15-acc51e0d787c",
        "3e3c175e-aadf-4e2b-a464-3fdac5748d24",
    ),
    resources=_GROUPS,
    default=False,
)
def azure_admin_port_open(group: Resource) -> Iterator[Verdict]:
    """Network security group of Azure opens SSH, remote desktop or Telnet to the internet.

    These ports are tried by everybody, all the time; one weak password or unpatched server is found within hours.
    Ranges that add up to the whole internet count as the internet, and so do `*`, `Any` and `Internet`.

    Fix:
        Name the networks that administer the machines in `source_address_prefixes`, or use Azure Bastion.

    Sources:
        https://learn.microsoft.com/en-us/azure/virtual-network/network-security-groups-overview
        https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/network_security_rule
    """
    if group.type == "azurerm_network_security_rule":
        yield _closed(group, _ADMIN_PORTS)
    yield from group["security_rule"].each(lambda rule: _closed(rule, _ADMIN_PORTS))


@policy(
    id="azure-data-port-open",
    severity=HIGH,
    category=Category.OPEN_INGRESS,
    requirements=("CUIMC-20", "CUIMC-22"),
    aliases=("AZU-0074", "594c198b-4d79-41b8-9b36-fde13348b619"),
    resources=_GROUPS,
    default=False,
)
def azure_data_port_open(group: Resource) -> Iterator[Verdict]:
    """Network security group of Azure opens a database, mailbox or file share to the internet.

    Whoever guesses a password, or knows of a weakness, reads the data. A rule that opens SSH as well, as one for all
    ports does, is denied for that.

    Fix:
        Name the networks that use the data in `source_address_prefixes`.

    Sources:
        https://learn.microsoft.com/en-us/azure/virtual-network/network-security-groups-overview
        https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/network_security_rule
    """

    def closed(rule: Attribute | Resource) -> Verdict:
        return _closed(rule, _DATA_PORTS, opens_more=_opens(rule, 22))

    if group.type == "azurerm_network_security_rule":
        yield closed(group)
    yield from group["security_rule"].each(closed)
