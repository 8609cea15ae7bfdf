"""Amazon RDS and Aurora: logs and measurements."""

from groundrule.policy import (
    LOW,
    MEDIUM,
    Attribute,
    Category,
    Resource,
    Truth,
    Verdict,
    all_of,
    belongs_to_cluster,
    judged_by_named,
    parameter,
    policy,
)


@policy(
    id="rds-logs-not-exported",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-17", "CUIMC-02", "STAN-06"),
    aliases=("CKV_AWS_129", "CKV_AWS_324", "8d7f7b8c-6c7c-40f8-baa6-62006c6c7b56"),
    resources=("aws_db_instance", "aws_rds_cluster"),
    default=False,
)
def rds_logs_not_exported(database: Resource) -> Verdict:
    """RDS database keeps its logs to itself.

    The engine's logs lie on the database's own disk, are rotated away within days and are gone with it. Members of a
    cluster export what their cluster says.

    Fix:
        List the engine's logs in `enabled_cloudwatch_logs_exports`.

    Sources:
        https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html
    """
    return database["enabled_cloudwatch_logs_exports"].must_be_set().unless(belongs_to_cluster(database))


@policy(
    id="aurora-without-audit-log",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-17", "STAN-06"),
    aliases=("CKV_AWS_325",),
    resources=("aws_rds_cluster",),
)
def aurora_without_audit_log(cluster: Resource) -> Verdict:
    """MySQL-compatible cluster does not export its audit log.

    After an incident nobody can tell who connected and what was asked. A cluster of Terraform's that names no engine
    is compatible with MySQL.

    Fix:
        Add `audit` to `enabled_cloudwatch_logs_exports`, and switch on `server_audit_logging` in the cluster's
        parameter group.

    Sources:
        https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Auditing.html
    """
    mysql = cluster["engine"].is_one_of(("aurora", "aurora-mysql", "mysql"))
    return cluster["enabled_cloudwatch_logs_exports"].must_contain("audit").when(mysql, cluster["engine"].why_unknown)


@policy(
    id="rds-postgres-without-query-log",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-17",),
    aliases=("CKV2_AWS_27", "CKV2_AWS_30"),
    resources=("aws_db_instance", "aws_rds_cluster"),
    default=False,
)
def rds_postgres_without_query_log(database: Resource) -> Verdict | None:
    """PostgreSQL database does not log statements.

    By default neither statements nor slow ones are logged. A parameter group has to say so; the one that AWS provides
    does not.

    Fix:
        Set `log_statement` and `log_min_duration_statement` in the parameter group.

    Sources:
        https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.Query_Logging.html
    """
    engine = database["engine"].text
    if engine is None or "postgres" not in engine or belongs_to_cluster(database) is Truth.TRUE:
        return None
    of_cluster = database.type == "aws_rds_cluster"
    named = database["db_cluster_parameter_group_name" if of_cluster else "parameter_group_name"]
    detail = "no parameter group makes it log statements"
    type_ = "aws_rds_cluster_parameter_group" if of_cluster else "aws_db_parameter_group"
    verdict = judged_by_named(named, type_, lambda group: _logs_statements(group, named))
    if verdict is not None:
        return verdict
    ours = named.asks(lambda name: not str(name).startswith("default."))
    if ours is Truth.FALSE:
        return named.deny(detail, remedy="name a parameter group of your own in `{name}`")
    return named.unknown("the parameter group does not stand in this root", detail)


def _logs_statements(group: Resource, named: Attribute) -> Verdict:
    return all_of(
        named.decide(
            setting.is_set() & ~setting.is_one_of(("none", "-1", -1)),
            f"the parameter group `{group.address}` does not set `{name}`",
            unknown=setting.why_unknown,
        )
        for name in ("log_statement", "log_min_duration_statement")
        for setting in (parameter(group, name),)
    )


@policy(
    id="rds-without-enhanced-monitoring",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-09",),
    aliases=("CKV_AWS_118",),
    resources=("aws_db_instance", "aws_rds_cluster_instance"),
    default=False,
)
def rds_without_enhanced_monitoring(database: Resource) -> Verdict:
    """RDS instance has no enhanced monitoring.

    The metrics of the hypervisor do not tell which process of the database uses the memory or the disk.

    Fix:
        Set `monitoring_interval` to the seconds between measurements, and give a `monitoring_role_arn`.

    Sources:
        https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.html
    """
    return database["monitoring_interval"].must_be_at_least(1)


@policy(
    id="rds-without-performance-insights",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-09",),
    aliases=("CKV_AWS_353", "AWS-0133"),
    resources=("aws_db_instance", "aws_rds_cluster_instance"),
    default=False,
)
def rds_without_performance_insights(database: Resource) -> Verdict:
    """RDS instance has no Performance Insights.

    Nobody sees which statements load the database. The smallest classes and Db2 do not have it.

    Fix:
        Set `performance_insights_enabled` to true.

    Sources:
        https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Overview.Engines.html
    """
    insights = database["performance_insights_enabled"].must_be(True)
    if database.type == "aws_rds_cluster_instance":
        return insights
    return insights.unless(database["engine"].asks(lambda engine: str(engine).startswith("db2")))
