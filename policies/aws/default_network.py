"""What every account and network comes with: the default network and the default security group."""

from collections.abc import Iterator

from groundrule.policy import MEDIUM, Category, Reference, Resource, Truth, Verdict, policy

_DETAIL = "the default security group has a rule"
_REMEDY = "remove the rule"
_DEFAULT_GROUP = ("default_security_group_id", "default_security_group")


@policy(
    id="default-security-group-with-rules",
    severity=MEDIUM,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-22",),
    aliases=(
        "CKV2_AWS_12",
        "AWS-0173",
        "46883ce1-dc3e-4b17-9195-c6a601624c73",
        "9a4ef195-74b9-4c58-b8ed-2b2fe4353a75",
        "ea33fcf7-394b-4d11-a228-985c5d08f205",
    ),
    resources=("aws_default_security_group", "aws_security_group", "aws_security_group_rule"),
)
def default_security_group_with_rules(group: Resource) -> Iterator[Verdict]:
    """Default security group of a network lets traffic through.

    Whatever is launched without a security group gets the default one, so that its rules reach machines nobody meant.
    Without rules such a machine is cut off, and somebody notices. Rules for private networks are rules too: AWS asks
    for none at all.

    Fix:
        Remove the rules, and give every resource a security group of its own.

    Sources:
        https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-2
        https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
    """
    if group.type == "aws_security_group_rule":
        owner = group["security_group_id"]
        if isinstance(owner.data, Reference) and owner.data.attribute in _DEFAULT_GROUP:
            yield owner.deny(_DETAIL, remedy=_REMEDY)
    elif group.type == "aws_default_security_group" or group["name"].is_("default") is Truth.TRUE:
        for name in ("ingress", "egress"):
            rules = group[name]
            yield rules.must(~rules.is_set(), _DETAIL, remedy=_REMEDY)


@policy(
    id="default-security-group-left-open",
    severity=MEDIUM,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-22",),
    aliases=("CKV2_AWS_12",),
    resources=("aws_vpc",),
    default=False,
)
def default_security_group_left_open(network: Resource) -> Verdict | None:
    """Network keeps the default security group that it is made with.

    AWS makes it with rules that let its members reach one another and the internet. Terraform takes them away
    only where the group is managed; CloudFormation cannot, so templates are not judged.

    Fix:
        Add an `aws_default_security_group` without rules for the network.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
    """
    if network.dialect == "cloudformation":
        return None
    detail = "the default security group of the network is not managed, and keeps its rules"
    return network.companions("aws_default_security_group", by="vpc_id").must_exist(detail)


@policy(
    id="default-vpc-managed",
    severity=MEDIUM,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20", "CUIMC-22"),
    aliases=("CKV_AWS_148", "AWS-0101", "96ed3526-0179-4c73-b1b2-372fde2e0d13"),
    resources=("aws_default_vpc",),
)
def default_vpc_managed(network: Resource) -> Verdict:
    """Default network of the account is used.

    Its subnets are all public, and every instance in them gets a public address unless it says otherwise.

    Fix:
        Make an `aws_vpc` with private subnets.

    Never unknown:
        The resource itself is the fault.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html
    """
    return network.deny("it adopts the default network")
