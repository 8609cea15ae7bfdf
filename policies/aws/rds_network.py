"""Amazon RDS: the networks and security groups that databases stand in."""

from collections.abc import Iterator

from groundrule.policy import (
    CRITICAL,
    HIGH,
    MEDIUM,
    Attribute,
    Category,
    Resource,
    Truth,
    Verdict,
    all_of,
    any_true,
    ingress_rules,
    is_public,
    policy,
    reached_through,
)

_DATABASES = ("aws_db_instance", "aws_rds_cluster", "aws_redshift_cluster")
_MANY = 24  # bits of a prefix: 256 addresses


@policy(
    id="database-security-group-open",
    severity=CRITICAL,
    category=Category.OPEN_INGRESS,
    requirements=("CUIMC-20", "CUIMC-03"),
    aliases=(
        "f0d8781f-99bf-4958-9917-d39283b168a0",
        "1e0ef61b-ad85-4518-a3d3-85eaad164885",
        "9564406d-e761-4e61-b8d7-5926e3ab8e79",
    ),
    resources=("aws_db_security_group", "aws_security_group", "aws_vpc_security_group_ingress_rule"),
)
def database_security_group_open(group: Resource) -> Iterator[Verdict]:
    """Security group lets the whole internet reach a database.

    The group guards a database that has a public address, so that nothing but the password stands between the
    data and everybody.

    Fix:
        Take the public address away, and let in the security groups of the applications that use the database.

    Sources:
        https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.RDSSecurityGroups.html
        https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html
    """
    classic = group.type == "aws_db_security_group"
    database = None if classic else reached_through(group)
    if not classic and (database is None or database.type not in _DATABASES):
        return
    whom = f"`{database.address}`" if database is not None else "its databases"
    for rule in ingress_rules(group):
        for exposure in rule.exposures():
            detail = f"`{{name}}` lets everybody reach {whom}"
            yield exposure.at.must(~exposure.everywhere, detail, remedy="name the networks that need it")


def _is_wide(source: str) -> bool:
    """Whether a block of IPv4 has 256 addresses or more."""
    address, _, bits = source.partition("/")
    return address.count(".") == 3 and bits.isdigit() and int(bits) <= _MANY


@policy(
    id="database-security-group-wide",
    severity=MEDIUM,
    category=Category.OPEN_INGRESS,
    requirements=("CUIMC-20", "CUIMC-22"),
    aliases=("4f615f3e-fb9c-4fad-8b70-2e9f781806ce", "0104165b-02d5-426f-abc9-91fb48189899"),
    resources=("aws_db_security_group",),
    default=False,
)
def database_security_group_wide(group: Resource) -> Iterator[Verdict]:
    """Database security group lets in a network of 256 addresses or more.

    A database is used by few servers. Whoever gets hold of any machine in a wide network can try its passwords.
    Another linter judges every security group in this way; here only those of databases are judged.

    Fix:
        Let in the security groups of the applications, or the smallest networks that hold their servers.

    Sources:
        https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.RDSSecurityGroups.html
    """

    def judge(ingress: Attribute) -> Verdict:
        source = ingress["cidr"]
        return source.must(~source.asks(_is_wide), "`{name}` is a network of 256 addresses or more")

    yield from group["ingress"].each(judge)


@policy(
    id="rds-in-public-subnet",
    severity=HIGH,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20",),
    aliases=("2f737336-b18a-4602-8ea0-b200312e1ac1", "4e88adee-a8eb-4605-a78d-9fb1096e3091"),
    resources=("aws_db_instance",),
)
def rds_in_public_subnet(database: Resource) -> Verdict | None:
    """RDS instance stands in a public subnet.

    One of the subnets in which it may stand has a route to an internet gateway, or gives its machines public
    addresses. The database can then be opened to the internet by one switch.

    Fix:
        Make the subnet group of private subnets, whose default route leads to a NAT gateway or nowhere.

    Sources:
        https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html
        https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html
    """
    name = database["db_subnet_group_name"]
    verdicts = [
        _must_be_private(name, subnet)
        for group in _named(database, name)
        for subnet in group["subnet_ids"].targets("aws_subnet")
    ]
    return all_of(verdicts) if verdicts else None


def _must_be_private(name: Attribute, subnet: Resource) -> Verdict:
    by_itself = subnet["map_public_ip_on_launch"]
    public = any_true((is_public(subnet), _holds_everything(subnet), by_itself.is_(True)))
    return name.decide(~public, f"`{subnet.address}` is public", unknown=by_itself.why_unknown)


def _holds_everything(subnet: Resource) -> Truth:
    """Whether its own block of addresses is the whole internet: nobody's private network."""
    return any_true(subnet[name].is_one_of(("0.0.0.0/0", "::/0")) for name in ("cidr_block", "ipv6_cidr_block"))


def _named(database: Resource, name: Attribute) -> list[Resource]:
    """The subnet groups that an attribute names: by reference, or by their name."""
    others = [
        other for other in database.others("aws_db_subnet_group") if name.text and other["name"].text == name.text
    ]
    return [*name.targets("aws_db_subnet_group"), *others]
