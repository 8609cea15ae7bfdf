"""Firewall rules of Google Cloud's networks."""

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

_REMOTE_DESKTOP: Final = 3389
_ADMIN_PORTS: Final = (22, _REMOTE_DESKTOP, 23, 5900, 5985, 5986)
_DATA_PORTS: Final = (
    *(20, 21, 111, 137, 138, 139, 445, 873, 2049),  # files
    *(25, 110, 143, 389, 636),  # mail and directories
    *(1433, 1434, 1521, 3306, 5432, 5984, 9042, 27017),  # databases
    *(2379, 5601, 5672, 6379, 9092, 9200, 9300, 11211),  # caches, queues and search
)
_TCP: Final = ("tcp", "6", "all")
_UDP: Final = ("udp", "17")


def _opens(firewall: Resource, port: int) -> Truth:
    """Whether a rule lets TCP in to a port (UDP as well for remote desktop); without ports it does to every one."""
    protocols = (*_TCP, *_UDP) if port == _REMOTE_DESKTOP else _TCP

    def lets_in(allowed: Attribute) -> Truth:
        transport = allowed["protocol"].asks(lambda name: str(name).lower() in protocols)
        return transport & (~allowed["ports"].is_set() | holds_port(allowed["ports"], port))

    applies = ~(firewall["direction"].is_("EGRESS") | firewall["disabled"].is_(True))
    return applies & firewall["allow"].has(lets_in)


@policy(
    id="google-admin-port-open",
    severity=CRITICAL,
    category=Category.OPEN_INGRESS,
    requirements=("CUIMC-20", "CUIMC-22"),
    aliases=(
        "CKV_GCP_2",
        "CKV_GCP_3",
        "GCP-0070",
        "GCP-0071",
        "678fd659-96f2-454a-a2a0-c2571f83a4a3",
        "c4dcdcdf-10dd-4bf4-b4a0-8f6239e6aaa0",
    ),
    resources=("google_compute_firewall",),
    default=False,
)
def google_admin_port_open(firewall: Resource) -> Verdict:
    """Firewall rule of Google Cloud opens SSH, remote desktop or Telnet to the internet.

    These ports are tried by everybody, all the time; one weak password or unpatched server is found within hours.
    Ranges that add up to the whole internet count as the internet, over IPv4 and IPv6.

    Fix:
        Name the networks that administer the machines in `source_ranges`, or reach them through Identity-Aware Proxy
        from `35.235.240.0/20`.

    Sources:
        https://docs.cloud.google.com/firewall/docs/firewalls
        https://docs.cloud.google.com/iap/docs/using-tcp-forwarding
        https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_firewall
    """
    verdicts = must_not_open(_ADMIN_PORTS, lambda port: _opens(firewall, port), [firewall["source_ranges"]])
    return all_of([firewall.allow(), *verdicts])


@policy(
    id="google-data-port-open",
    severity=HIGH,
    category=Category.OPEN_INGRESS,
    requirements=("CUIMC-20", "CUIMC-22"),
    aliases=("CKV_GCP_88", "d0a1b2c3-d4e5-6789-abcd-ef0123456789"),
    resources=("google_compute_firewall",),
    default=False,
)
def google_data_port_open(firewall: Resource) -> Verdict:
    """Firewall rule of Google Cloud opens a database, mailbox or file share to the internet.

    Whoever guesses a password, or knows of a weakness, reads the data. A rule that opens SSH as well, as one for all
    ports does, is denied for that.

    Fix:
        Name the networks that use the data in `source_ranges`.

    Sources:
        https://docs.cloud.google.com/firewall/docs/firewalls
        https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_firewall
    """
    more = _opens(firewall, 22)
    sources = [firewall["source_ranges"]]
    verdicts = must_not_open(_DATA_PORTS, lambda port: _opens(firewall, port) & ~more, sources)
    return all_of([firewall.allow(), *verdicts])
