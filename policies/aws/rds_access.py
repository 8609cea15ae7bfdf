"""Amazon RDS and Aurora: who reaches a database, and how."""

from typing import Final

from groundrule.policy import (
    CRITICAL,
    HIGH,
    MEDIUM,
    Attribute,
    Category,
    Resource,
    Truth,
    Verdict,
    belongs_to_cluster,
    judged_by_named,
    must_not_be_published,
    parameter,
    policy,
)

_ON: Final = (True, 1, "ON", "on", "1")
# engine → the parameter that demands TLS, and its values that do
_TLS_PARAMETER: Final[dict[str, tuple[str, tuple[bool | int | str, ...]]]] = {
    "postgres": ("rds.force_ssl", _ON),
    "aurora-postgresql": ("rds.force_ssl", _ON),
    "sqlserver": ("rds.force_ssl", _ON),
    "mysql": ("require_secure_transport", _ON),
    "aurora-mysql": ("require_secure_transport", _ON),
    "mariadb": ("require_secure_transport", _ON),
    "db2": ("db2comm", ("SSL",)),
}
# engine → the first version of which a parameter group demands TLS unless it says otherwise
# https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html
# https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Security.html
# https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mariadb-ssl-connections.require-ssl.html
# https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mysql-ssl-connections.require-ssl.html
_DEMANDED_SINCE: Final = {
    "postgres": (15, 0),
    "aurora-postgresql": (17, 0),
    "mariadb": (11, 8),
    "mysql": (9, 7),
}
_GROUPS: Final = {
    "aws_db_instance": ("parameter_group_name", "aws_db_parameter_group"),
    "aws_rds_cluster": ("db_cluster_parameter_group_name", "aws_rds_cluster_parameter_group"),
}


@policy(
    id="rds-instance-public",
    severity=HIGH,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20", "CUIMC-03"),
    aliases=(
        "CKV_AWS_17",
        "AWS-0180",
        "35113e6f-2c6b-414d-beec-7a9482d3b2d1",
        "de38e1d5-54cb-4111-a868-6f7722695007",
    ),
    resources=("aws_db_instance", "aws_rds_cluster_instance"),
)
def rds_instance_public(database: Resource) -> Verdict:
    """RDS instance has a public address.

    Its name resolves to an address on the internet; one rule of a security group that is too wide, and everybody can
    try passwords. CloudFormation leaves it to the network where nothing is written, so it has to be said. It is less
    severe where no subnet of it has a route to an internet gateway.

    Fix:
        Set `publicly_accessible` to false.

    Sources:
        https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-2
    """
    return must_not_be_published(database)


@policy(
    id="rds-snapshot-public",
    severity=CRITICAL,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03",),
    aliases=("CKV_AWS_302", "f0d8781f-1991-4958-9917-d39283b168a0"),
    resources=("aws_db_snapshot", "aws_db_cluster_snapshot", "aws_db_snapshot_copy"),
)
def rds_snapshot_public(snapshot: Resource) -> Verdict:
    """RDS snapshot is shared with everybody.

    Everybody with an AWS account can restore the snapshot and read the whole database.

    Fix:
        Name in `shared_accounts` the accounts that need it.

    Sources:
        https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html
    """
    return snapshot["shared_accounts"].must_not_contain("all")


@policy(
    id="rds-takes-plain-connections",
    severity=HIGH,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=("CKV2_AWS_69",),
    resources=("aws_db_instance", "aws_rds_cluster"),
)
def rds_takes_plain_connections(database: Resource) -> Verdict | None:
    """RDS parameter group lets clients connect without TLS.

    A client that does not ask for TLS sends its password and its data in the clear. Newer versions (PostgreSQL 15,
    Aurora PostgreSQL 17, MariaDB 11.8, MySQL 9.7) demand it unless the group switches that off. A database without a
    group of its own has the engine's default and is not judged, nor is one whose family AWS does not know.

    Fix:
        Set `rds.force_ssl` (PostgreSQL, SQL Server) or `require_secure_transport` (MySQL, MariaDB) to 1, or `db2comm`
        to SSL, in the parameter group.

    Sources:
        https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
    """
    attribute, type_ = _GROUPS[database.type]
    named = database[attribute]
    verdict = judged_by_named(named, type_, lambda group: _demands_tls(group, named))
    if verdict is not None:
        return verdict
    ours = named.asks(lambda name: not str(name).startswith("default."))
    if ours is Truth.FALSE or _engine(database["engine"]) is None or belongs_to_cluster(database) is Truth.TRUE:
        return None
    return named.unknown(
        "the parameter group does not stand in this root",
        "`{name}` may name a group that lets clients connect without TLS",
    )


def _demands_tls(group: Resource, named: Attribute) -> Verdict:
    engine = _engine(group["family"])
    if engine is None:
        return named.allow()
    name, well = _TLS_PARAMETER[engine]
    setting = parameter(group, name)
    if setting.written:
        off = f"the parameter group `{group.address}` does not demand TLS: `{name}` is not {well[-1]}"
        return named.decide(setting.is_one_of(well), off, unknown=setting.why_unknown)
    silent = f"the parameter group `{group.address}` does not set `{name}`"
    return named.decide(_demanded_anyway(group["family"], engine), silent).at(MEDIUM)


def _demanded_anyway(family: Attribute, engine: str) -> Truth:
    """Whether the family's own default demands TLS; `postgres15`, `mariadb11.8`."""
    since = _DEMANDED_SINCE.get(engine)
    if since is None:
        return Truth.FALSE
    return family.asks(lambda value: _version(str(value).removeprefix(engine)) >= since)


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".") if part.isdigit())


def _engine(written: Attribute) -> str | None:
    """The engine of the table that an engine or a family belongs to: `sqlserver-ex`, `postgres15`; None for others."""
    return next((known for known in _TLS_PARAMETER if (written.text or "").startswith(known)), None)
