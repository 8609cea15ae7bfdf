"""Security groups."""

from collections.abc import Iterator

from groundrule.policy import (
    CRITICAL,
    HIGH,
    LOW,
    MEDIUM,
    Category,
    Resource,
    Rule,
    Truth,
    Verdict,
    any_true,
    graded,
    ingress_rules,
    must_be_closed,
    policy,
)

_ADMIN_PORTS = (22, 3389)
# what is made for trusted networks
_MANAGEMENT_PORTS = (23, 135, 161, 512, 513, 514, 3020, 5500, 5900, 5985, 5986, 8140)
_FILE_PORTS = (20, 21, 111, 137, 138, 139, 445, 873, 2049)
_MAIL_AND_DIRECTORY_PORTS = (25, 110, 143, 389, 636)
_DATABASE_PORTS = (1433, 1434, 1521, 2382, 2383, 2484, 3306, 4333, 5432, 5984, 9042, 9160, 27017, 27018, 61621)
_CACHE_AND_SEARCH_PORTS = (5601, 6379, 9200, 9300, 11211, 11214, 11215)
_CLUSTER_PORTS = (2375, 2376, 2379, 2380, 5672, 6443, 7000, 7001, 7199, 8020, 9000, 9092, 10250, 15672, 50070)
_SENSITIVE_PORTS = (
    *_MANAGEMENT_PORTS,
    *_FILE_PORTS,
    *_MAIL_AND_DIRECTORY_PORTS,
    *_DATABASE_PORTS,
    *_CACHE_AND_SEARCH_PORTS,
    *_CLUSTER_PORTS,
)
_TRANSPORTS = ("tcp", "udp")
_INGRESS = (
    "aws_security_group",
    "aws_default_security_group",
    "aws_security_group_rule",
    "aws_vpc_security_group_ingress_rule",
)


def _on_port(group: Resource, port: int) -> Iterator[Verdict]:
    """Verdicts on the rules that open a port, but not every one."""
    for rule in ingress_rules(group):
        yield from must_be_closed(rule, rule.opens(port) & ~rule.opens_every_port, f"port {port}")


@policy(
    id="security-group-ssh-open",
    severity=CRITICAL,
    category=Category.OPEN_INGRESS,
    requirements=("CUIMC-20", "CUIMC-22"),
    aliases=(
        "CKV_AWS_24",
        "AWS-0107",
        "65905cec-d691-4320-b320-2000436cb696",
        "6e856af2-62d7-4ba2-adc1-73b62cef9cc1",
        "cdbb0467-2957-4a77-9992-7b55b29df7b7",
    ),
    resources=_INGRESS,
)
def security_group_ssh_open(group: Resource) -> Iterator[Verdict]:
    """Security group opens SSH to the internet.

    Port 22 is tried by everybody, all the time; one weak password or unpatched server is found within hours.
    Ranges that add up to the whole internet count as the internet, over IPv4 and IPv6, and so does `/0` after whatever
    address. It is less severe where the internet reaches nothing that has the group.

    Fix:
        Name the networks that administer the servers, or reach them through Session Manager without any
        open port.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
        https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html
    """
    return graded(group, _on_port(group, 22), reached=CRITICAL, unreached=HIGH)


@policy(
    id="security-group-remote-desktop-open",
    severity=CRITICAL,
    category=Category.OPEN_INGRESS,
    requirements=("CUIMC-20", "CUIMC-22"),
    aliases=(
        "CKV_AWS_25",
        "AWS-0107",
        "151187cb-0efc-481c-babd-ad24e3c9bc22",
        "c9846969-d066-431f-9b34-8c4abafe422a",
        "3ae83918-7ec7-4cb8-80db-b91ef0f94002",
        "cdbb0467-2957-4a77-9992-7b55b29df7b7",
    ),
    resources=_INGRESS,
)
def security_group_remote_desktop_open(group: Resource) -> Iterator[Verdict]:
    """Security group opens remote desktop to the internet.

    Port 3389 is tried by everybody, all the time; one weak password or unpatched server is found within hours.
    Ranges that add up to the whole internet count as the internet, over IPv4 and IPv6, and so does `/0` after whatever
    address. It is less severe where the internet reaches nothing that has the group.

    Fix:
        Name the networks that administer the servers, or reach them through Fleet Manager without any open port.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
        https://docs.aws.amazon.com/systems-manager/latest/userguide/fleet-manager-remote-desktop-connections.html
    """
    return graded(group, _on_port(group, 3389), reached=CRITICAL, unreached=HIGH)


