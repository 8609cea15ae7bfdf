"""Versions of engines, and certificates, that have ended or have known flaws."""

from typing import Final

from groundrule.policy import (
    AURORA_MYSQL,
    AURORA_POSTGRES,
    ELASTICACHE_REDIS,
    HIGH,
    MEDIUM,
    MQ_ACTIVEMQ,
    MQ_RABBITMQ,
    RDS_CERTIFICATES,
    RDS_MARIADB,
    RDS_MYSQL,
    RDS_POSTGRES,
    Attribute,
    Category,
    Resource,
    Truth,
    Verdict,
    all_of,
    is_lower,
    must_be_supported,
    policy,
)

# https://aws.amazon.com/security/security-bulletins/AWS-2022-004/
_LOG_FDW_MENDED = {"9.6": "9.6.22", "10": "10.17", "11": "11.12", "12": "12.7", "13": "13.3"}
_AURORA_FLAWED = ("10.11", "10.12", "10.13", "11.6", "11.7", "11.8")


def _is_flawed(version: object) -> bool:
    """Whether the extension log_fdw lets a user read the server's files."""
    text = str(version)
    major = ".".join(text.split(".")[: 2 if text.startswith("9.") else 1])
    mended = _LOG_FDW_MENDED.get(major)
    # a major version alone takes the newest of its patches
    return mended is not None and text != major and is_lower(text, mended)


def _is_engine(engine: Attribute, name: str) -> Truth:
    """Whether an engine is this one; RDS takes its name in capitals too."""
    return engine.asks(lambda text: isinstance(text, str) and text.lower() == name)


@policy(
    id="rds-postgres-unpatched",
    severity=HIGH,
    category=Category.PATCHING,
    requirements=("CUIMC-16", "CUIMC-23"),
    aliases=("CKV_AWS_250", "CKV_AWS_388"),
    resources=("aws_db_instance", "aws_rds_cluster", "aws_rds_cluster_instance"),
)
def rds_postgres_unpatched(database: Resource) -> Verdict:
    """PostgreSQL database runs a version with known flaws.

    In old versions the extension `log_fdw` lets a database user read files of the server, credentials of
    internal services among them.

    Fix:
        Set `engine_version` to a supported version, and let minor versions be upgraded automatically.

    Sources:
        https://aws.amazon.com/security/security-bulletins/AWS-2022-004/
    """
    version = database["engine_version"]
    aurora = _is_engine(database["engine"], "aurora-postgresql")
    plain = _is_engine(database["engine"], "postgres")
    flawed = (version.asks(_is_flawed) & plain) | (version.is_one_of(_AURORA_FLAWED) & aurora)
    return version.must(~flawed, "`{name}` has known flaws", remedy="move to a version that is supported")


_ENGINES: Final = {
    "aurora": AURORA_MYSQL,
    "aurora-mysql": AURORA_MYSQL,
    "aurora-postgresql": AURORA_POSTGRES,
    "mariadb": RDS_MARIADB,
    "mysql": RDS_MYSQL,
    "postgres": RDS_POSTGRES,
}


@policy(
    id="rds-version-ended",
    severity=HIGH,
    category=Category.PATCHING,
    requirements=("CUIMC-16", "CUIMC-23"),
    resources=("aws_db_instance", "aws_rds_cluster", "aws_rds_cluster_instance", "aws_rds_global_cluster"),
)
def rds_version_ended(database: Resource) -> Verdict:
    """RDS database runs a version of its engine that has ended.

    It gets no security updates any more, and AWS may upgrade it by force when nobody expects it. Until the end of
    extended support AWS mends critical flaws, for a fee; MariaDB has none.

    Fix:
        Set `engine_version` to a supported version, after an upgrade has been tried.

    Sources:
        https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support.html
        https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html
        https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html
        https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MariaDB.Concepts.VersionMgmt.html
        https://docs.aws.amazon.com/AmazonRDS/latest/AuroraMySQLReleaseNotes/AuroraMySQL.release-calendars.html
        https://docs.aws.amazon.com/AmazonRDS/latest/AuroraPostgreSQLReleaseNotes/aurorapostgresql-release-calendar.html
    """
    engine, version = database["engine"], database["engine_version"]
    return all_of(
        must_be_supported(version, table).when(_is_engine(engine, name), engine.why_unknown)
        for name, table in _ENGINES.items()
    )


@policy(
    id="rds-certificate-ended",
    severity=MEDIUM,
    category=Category.PATCHING,
    requirements=("CUIMC-23", "CUIMC-25"),
    aliases=("CKV_AWS_211", "9f40c07e-699e-4410-8856-3ba0f2e3a2dd"),
    resources=("aws_db_instance",),
)
def rds_certificate_ended(database: Resource) -> Verdict:
    """RDS database names a certificate authority that has ended.

    Clients that check certificates can no longer connect, and those that don't can be deceived.

    Fix:
        Set `ca_cert_identifier` to `rds-ca-rsa2048-g1`, `rds-ca-rsa4096-g1` or `rds-ca-ecc384-g1`, or leave it out.

    Sources:
        https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
    """
    return must_be_supported(database["ca_cert_identifier"], RDS_CERTIFICATES)


@policy(
    id="elasticache-redis-unpatched",
    severity=HIGH,
    category=Category.PATCHING,
    requirements=("CUIMC-16", "CUIMC-23"),
    aliases=("254c932d-e3bf-44b2-bc9d-eb5fdb09f8d4",),
    resources=("aws_elasticache_cluster", "aws_elasticache_replication_group"),
)
def elasticache_redis_unpatched(cache: Resource) -> Verdict:
    """ElastiCache runs a version of Redis without security updates.

    Versions before 4.0.10 lack encryption on the way and can no longer be made; versions beyond extended support
    get no updates at all.

    Fix:
        Set `engine_version` to a supported version, or move to Valkey.

    Sources:
        https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html
        https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/deprecated-engine-versions.html
    """
    version = cache["engine_version"]
    other = cache["engine"].is_one_of(("memcached", "valkey"))
    old = version.asks(lambda text: is_lower(str(text), "4.0.10"))
    patched = version.must(~old, "`{name}` is lower than 4.0.10", remedy="move to a version that is supported")
    return (patched & must_be_supported(version, ELASTICACHE_REDIS)).unless(other)


@policy(
    id="mq-broker-version-ended",
    severity=MEDIUM,
    category=Category.PATCHING,
    requirements=("CUIMC-23", "CUIMC-16"),
    aliases=("CKV_AWS_208",),
    resources=("aws_mq_broker", "aws_mq_configuration"),
)
def mq_broker_version_ended(broker: Resource) -> Verdict | None:
    """MQ broker asks for an engine version that AWS no longer supports.

    It gets no security updates until AWS upgrades it by force, and a new broker can't be made of it.

    Fix:
        Set `engine_version` to a supported version.

    Sources:
        https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/activemq-version-support.html
        https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-version-support.html
    """
    engine = broker["engine_type"]
    rabbit = engine.asks(lambda name: str(name).upper() == "RABBITMQ")
    if rabbit is Truth.UNKNOWN:
        return engine.unknown(engine.why_unknown)
    return must_be_supported(broker["engine_version"], MQ_RABBITMQ if rabbit is Truth.TRUE else MQ_ACTIVEMQ)
