"""Network access control lists."""

from collections.abc import Iterator

from groundrule.policy import HIGH, MEDIUM, Category, Resource, Verdict, allowed_acl_rules, must_be_closed, policy

_FTP_PORTS = (20, 21)


@policy(
    id="network-acl-all-ports-open",
    severity=MEDIUM,
    category=Category.OPEN_INGRESS,
    requirements=("CUIMC-20",),
    aliases=(
        "CKV_AWS_229",
        "CKV_AWS_230",
        "CKV_AWS_231",
        "CKV_AWS_232",
        "CKV_AWS_352",
        "AWS-0105",
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


def _on_port(acl: Resource, port: int) -> Iterator[Verdict]:
    """Verdicts on the rules that open a port, but not every one."""
    for rule in allowed_acl_rules(acl):
        yield from must_be_closed(rule, rule.opens(port) & ~rule.opens_every_port, f"port {port}")


@policy(
    id="network-acl-ssh-open",
    severity=HIGH,
    category=Category.OPEN_INGRESS,
    requirements=("CUIMC-20", "CUIMC-22"),
    aliases=("CKV_AWS_232", "AWS-0105", "3af7f2fd-06e6-4dab-b996-2912bea19ba4"),
    resources=("aws_network_acl", "aws_network_acl_rule"),
)
def network_acl_ssh_open(acl: Resource) -> Iterator[Verdict]:
    """Network ACL opens SSH to the internet.

    Port 22 is tried by everybody, all the time. A rule of a lower number that denies the port to the same source
    goes first.

    Fix:
        Name the networks that administer the servers.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
    """
    yield from _on_port(acl, 22)


@policy(
    id="network-acl-remote-desktop-open",
    severity=HIGH,
    category=Category.OPEN_INGRESS,
    requirements=("CUIMC-20", "CUIMC-22"),
    aliases=("CKV_AWS_231", "AWS-0105", "a20be318-cac7-457b-911d-04cc6e812c25"),
    resources=("aws_network_acl", "aws_network_acl_rule"),
)
def network_acl_remote_desktop_open(acl: Resource) -> Iterator[Verdict]:
    """Network ACL opens remote desktop to the internet.

    Port 3389 is tried by everybody, all the time. A rule of a lower number that denies the port to the same source
    goes first.

    Fix:
        Name the networks that administer the servers.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
    """
    yield from _on_port(acl, 3389)


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
    for port in _FTP_PORTS:
        yield from _on_port(acl, port)
