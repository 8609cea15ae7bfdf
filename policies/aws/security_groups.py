"""Security groups."""

from collections.abc import Iterator

from groundrule.policy import CRITICAL, MEDIUM, Category, Resource, Rule, Truth, Verdict, ingress_rules, policy

_ADMIN_PORTS = (22, 3389)


def _judge(rule: Rule, opens: Truth, what: str) -> Iterator[Verdict]:
    if opens is Truth.FALSE:
        return
    for exposure in rule.exposures():
        detail = f"`{{name}}` opens {what} to everybody"
        closed = ~(opens & exposure.everywhere)
        yield exposure.at.must(closed, detail, remedy="name the networks that need it")


@policy(
    id="security-group-admin-port-open",
    severity=CRITICAL,
    category=Category.OPEN_INGRESS,
    requirements=("CUIMC-20", "CUIMC-22"),
    aliases=(
        "CKV_AWS_24",
        "CKV_AWS_25",
        "AWS-0107",
        "65905cec-d691-4320-b320-2000436cb696",
        "151187cb-0efc-481c-babd-ad24e3c9bc22",
        "c9846969-d066-431f-9b34-8c4abafe422a",
        "6e856af2-62d7-4ba2-adc1-73b62cef9cc1",
        "3ae83918-7ec7-4cb8-80db-b91ef0f94002",
        "cdbb0467-2957-4a77-9992-7b55b29df7b7",
    ),
    resources=(
        "aws_security_group",
        "aws_default_security_group",
        "aws_security_group_rule",
        "aws_vpc_security_group_ingress_rule",
    ),
)
def security_group_admin_port_open(group: Resource) -> Iterator[Verdict]:
    """Security group opens SSH or remote desktop to the internet.

    Ports 22 and 3389 are tried by everybody, all the time; one weak password or unpatched server is found
    within hours. Ranges that add up to the whole internet count as the internet, over IPv4 and IPv6.

    Fix:
        Name the networks that administer the servers, or reach them through Session Manager without any
        open port.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
        https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html
    """
    for rule in ingress_rules(group):
        for port in _ADMIN_PORTS:
            yield from _judge(rule, rule.opens(port) & ~rule.opens_every_port, f"port {port}")


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
        "CKV_AWS_260",
    ),
    resources=(
        "aws_security_group",
        "aws_default_security_group",
        "aws_security_group_rule",
        "aws_vpc_security_group_ingress_rule",
    ),
)
def security_group_all_ports_open(group: Resource) -> Iterator[Verdict]:
    """Security group opens every port to the internet.

    Whatever listens on the machines behind it, now or later, can be reached by everybody.

    Fix:
        Open the ports that are served, to whom they are served.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
    """
    for rule in ingress_rules(group):
        yield from _judge(rule, rule.opens_every_port, "every port")


@policy(
    id="security-group-plain-http-open",
    severity=MEDIUM,
    category=Category.OPEN_INGRESS,
    requirements=("CUIMC-20", "CUIMC-25"),
    aliases=("CKV_AWS_260", "ffac8a12-322e-42c1-b9b9-81ff85c39ef7", "ddfc4eaa-af23-409f-b96c-bf5c45dc4daa"),
    resources=(
        "aws_security_group",
        "aws_default_security_group",
        "aws_security_group_rule",
        "aws_vpc_security_group_ingress_rule",
    ),
    default=False,
)
def security_group_plain_http_open(group: Resource) -> Iterator[Verdict]:
    """Security group opens port 80 to the internet.

    What is served there is neither encrypted nor authenticated. A load balancer that only redirects to
    HTTPS needs the port.

    Fix:
        Serve HTTPS on port 443, behind a load balancer that redirects.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
    """
    for rule in ingress_rules(group):
        yield from _judge(rule, rule.opens(80) & ~rule.opens_every_port, "port 80")