@policy(
    id="security-group-all-ports-open",
    severity=CRITICAL,
    category=Category.OPEN_INGRESS,
    requirements=("CUIMC-20", "CUIMC-22"),
    aliases=(
        "CKV_AWS_277",
        "adcd0082-e90b-4b63-862b-21899f6e6a48",
        "1a427b25-2e9e-4298-9530-0499a55e736b",
        "e415f8d3-fc2b-4f52-88ab-1129e8c8d3f5",
        "CKV_AWS_24",
        "CKV_AWS_25",
        "AWS-0107",
        "65905cec-d691-4320-b320-2000436cb696",
        "6e856af2-62d7-4ba2-adc1-73b62cef9cc1",
        "cdbb0467-2957-4a77-9992-7b55b29df7b7",
        "151187cb-0efc-481c-babd-ad24e3c9bc22",
        "c9846969-d066-431f-9b34-8c4abafe422a",
        "3ae83918-7ec7-4cb8-80db-b91ef0f94002",
        "CKV_AWS_260",
        "ffac8a12-322e-42c1-b9b9-81ff85c39ef7",
        "ddfc4eaa-af23-409f-b96c-bf5c45dc4daa",
        "381c3f2a-ef6f-4eff-99f7-b169cda3422c",
        "54c417bf-c762-48b9-9d31-b3d87047e3f0",
        "494b03d3-bf40-4464-8524-7c56ad0700ed",
        "78055456-f670-4d2e-94d5-392d1cf4f5e4",
    ),
    resources=_INGRESS,
)
def security_group_all_ports_open(group: Resource) -> Iterator[Verdict]:
    """Security group opens every port to the internet.

    Whatever listens on the machines behind it, now or later, can be reached by everybody. Ports 0 to 0 of TCP or UDP
    are port 0 and nothing more, a range that ends before it begins is refused by AWS, and a rule without any source
    opens nothing, though some linters take them for every port or everybody. It is less severe where the internet
    reaches nothing that has the group.

    Fix:
        Open the ports that are served, to whom they are served.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
    """
    verdicts = (
        verdict
        for rule in ingress_rules(group)
        for verdict in must_be_closed(rule, rule.opens_every_port, "every port")
    )
    return graded(group, verdicts, reached=CRITICAL, unreached=HIGH)


@policy(
    id="security-group-plain-http-open",
    severity=MEDIUM,
    category=Category.OPEN_INGRESS,
    requirements=("CUIMC-20",),
    aliases=("CKV_AWS_260", "ffac8a12-322e-42c1-b9b9-81ff85c39ef7", "ddfc4eaa-af23-409f-b96c-bf5c45dc4daa"),
    resources=_INGRESS,
    default=False,
)
def security_group_plain_http_open(group: Resource) -> Iterator[Verdict]:
    """Security group opens port 80 to the internet.

    What is served there is neither encrypted nor authenticated. A load balancer that only redirects to
    HTTPS needs the port. Whatever address stands before `/0`, it is the whole internet. It is less severe where the
    internet reaches nothing that has the group.

    Fix:
        Serve HTTPS on port 443, behind a load balancer that redirects.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
    """
    return graded(group, _on_port(group, 80), unreached=LOW)


@policy(
    id="security-group-sensitive-port-open",
    severity=HIGH,
    category=Category.OPEN_INGRESS,
    requirements=("CUIMC-20", "CUIMC-22"),
    aliases=(
        "381c3f2a-ef6f-4eff-99f7-b169cda3422c",
        "54c417bf-c762-48b9-9d31-b3d87047e3f0",
        "494b03d3-bf40-4464-8524-7c56ad0700ed",
        "78055456-f670-4d2e-94d5-392d1cf4f5e4",
        "cdbb0467-2957-4a77-9992-7b55b29df7b7",
    ),
    resources=_INGRESS,
)
def security_group_sensitive_port_open(group: Resource) -> Iterator[Verdict]:
    """Security group opens a port of a database or of management to the internet.

    Databases, caches, search engines, file shares, directories and cluster control are made for networks that are
    trusted; many of them ask for no password at all. It is critical where the internet reaches a database or machine
    that has the group, and of medium severity where it reaches nothing by it. SSH, remote desktop and rules that open
    every port have policies of their own.

    Fix:
        Name the networks or the security group of those that use the service.

    Sources:
        https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19
        https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
    """
    verdicts = (verdict for rule in ingress_rules(group) for verdict in _on_sensitive_ports(rule))
    return graded(group, verdicts, reached=CRITICAL, unreached=MEDIUM)


