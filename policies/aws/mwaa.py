"""Amazon Managed Workflows for Apache Airflow."""

from groundrule.policy import HIGH, LOW, Category, Resource, Verdict, policy


def _must_be_kept(environment: Resource, logs: str) -> Verdict:
    enabled = environment["logging_configuration"][logs]["enabled"]
    return enabled.must(enabled.is_(expected=True), "`{name}` is not true", remedy="set `{name}` to `true`")


@policy(
    id="mwaa-scheduler-unlogged",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-17",),
    aliases=("CKV_AWS_242",),
    resources=("aws_mwaa_environment",),
    default=False,
)
def mwaa_scheduler_unlogged(environment: Resource) -> Verdict:
    """Airflow environment does not keep the logs of its scheduler.

    Nobody can tell afterwards which workflow was started when, and why one was not. By default they are not kept.

    Fix:
        Set `enabled` to true in `scheduler_logs`.

    Sources:
        https://docs.aws.amazon.com/mwaa/latest/userguide/monitoring-airflow.html
    """
    return _must_be_kept(environment, "scheduler_logs")


@policy(
    id="mwaa-worker-unlogged",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-17",),
    aliases=("CKV_AWS_243",),
    resources=("aws_mwaa_environment",),
    default=False,
)
def mwaa_worker_unlogged(environment: Resource) -> Verdict:
    """Airflow environment does not keep the logs of its workers.

    Nobody can tell afterwards what the tasks did, and why one failed. By default they are not kept.

    Fix:
        Set `enabled` to true in `worker_logs`.

    Sources:
        https://docs.aws.amazon.com/mwaa/latest/userguide/monitoring-airflow.html
    """
    return _must_be_kept(environment, "worker_logs")


@policy(
    id="mwaa-webserver-unlogged",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-17",),
    aliases=("CKV_AWS_244",),
    resources=("aws_mwaa_environment",),
    default=False,
)
def mwaa_webserver_unlogged(environment: Resource) -> Verdict:
    """Airflow environment does not keep the logs of its web server.

    Nobody can tell afterwards who signed in and started what. By default they are not kept.

    Fix:
        Set `enabled` to true in `webserver_logs`.

    Sources:
        https://docs.aws.amazon.com/mwaa/latest/userguide/monitoring-airflow.html
    """
    return _must_be_kept(environment, "webserver_logs")


@policy(
    id="mwaa-webserver-public",
    severity=HIGH,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20",),
    aliases=("CKV2_AWS_66",),
    resources=("aws_mwaa_environment",),
)
def mwaa_webserver_public(environment: Resource) -> Verdict:
    """Airflow web server has a public address.

    Only the sign-in then stands between the internet and the workflows, their connections and variables.

    Fix:
        Set `webserver_access_mode` to `PRIVATE_ONLY`.

    Sources:
        https://docs.aws.amazon.com/mwaa/latest/userguide/configuring-networking.html
    """
    return environment["webserver_access_mode"].must_not_be("PUBLIC_ONLY")
