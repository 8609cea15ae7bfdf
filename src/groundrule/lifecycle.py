"""Versions that providers still support, and until when: dated tables, and the day of the run.

Each table tells when it was read. One that is older than a year is told in the coverage, because a version
may have ended (or begun) since.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from groundrule.questions import over
from groundrule.subject import Attribute
from groundrule.value import Absent, Data, Truth
from groundrule.verdict import Verdict


class Table(NamedTuple):
    """The versions of one product.

    Attributes:
        product: for people.
        read: the day on which the source said so, as `YYYY-MM-DD`.
        source: the provider's page.
        ends: version → the last day of its standard support; empty where none is announced.
        before: versions (a dotted number) lower than this ended before the table begins; empty for none.
    """

    product: str
    read: str
    source: str
    ends: Mapping[str, str]
    before: str = ""


LAMBDA_RUNTIMES: Final = Table(
    "Lambda runtime",
    "2026-10-01",
    "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html",
    {
        "dotnetcore1.0": "2019-06-27",
        "dotnetcore2.0": "2019-05-30",
        "dotnetcore2.1": "2022-01-05",
        "dotnetcore3.1": "2023-04-03",
        "dotnet6": "2024-12-20",
        "dotnet8": "2026-11-10",
        "dotnet10": "2028-11-14",
        "go1.x": "2024-01-08",
        "java8": "2024-01-08",
        "java8.al2": "2027-06-30",
        "java11": "2027-06-30",
        "java17": "2027-06-30",
        "java21": "2029-06-30",
        "java25": "2029-06-30",
        "nodejs": "2016-08-30",
        "nodejs4.3": "2020-03-05",
        "nodejs4.3-edge": "2020-03-05",
        "nodejs6.10": "2019-08-12",
        "nodejs8.10": "2020-03-06",
        "nodejs10.x": "2021-07-30",
        "nodejs12.x": "2023-03-31",
        "nodejs14.x": "2023-12-04",
        "nodejs16.x": "2024-06-12",
        "nodejs18.x": "2025-09-01",
        "nodejs20.x": "2026-04-30",
        "nodejs22.x": "2027-04-30",
        "nodejs24.x": "2028-04-30",
        "provided": "2024-01-08",
        "provided.al2": "2026-07-31",
        "provided.al2023": "2029-06-30",
        "python2.7": "2021-07-15",
        "python3.6": "2022-07-18",
        "python3.7": "2023-12-04",
        "python3.8": "2024-10-14",
        "python3.9": "2025-12-15",
        "python3.10": "2026-10-31",
        "python3.11": "2027-06-30",
        "python3.12": "2028-10-31",
        "python3.13": "2029-06-30",
        "python3.14": "2029-06-30",
        "ruby2.5": "2021-07-30",
        "ruby2.7": "2023-12-07",
        "ruby3.2": "2026-03-31",
        "ruby3.3": "2027-03-31",
        "ruby3.4": "2028-03-31",
        "ruby4.0": "2029-03-31",
    },
)
# the end of extended support: until then AWS patches the version, for a fee
EKS_VERSIONS: Final = Table(
    "Kubernetes version of EKS",
    "2026-09-13",
    "https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html",
    {
        "1.29": "2026-03-23",
        "1.30": "2026-07-23",
        "1.31": "2026-11-26",
        "1.32": "2027-03-23",
        "1.33": "2027-07-29",
        "1.34": "2027-12-02",
        "1.35": "2028-03-27",
        "1.36": "2028-08-02",
    },
    before="1.29",
)
# as for Kubernetes, the end of RDS Extended Support
_POSTGRES: Final = {
    "11": "2027-03-31",
    "12": "2028-02-29",
    "13": "2029-02-28",
    "14": "2030-02-28",
    "15": "2031-02-28",
    "16": "2032-02-29",
    "17": "2033-02-28",
    "18": "2034-02-28",
}
RDS_POSTGRES: Final = Table(
    "PostgreSQL version of RDS",
    "2026-09-13",
    "https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html",
    _POSTGRES,
    before="11",
)
AURORA_POSTGRES: Final = Table(
    "PostgreSQL version of Aurora",
    "2026-09-13",
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraPostgreSQLReleaseNotes/aurorapostgresql-release-calendar.html",
    {**_POSTGRES, "16": "2032-02-28"},
    before="11",
)
RDS_MYSQL: Final = Table(
    "MySQL version of RDS",
    "2026-09-13",
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html",
    {"5.7": "2027-02-28", "8.0": "2029-07-31", "8.4": "2032-07-31"},
    before="5.7",
)
# version 2 of Aurora MySQL is that of MySQL 5.7, version 3 that of 8.0
AURORA_MYSQL: Final = Table(
    "MySQL version of Aurora",
    "2026-09-13",
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraMySQLReleaseNotes/AuroraMySQL.release-calendars.html",
    {"5.7": "2029-06-30", "8.0": "2029-07-31"},
    before="5.7",
)
# MariaDB has no extended support
RDS_MARIADB: Final = Table(
    "MariaDB version of RDS",
    "2026-06-05",
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MariaDB.Concepts.VersionMgmt.html",
    {
        "10.3": "2023-10-23",
        "10.4": "2025-02-28",
        "10.5": "2026-08-31",
        "10.6": "2026-11-30",
        "10.11": "2028-02-29",
        "11.4": "2029-05-31",
        "11.8": "2030-06-30",
    },
    before="10.3",
)
ELASTICACHE_REDIS: Final = Table(
    "Redis version of ElastiCache",
    "2026-09-13",
    "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html",
    {"4": "2029-01-31", "5": "2029-01-31", "6": "2030-01-31", "7": ""},
    before="4",
)
MQ_ACTIVEMQ: Final = Table(
    "ActiveMQ version of Amazon MQ",
    "2026-09-13",
    "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/activemq-version-support.html",
    {"5.15": "2024-09-16", "5.16": "2024-11-15", "5.17": "2025-06-16", "5.18": "", "5.19": ""},
    before="5.15",
)
MQ_RABBITMQ: Final = Table(
    "RabbitMQ version of Amazon MQ",
    "2026-09-13",
    "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-version-support.html",
    {"3.12": "2025-03-17", "3.13": "", "4.2": ""},
    before="3.12",
)
# a certificate authority's name; the end of its certificate
RDS_CERTIFICATES: Final = Table(
    "certificate authority of RDS",
    "2026-11-25",
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html",
    {
        "rds-ca-2015": "2020-03-05",
        "rds-ca-2019": "2024-08-22",
        # these are valid for 40 and 100 years
        "rds-ca-rsa2048-g1": "",
        "rds-ca-rsa4096-g1": "",
        "rds-ca-ecc384-g1": "",
    },
)
_TABLES: Final = (
    LAMBDA_RUNTIMES,
    EKS_VERSIONS,
    RDS_POSTGRES,
    AURORA_POSTGRES,
    RDS_MYSQL,
    AURORA_MYSQL,
    RDS_MARIADB,
    ELASTICACHE_REDIS,
    MQ_ACTIVEMQ,
    MQ_RABBITMQ,
    RDS_CERTIFICATES,
)


def today() -> str:
    """The day of the run as `YYYY-MM-DD`; tests put another in its place."""
    import time

    return time.strftime("%Y-%m-%d")


def stale() -> Iterator[Table]:
    """The tables that are older than a year."""
    day = today()
    for table in _TABLES:
        if f"{int(table.read[:4]) + 1}{table.read[4:]}" < day:
            yield table


def must_be_supported(version: Attribute, table: Table) -> Verdict:
    """A version must not have ended by the day of the run.

    One that the table does not know is newer than it, or no version of this product: nothing is said of it.
    """
    day = today()
    kept = over(version.data, lambda data: _is_supported(data, table, day))
    text = version.text or ""
    end = table.ends.get(_known(text, table) or "", "")
    ended = f"ended on {end}" if end else "ended"
    return version.must(
        kept,
        f"the {table.product} `{text}` in `{{name}}` {ended}" if text else f"the {table.product} in `{{name}}` ended",
        remedy="move to a version that is supported",
    )


def _is_supported(data: Data, table: Table, day: str) -> Truth:
    if isinstance(data, int) and not isinstance(data, bool):
        data = str(data)
    if data is None or isinstance(data, Absent):
        return Truth.TRUE
    if not isinstance(data, str):
        from decimal import Decimal

        if not isinstance(data, Decimal):
            return Truth.UNKNOWN
        data = str(data)
    known = _known(data, table)
    if known is not None:
        return Truth.of(not table.ends[known] or day <= table.ends[known])
    return Truth.of(not (table.before and is_lower(data, table.before)))


def _known(version: str, table: Table) -> str | None:
    """The entry for a version: its own, or that of the version that it is a patch of (`13.7` of `13`)."""
    text = version
    while text:
        if text in table.ends:
            return text
        text = text.rpartition(".")[0]
    return None


def is_lower(version: str, than: str) -> bool:
    """Whether a dotted version is lower than another, part by part; False for one without numbers."""
    one, other = _numbers(version), _numbers(than)
    return bool(one) and one[: len(other)] < other[: len(one)]


def _numbers(version: str) -> list[int]:
    numbers: list[int] = []
    for part in version.split("."):
        if not part.isdigit():
            break
        numbers.append(int(part))
    return numbers
