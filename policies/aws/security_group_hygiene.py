"""Security groups: how wide they are, whether anything uses them, and what they are for."""

from collections.abc import Iterator

from groundrule.policy import (
    LOW,
    MEDIUM,
    Attribute,
    Category,
    Resource,
    Rule,
    Truth,
    Verdict,
    egress_rules,
    guarded_by,
    ingress_rules,
    must_be_closed,
    policy,
)

_EGRESS = (
    "aws_security_group",
    "aws_default_security_group",
    "aws_security_group_rule",
    "aws_vpc_security_group_egress_rule",
)
_INGRESS = (
    "aws_security_group",
    "aws_default_security_group",
    "aws_security_group_rule",
    "aws_vpc_security_group_ingress_rule",
)
_RULES = ("aws_security_group_rule", "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule")
_GROUPS = ("aws_security_group", "aws_default_security_group")


@policy(
    id="security-group-egress-open",
    severity=MEDIUM,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-22",),
    aliases=(
        "CKV_AWS_382",
        "AWS-0104",
        "1cc2fbd7-816c-4fbf-ad6d-38a4afa4312a",
        "66f2d8f9-a911-4ced-ae27-34f09690bb2c",
        "ee464fc2-54a6-4e22-b10a-c6dcd2474d0c",
    ),
    resources=_EGRESS,
    default=False,
)
def security_group_egress_open(group: Resource) -> Iterator[Verdict]:
    """Security group lets everything out to the whole internet.

    A program that somebody broke into can then send away what it finds, and fetch more tools. A rule for all protocols
    lets every port out, whatever ports it names.

    Fix:
        Name the ports and networks that are needed, such as port 443 or the endpoints of AWS services.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
    """
    for rule in egress_rules(group):
        yield from must_be_closed(rule, rule.opens_every_port, "every port")


@policy(
    id="security-group-egress-to-everybody",
    severity=LOW,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20", "CUIMC-22"),
    aliases=("AWS-0104", "1cc2fbd7-816c-4fbf-ad6d-38a4afa4312a"),
    resources=_EGRESS,
    default=False,
)
def security_group_egress_to_everybody(group: Resource) -> Iterator[Verdict]:
    """Security group lets traffic out to the whole internet, on some ports.

    One open port is enough to send data away. A program that calls services anywhere needs it, so this is for networks
    whose programs call only what is known. A rule that lets every port out has a policy of its own.

    Fix:
        Name the networks, the prefix lists or the security groups that are called.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
        https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
    """
    for rule in egress_rules(group):
        yield from must_be_closed(rule, ~rule.opens_every_port, "a way out")


def _single(rule: Rule) -> Verdict:
    last = rule.part("to_port")
    return last.must(~rule.is_range, "the rule opens more than one port", remedy="open single ports")


@policy(
    id="security-group-egress-range",
    severity=LOW,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-22",),
    aliases=("dae9c373-8287-462f-8746-6f93dad93610",),
    resources=_EGRESS,
    default=False,
)
def security_group_egress_range(group: Resource) -> Iterator[Verdict]:
    """Security group lets a range of ports out.

    A range holds ports that nobody meant.

    Fix:
        Give every port that is used a rule of its own.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
    """
    yield from (_single(rule) for rule in egress_rules(group))


@policy(
    id="security-group-ingress-range",
    severity=LOW,
    category=Category.OPEN_INGRESS,
    requirements=("CUIMC-22",),
    aliases=("87482183-a8e7-4e42-a566-7a23ec231c16",),
    resources=_INGRESS,
    default=False,
)
def security_group_ingress_range(group: Resource) -> Iterator[Verdict]:
    """Security group lets a range of ports in.

    A range holds ports that nobody meant, and whatever listens on them later is open at once.

    Fix:
        Give every port that is served a rule of its own.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
    """
    yield from (_single(rule) for rule in ingress_rules(group))


@policy(
    id="security-group-in-default-network",
    severity=LOW,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-22",),
    aliases=("493d9591-6249-47bf-8dc0-5c10161cc558",),
    resources=("aws_security_group",),
    default=False,
)
def security_group_in_default_network(group: Resource) -> Verdict:
    """Security group names no network, and belongs to the default one.

    What it protects has to run in the default network, whose subnets are public.

    Fix:
        Set `vpc_id`.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/creating-security-groups.html
    """
    return group["vpc_id"].must_be_set()


def _described(part: Resource | Attribute) -> Verdict:
    text = part["description"]
    return text.must_be_set() & text.must_not_be("Managed by Terraform")


@policy(
    id="security-group-undescribed",
    severity=LOW,
    category=Category.HYGIENE,
    requirements=("CUIMC-22", "STAN-09"),
    aliases=("CKV_AWS_23", "AWS-0099", "AWS-0049", "AWS-0083", "cb3f5ed6-0d18-40de-a93d-b3538db31e8c"),
    resources=("aws_security_group", "aws_elasticache_security_group", "aws_redshift_security_group"),
    default=False,
)
def security_group_undescribed(group: Resource) -> Verdict:
    """Security group does not say what it is for.

    Nobody dares to remove a group whose purpose is forgotten. The text that Terraform puts in where there is none
    says nothing either.

    Fix:
        Set `description`.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/creating-security-groups.html
        https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group
    """
    return _described(group)


@policy(
    id="security-group-rule-undescribed",
    severity=LOW,
    category=Category.HYGIENE,
    requirements=("CUIMC-22", "STAN-09"),
    aliases=(
        "CKV_AWS_23",
        "AWS-0124",
        "68eb4bf3-f9bf-463d-b5cf-e029bb446d2e",
        "5e6c9c68-8a82-408e-8749-ddad78cbb9c5",
    ),
    resources=(*_GROUPS, *_RULES),
    default=False,
)
def security_group_rule_undescribed(resource: Resource) -> Iterator[Verdict]:
    """Rule of a security group does not say what it is for.

    Nobody dares to remove a rule whose purpose is forgotten, so that it stays open.

    Fix:
        Set `description` of each rule.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
    """
    if resource.type in _RULES:
        yield _described(resource)
        return
    for direction in ("ingress", "egress"):
        yield from resource[direction].each(_described)


@policy(
    id="security-group-unattached",
    severity=LOW,
    category=Category.HYGIENE,
    requirements=("CUIMC-19", "CUIMC-22"),
    aliases=("CKV2_AWS_5", "4849211b-ac39-479e-ae78-5694d506cb24"),
    resources=("aws_security_group",),
    default=False,
)
def security_group_unattached(group: Resource) -> Verdict:
    """Security group is used by nothing.

    It is kept up for nothing, and somebody may pick it for a machine that should not have it. A rule of another group
    that names it is not a use of it: no machine is in it. Who uses a group that an output, or the call of a module that
    is not at hand, hands out is not known here. A text that spells a group's address in Terraform is no reference to
    it.

    Fix:
        Attach the group to what it is meant for, or remove it.

    Sources:
        https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-22
    """
    doubt = group.may_be_used_elsewhere()
    used = Truth.of(bool(guarded_by(group))) | (Truth.UNKNOWN if doubt else Truth.FALSE)
    return group.decide(used, "no resource uses the group", unknown=doubt)
