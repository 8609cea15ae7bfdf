"""Network access control lists."""

from collections.abc import Iterator

from groundrule.policy import HIGH, MEDIUM, Category, Resource, Verdict, allowed_acl_rules, must_be_closed, policy

_ADMIN_PORTS = (22, 3389)
_FTP_PORTS = (20, 21)


@policy(
    id="network-acl-all-ports-open",
    severity=MEDIUM,
    category=Category.OPEN_INGRESS,
    requirements=("CUIMC-20",),
    aliases=(
        "CKV_AWS_229",
        "CKV_AWS_230",
        "CKV_AWS_352",
        "AWS-0102",
        "f57f849c-883b-4cb7-85e7-f7b199dff163",
        "03879981-efa2-47a0-a818-c843e1441b88",
    ),
    resources=("aws_network_acl", "aws_network_acl_rule"),
    default=False,
)
def network_acl_all_ports_open(acl: Resource) -> Iterator[Verdict]:
    """Network ACL opens every port to the internet.

    The list then protects nothing, and the security groups stand alone. It is the default list of a network, which is
    why many keep it. A rule of a lower number that refuses some ports to the same source goes first, and what is left
    is not every port.

    Fix:
        Allow the ports that are served, and those for answers.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
    """
    for rule in allowed_acl_rules(acl):
        yield from must_be_closed(rule, rule.opens_every_port, "every port")


@policy(
    id="network-acl-admin-port-open",
    severity=HIGH,
    category=Category.OPEN_INGRESS,
    requirements=("CUIMC-20", "CUIMC-22"),
    aliases=(
        "CKV_AWS_231",
        "CKV_AWS_232",
        "AWS-0105",
        "a20be318-cac7-457b-911d-04cc6e812c25",
        "3af7f2fd-06e6-4dab-b996-2912bea19ba4",
    ),
    resources=("aws_network_acl", "aws_network_acl_rule"),
)
def network_acl_admin_port_open(acl: Resource) -> Iterator[Verdict]:
    """Network ACL opens SSH or remote desktop to the internet.

    Ports 22 and 3389 are tried by everybody, all the time. A rule of a lower number that denies the
    port to the same source goes first.

    Fix:
        Name the networks that administer the servers.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
    """
    for rule in allowed_acl_rules(acl):
        for port in _ADMIN_PORTS:
            yield from must_be_closed(rule, rule.opens(port) & ~rule.opens_every_port, f"port {port}")


@policy(
    id="network-acl-ftp-open",
    severity=MEDIUM,
    category=Category.OPEN_INGRESS,
    requirements=("CUIMC-20", "CUIMC-25"),
    aliases=("CKV_AWS_229", "CKV_AWS_230"),
    resources=("aws_network_acl", "aws_network_acl_rule"),
)
def network_acl_ftp_open(acl: Resource) -> Iterator[Verdict]:
    """Network ACL opens FTP to the internet.

    FTP sends passwords and files unencrypted. A rule of a lower number that denies the port to the same source
    goes first.

    Fix:
        Remove the rule, and exchange files by SFTP or HTTPS.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
    """
    for rule in allowed_acl_rules(acl):
        for port in _FTP_PORTS:
            yield from must_be_closed(rule, rule.opens(port) & ~rule.opens_every_port, f"port {port}")
