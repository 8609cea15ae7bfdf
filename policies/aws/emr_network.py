"""Amazon EMR: networks and sign-in of clusters."""

from collections.abc import Iterator

from groundrule.policy import HIGH, LOW, Category, Resource, Truth, Verdict, any_true, ingress_rules, policy

_GROUPS = (
    "emr_managed_master_security_group",
    "emr_managed_slave_security_group",
    "service_access_security_group",
    "additional_master_security_groups",
    "additional_slave_security_groups",
)
_RULES = ("aws_security_group_rule", "aws_vpc_security_group_ingress_rule")


@policy(
    id="emr-public-access-not-blocked",
    severity=HIGH,
    category=Category.OPEN_INGRESS,
    requirements=("CUIMC-20",),
    aliases=("CKV_AWS_390",),
    resources=("aws_emr_block_public_access_configuration",),
)
def emr_public_access_not_blocked(configuration: Resource) -> Verdict:
    """EMR lets clusters start whose security groups are open to the internet.

    The block stops such a cluster for the whole account and region, whoever makes it. It is on by itself in every
    account; this takes it away.

    Fix:
        Set `block_public_security_group_rules` to true.

    Sources:
        https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-block-public-access.html
    """
    return configuration["block_public_security_group_rules"].must_be(True)


def _open(group: Resource) -> Truth:
    """Whether a security group lets the internet in, by its own rules or by rules that name it."""
    holders = (group, *group.companions(*_RULES, by="security_group_id"))
    rules = (rule for holder in holders for rule in ingress_rules(holder))
    return any_true(exposure.everywhere for rule in rules for exposure in rule.exposures())


@policy(
    id="emr-security-group-open",
    severity=HIGH,
    category=Category.OPEN_INGRESS,
    requirements=("CUIMC-20", "CUIMC-22"),
    aliases=("CKV2_AWS_7",),
    resources=("aws_emr_cluster",),
)
def emr_security_group_open(cluster: Resource) -> Iterator[Verdict]:
    """EMR cluster's security group is open to the internet.

    The services of a cluster, such as the web pages of Hadoop, run commands for whoever reaches them.

    Fix:
        Name the networks that need the cluster in the group's rules.

    Sources:
        https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-security-groups.html
    """
    for name in _GROUPS:
        named = cluster["ec2_attributes"][name]
        for group in named.targets("aws_security_group"):
            yield named.must(~_open(group), f"`{{name}}` names `{group.address}`, which lets the internet in")


@policy(
    id="emr-cluster-without-subnet",
    severity=LOW,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20",),
    aliases=("2b3c8a6d-9856-43e6-ab1d-d651094f03b4", "bf89373a-be40-4c04-99f5-746742dfd7f3"),
    resources=("aws_emr_cluster",),
    default=False,
)
def emr_cluster_without_subnet(cluster: Resource) -> Verdict:
    """EMR cluster names no subnet.

    It falls into a subnet of the default network, where every instance has a public address.

    Fix:
        Set `subnet_id` or `subnet_ids` in `ec2_attributes` to private subnets.

    Sources:
        https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-plan-vpc-subnet.html
    """
    attributes = cluster["ec2_attributes"]
    return attributes["subnet_id"].must_be_set() | attributes["subnet_ids"].must_be_set()


@policy(
    id="emr-kerberos-without-realm",
    severity=LOW,
    category=Category.IDENTITY,
    requirements=("CUIMC-09",),
    aliases=("CKV_AWS_114",),
    resources=("aws_emr_cluster",),
)
def emr_kerberos_without_realm(cluster: Resource) -> Verdict:
    """EMR cluster's Kerberos attributes name no realm.

    Kerberos has no meaning without the realm whose users it knows; the cluster does not start.

    Fix:
        Set `realm` in `kerberos_attributes`.

    Sources:
        https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-kerberos-configure-settings.html
    """
    attributes = cluster["kerberos_attributes"]
    return attributes["realm"].must_be_set().when(attributes.is_set())
