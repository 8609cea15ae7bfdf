"""Network access control lists: whether they are used, and whether their rules make sense together."""

from collections.abc import Iterator

from groundrule.policy import LOW, Attribute, Category, Resource, Truth, Verdict, policy


def _number(entry: Attribute | Resource) -> Attribute:
    """A rule's number: `rule_no` in a list, `rule_number` of a rule of its own."""
    return entry["rule_number"] if isinstance(entry, Resource) else entry["rule_no"]


def _entries(acl: Resource, *, outbound: bool) -> Iterator[Attribute | Resource]:
    """The rules of a list in one direction, as far as it is known that they belong to it."""
    blocks = acl["egress" if outbound else "ingress"]
    count = len(blocks.data) if isinstance(blocks.data, list) else 0
    yield from (blocks[index] for index in range(count))
    for rule in acl.companions("aws_network_acl_rule", by="network_acl_id").sure:
        egress = rule["egress"]
        direction = egress.is_(expected=True) if egress.written else Truth.FALSE
        if direction is Truth.of(outbound):
            yield rule


@policy(
    id="network-acl-unattached",
    severity=LOW,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20",),
    aliases=("CKV2_AWS_1",),
    resources=("aws_network_acl",),
    default=False,
)
def network_acl_unattached(acl: Resource) -> Verdict:
    """Network ACL is attached to no subnet.

    Its rules protect nothing: the subnets have the network's default list, which lets everything through.

    Fix:
        Name the subnets in `subnet_ids`, or associate the list with them.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-16
    """
    associations = acl.companions("aws_network_acl_association", by="network_acl_id")
    used = acl["subnet_ids"].is_set() | associations.exist
    return acl.decide(used, "no subnet has the list")


@policy(
    id="network-acl-duplicate-number",
    severity=LOW,
    category=Category.HYGIENE,
    requirements=("CUIMC-09",),
    aliases=("045ddb54-cfc5-4abb-9e05-e427b2bc96fe",),
    resources=("aws_network_acl",),
    default=False,
)
def network_acl_duplicate_number(acl: Resource) -> Iterator[Verdict]:
    """Two rules of a network ACL have the same number.

    Numbers give the order in which rules are asked, and are unique in a direction: the second rule is refused, or
    replaces the first.

    Fix:
        Give every rule of a direction a number of its own.

    Never unknown:
        Only rules whose number stands in the source are compared.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
    """
    for outbound in (False, True):
        seen: set[str] = set()
        for entry in _entries(acl, outbound=outbound):
            number = _number(entry)
            text = str(number.data)
            if text.isdecimal() and text in seen:
                yield number.deny("`{name}` is another rule's number too", remedy="choose another number")
            seen.add(text)


@policy(
    id="network-acl-overlapping-ports",
    severity=LOW,
    category=Category.HYGIENE,
    requirements=("CUIMC-09",),
    aliases=("77b6f1e2-bde4-4a6a-ae7e-a40659ff1576",),
    resources=("aws_network_acl",),
    default=False,
)
def network_acl_overlapping_ports(acl: Resource) -> Iterator[Verdict]:
    """Ranges of ports of two rules of a network ACL overlap.

    Which of them holds depends on their numbers, which is easily read wrong. Where the one is meant as an exception
    from the other, ignore this with a reason.

    Fix:
        Cut the ranges so that each port stands in one rule.

    Never unknown:
        Only rules whose ports stand in the source are compared.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
    """
    for outbound in (False, True):
        seen: list[tuple[str, int, int]] = []
        for entry in _entries(acl, outbound=outbound):
            ports = _ports(entry)
            if ports is None:
                continue
            protocol, first, last = ports
            if any(protocol == other and first <= end and start <= last for other, start, end in seen):
                yield entry["from_port"].deny("its range of ports overlaps another rule's")
            seen.append(ports)


def _ports(entry: Attribute | Resource) -> tuple[str, int, int] | None:
    """Protocol, first and last port of a rule that is wholly known."""
    first, last = str(entry["from_port"].data), str(entry["to_port"].data)
    if first.isdecimal() and last.isdecimal():
        return str(entry["protocol"].data), int(first), int(last)
    return None