def _on_sensitive_ports(rule: Rule) -> Iterator[Verdict]:
    every = rule.opens_every_port
    opened = {port: rule.opens(port, *_TRANSPORTS) & ~every for port in _SENSITIVE_PORTS}
    certain = [port for port, opens in opened.items() if opens is Truth.TRUE]
    maybe = [port for port, opens in opened.items() if opens is Truth.UNKNOWN]
    for ports, opens in ((certain, Truth.TRUE), ([] if certain else maybe, Truth.UNKNOWN)):
        if ports:
            yield from must_be_closed(rule, opens, _ports(ports))


def _ports(ports: list[int]) -> str:
    """Ports for people; of many the first few."""
    if len(ports) == 1:
        return f"port {ports[0]}"
    shown = ", ".join(str(port) for port in ports[:4])
    return f"ports {shown}" + (f" and {len(ports) - 4} more that are sensitive" if len(ports) > 4 else "")


@policy(
    id="security-group-open-to-everybody",
    severity=MEDIUM,
    category=Category.OPEN_INGRESS,
    requirements=("CUIMC-20", "CUIMC-22"),
    aliases=("4728cd65-a20c-49da-8b31-9c08b423e4db", "4a1e6b34-1008-4e61-a5f2-1f7c276f8d14"),
    resources=_INGRESS,
    default=False,
)
def security_group_open_to_everybody(group: Resource) -> Iterator[Verdict]:
    """Security group lets the whole internet in, on whatever port.

    Only what is meant for the public should be reached by it. A public web server is, so this is for networks
    that serve nobody outside. It is less severe where the internet reaches nothing that has the group.

    Fix:
        Name the networks that need it.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
    """
    verdicts = (verdict for rule in ingress_rules(group) for verdict in must_be_closed(rule, Truth.TRUE, "the group"))
    return graded(group, verdicts, unreached=LOW)


@policy(
    id="security-group-unlisted-port-open",
    severity=MEDIUM,
    category=Category.OPEN_INGRESS,
    requirements=("CUIMC-20",),
    aliases=("590d878b-abdc-428f-895a-e2b68a0e1998", "829ce3b8-065c-41a3-ad57-e0accfea82d2"),
    resources=_INGRESS,
    default=False,
)
def security_group_unlisted_port_open(group: Resource) -> Iterator[Verdict]:
    """Security group opens other ports than those of the web to the internet.

    What the public uses is served on ports 80 and 443. Another port that everybody reaches is more often a
    service that somebody forgot. It is worse where the internet reaches a database or machine that has the group, and
    less severe where it reaches nothing by it.

    Fix:
        Serve the public on port 443, and name the networks that use other ports.

    Sources:
        https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18
    """
    verdicts = (verdict for rule in ingress_rules(group) for verdict in _on_other_ports(rule))
    return graded(group, verdicts, reached=HIGH, unreached=LOW)


def _on_other_ports(rule: Rule) -> Iterator[Verdict]:
    web = (rule.opens(80) | rule.opens(443)) & ~rule.is_range
    yield from must_be_closed(rule, rule.uses("tcp", "udp") & ~web, "a port that is not of the web")


@policy(
    id="security-group-sensitive-port-wide",
    severity=LOW,
    category=Category.OPEN_INGRESS,
    requirements=("CUIMC-22", "CUIMC-20"),
    aliases=("e35c16a2-d54e-419d-8546-a804d8e024d0", "92fe237e-074c-4262-81a4-2077acb928c1"),
    resources=_INGRESS,
    default=False,
)
def security_group_sensitive_port_wide(group: Resource) -> Iterator[Verdict]:
    """Security group opens a port of a database or of management to more networks than need it.

    A whole private range holds every network that is ever connected to this one, and a block of public addresses holds
    machines of others. A small part of a private range is nobody else's and is well; some linters look at the length of
    the prefix alone, and only for small blocks.

    Fix:
        Name the subnets, the addresses or the security group of those that use the service.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
    """
    for rule in ingress_rules(group):
        opens = any_true(rule.opens(port, *_TRANSPORTS) for port in (*_ADMIN_PORTS, *_SENSITIVE_PORTS))
        if opens is not Truth.FALSE:
            for source in rule.wide_sources():
                yield source.must(~opens, "`{name}` opens a sensitive port widely", remedy="name those that need it")
