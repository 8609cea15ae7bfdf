"""Amazon EC2: what instances run with."""

from collections.abc import Callable, Iterator

from groundrule.policy import (
    LOW,
    MEDIUM,
    Attribute,
    Category,
    Reference,
    Resource,
    Truth,
    Unknown,
    Verdict,
    all_of,
    policy,
)

# https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ebs-optimized.html
_NOT_OPTIMIZED = ("c1.", "c3.", "g2.", "i2.", "m1.", "m2.", "m3.", "r3.", "t1.", "t2.")
_DEFAULT_DETAIL = "`{name}` is the default group"
_DEFAULT_GROUP = ("default_security_group_id", "default_security_group")


@policy(
    id="ec2-without-instance-profile",
    severity=LOW,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08", "CUIMC-21"),
    aliases=("CKV2_AWS_41", "f914357d-8386-4d56-9ba6-456e5723f9a6"),
    resources=("aws_instance", "aws_iam_instance_profile"),
    default=False,
)
def ec2_without_instance_profile(resource: Resource) -> Verdict:
    """Instance has no role.

    A program on it that needs an AWS service is then given long-lived keys, which are stolen and never rotated;
    and without a role Session Manager cannot reach the machine. A profile without a role gives none. A profile that
    stands in no file of the root counts as one: it may be made elsewhere.

    Fix:
        Set `iam_instance_profile` to a profile whose role may do what the programs need.

    Sources:
        https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html
    """
    if resource.type == "aws_iam_instance_profile":
        return resource["role"].must_be_set()
    return resource["iam_instance_profile"].must_be_set().unless(resource["launch_template"].is_set())


@policy(
    id="ec2-without-detailed-monitoring",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-09",),
    aliases=("CKV_AWS_126", "23b70e32-032e-4fa6-ba5c-82f56b9980e6", "0264093f-6791-4475-af34-4b8102dcbcd0"),
    resources=("aws_instance",),
    default=False,
)
def ec2_without_detailed_monitoring(machine: Resource) -> Verdict:
    """Instance is measured only every five minutes.

    Detailed monitoring measures every minute, so that alarms and scaling act sooner.

    Fix:
        Set `monitoring` to true.

    Sources:
        https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/manage-detailed-monitoring.html
    """
    return machine["monitoring"].must_be(True)


@policy(
    id="ec2-not-ebs-optimized",
    severity=LOW,
    category=Category.HYGIENE,
    requirements=("CUIMC-09",),
    aliases=("CKV_AWS_135", "60224630-175a-472a-9e23-133827040766", "8dd0ff1f-0da4-48df-9bb3-7f338ae36a40"),
    resources=("aws_instance",),
    default=False,
)
def ec2_not_ebs_optimized(machine: Resource) -> Verdict:
    """Instance of an old type shares its network with its disks.

    Slow disks and a slow network are the consequence. Types of the current generation are optimized by default,
    `t2` cannot be.

    Fix:
        Use a type of the current generation, or set `ebs_optimized` to true.

    Sources:
        https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ebs-optimized.html
    """
    kind = machine["instance_type"]
    by_default = kind.is_set() & ~kind.asks(lambda value: str(value).startswith(_NOT_OPTIMIZED))
    verdict = machine["ebs_optimized"].must_be(True)
    return verdict.unless(by_default, kind.why_unknown).unless(machine["launch_template"].is_set())


@policy(
    id="ec2-without-subnet",
    severity=LOW,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-22",),
    aliases=("a31a5a29-718a-4ff4-8001-a69e5e4d029e", "8a6d36cd-0bc6-42b7-92c4-67acc8576861"),
    resources=("aws_instance",),
    default=False,
)
def ec2_without_subnet(machine: Resource) -> Verdict:
    """Instance names no subnet, and runs in the default network.

    The subnets of the default network are public, and give every instance a public address.

    Fix:
        Set `subnet_id` to a subnet of a network of your own.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html
    """
    elsewhere = machine["network_interface"].is_set() | machine["launch_template"].is_set()
    return machine["subnet_id"].must_be_set().unless(elsewhere)


@policy(
    id="ec2-in-default-network",
    severity=LOW,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-22",),
    aliases=("7e4a6e76-568d-43ef-8c4e-36dea481bff1", "e42a3ef0-5325-4667-84bf-075ba1c9d58e"),
    resources=("aws_instance",),
    default=False,
)
def ec2_in_default_network(machine: Resource) -> Verdict | None:
    """Instance runs in a subnet of the default network.

    The subnets of the default network are public, and give every instance a public address. A template of
    CloudFormation cannot tell which network is the default one, whatever it is called there, so that none is judged.

    Fix:
        Make a network of your own, and put the instance in a private subnet of it.

    Never unknown:
        A subnet that does not stand in the source is not judged.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html
    """
    place = machine["subnet_id"]
    subnets = place.targets("aws_subnet", "aws_default_subnet", "data.aws_subnet")
    if not subnets:
        return None
    detail = "`{name}` is a subnet of the default network"
    return all_of(place.must(~_is_default(subnet), detail) for subnet in subnets)


def _is_default(subnet: Resource) -> Truth:
    if subnet.type == "aws_default_subnet":
        return Truth.TRUE
    network = subnet["vpc_id"]
    found = network.targets("data.aws_vpc")
    known = any(item["default"].is_(expected=True) is Truth.TRUE for item in found)
    return Truth.of(known or bool(network.targets("aws_default_vpc")))


@policy(
    id="ec2-in-default-security-group",
    severity=MEDIUM,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-22",),
    aliases=("f1adc521-f79a-4d71-b55b-a68294687432", "08b81bb3-0985-4023-8602-b606ad81d279"),
    resources=("aws_instance",),
)
def ec2_in_default_security_group(machine: Resource) -> Iterator[Verdict]:
    """Instance is put in the default security group.

    Everything that nobody gave a group is in that one too, and its members reach one another. A reference to something
    that is only called `default` tells nothing of the group.

    Fix:
        Give the instance a security group of its own.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
    """
    yield from _each(machine["vpc_security_group_ids"], _is_own_group)
    yield from _each(machine["security_groups"], lambda group: _is_own_group(group) & _has_own_name(group))


def _each(groups: Attribute, judge: Callable[[Attribute], Verdict]) -> Iterator[Verdict]:
    """A verdict on every group; a list that is not known as a whole says nothing of the default group."""
    if isinstance(groups.data, Reference):
        yield judge(groups)
    elif not isinstance(groups.data, Unknown):
        yield from groups.each(judge)


def _is_own_group(group: Attribute) -> Verdict:
    """By its id: only a reference can tell that it is the default group's."""
    reference = group.data
    by_network = isinstance(reference, Reference) and reference.attribute in _DEFAULT_GROUP
    default = by_network or bool(group.targets("aws_default_security_group"))
    return group.must(Truth.of(not default), _DEFAULT_DETAIL)


def _has_own_name(group: Attribute) -> Verdict:
    if isinstance(group.data, Reference):
        return group.allow()
    return group.must(~group.is_("default"), _DEFAULT_DETAIL)
