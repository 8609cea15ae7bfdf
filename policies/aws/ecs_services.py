"""Amazon Elastic Container Service: services and clusters."""

from collections.abc import Iterator

from groundrule.policy import (
    HIGH,
    LOW,
    MEDIUM,
    Attribute,
    Category,
    Resource,
    Truth,
    Verdict,
    eased_where_apart,
    must_be_customer_key,
    must_not_be_administrative,
    policy,
)


@policy(
    id="ecs-service-public-ip",
    severity=MEDIUM,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20",),
    aliases=("CKV_AWS_333",),
    resources=("aws_ecs_service",),
)
def ecs_service_public_ip(service: Resource) -> Verdict:
    """ECS service gives its tasks public addresses.

    Only a security group then stands between the containers and the internet. It is less severe where the
    subnets have no route to an internet gateway.

    Fix:
        Set `assign_public_ip` to false, and let the tasks go out by a NAT gateway or by VPC endpoints.

    Sources:
        https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-2
    """
    verdict = service["network_configuration"]["assign_public_ip"].must_not_be_one_of(True, "ENABLED")
    return eased_where_apart(service, verdict, LOW)


@policy(
    id="ecs-service-role-administrative",
    severity=HIGH,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08",),
    aliases=("3206240f-2e87-4e58-8d24-3e19e7c83d7c", "01986452-bdd8-4aaa-b5df-d6bf61d616ff"),
    resources=("aws_ecs_service", "aws_ecs_task_definition"),
)
def ecs_service_role_administrative(workload: Resource) -> Iterator[Verdict]:
    """ECS service or task runs as an administrator.

    Whoever breaks into one of its containers owns the account. The role's policies in the same root tell what
    it may do; for a role that is only named, its name has to do.

    Fix:
        Give the role only the actions and resources that the workload needs.

    Sources:
        https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-bestpractices.html
    """
    for name in ("iam_role", "task_role_arn", "execution_role_arn"):
        role = workload[name]
        verdict = must_not_be_administrative(role)
        if verdict is None:
            continue
        named = role.asks(lambda text: isinstance(text, str) and text.rpartition("/")[2].lower().startswith("admin"))
        yield role.deny("`{name}` is a role for administrators") if named is Truth.TRUE else verdict


@policy(
    id="ecs-service-role-not-a-role",
    severity=LOW,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08",),
    aliases=("9e8c89b3-7997-4d15-93e4-7911b9db99fd",),
    resources=("aws_ecs_service",),
)
def ecs_service_role_not_a_role(service: Resource) -> Verdict | None:
    """ECS service names a policy where its role belongs.

    The service can't take a policy; it fails when it is deployed.

    Fix:
        Name the role that the policy is attached to.

    Never unknown:
        what a reference points at stands in the template.

    Sources:
        https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html
    """
    role = service["iam_role"]
    if not role.written:
        return None
    policies = role.targets("aws_iam_policy", "aws_iam_role_policy")
    return role.must(Truth.of(not policies), "`{name}` names a policy", remedy="name the role that it is attached to")


@policy(
    id="ecs-service-platform-pinned",
    severity=LOW,
    category=Category.PATCHING,
    requirements=("CUIMC-23",),
    aliases=("CKV_AWS_332",),
    resources=("aws_ecs_service",),
    default=False,
)
def ecs_service_platform_pinned(service: Resource) -> Verdict:
    """ECS service stays on one version of Fargate's platform.

    AWS mends flaws of the runtime in new versions; a service that names one does not get them.

    Fix:
        Leave `platform_version` out, or set it to `LATEST`.

    Sources:
        https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-fargate.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-10
    """
    return service["platform_version"].must_be("LATEST").when(service["launch_type"].is_("FARGATE"))


@policy(
    id="ecs-service-without-tasks",
    severity=LOW,
    category=Category.AVAILABILITY,
    requirements=("CUIMC-09",),
    aliases=("91f16d09-689e-4926-aca7-155157f634ed", "79d745f0-d5f3-46db-9504-bef73e9fd528"),
    resources=("aws_ecs_service",),
    default=False,
)
def ecs_service_without_tasks(service: Resource) -> Verdict:
    """ECS service keeps no task running.

    A service of zero tasks serves nobody. Where a scaling policy sets the number this is meant.

    Fix:
        Set `desired_count` to at least 1.

    Sources:
        https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_definition_parameters.html
    """
    replica = service["scheduling_strategy"].is_("REPLICA")
    return service["desired_count"].must_not_be(0).when(replica)


@policy(
    id="ecs-service-without-load-balancer",
    severity=LOW,
    category=Category.AVAILABILITY,
    requirements=("CUIMC-09",),
    aliases=("fb2b0ecf-1492-491a-a70d-ba1df579175d",),
    resources=("aws_ecs_service",),
    default=False,
)
def ecs_service_without_load_balancer(service: Resource) -> Verdict:
    """ECS service stands behind no load balancer.

    Clients then have to find its tasks themselves and notice when one is gone. A worker that nobody calls needs
    none.

    Fix:
        Add a `load_balancer`.

    Sources:
        https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html
    """
    return service["load_balancer"].must_be_set()


@policy(
    id="ecs-cluster-without-insights",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-09", "CUIMC-02"),
    aliases=(
        "CKV_AWS_65",
        "AWS-0034",
        "97cb0688-369a-4d26-b1f7-86c4c91231bc",
        "ab759fde-e1e8-4b0e-ad73-ba856e490ed8",
    ),
    resources=("aws_ecs_cluster",),
    default=False,
)
def ecs_cluster_without_insights(cluster: Resource) -> Verdict:
    """ECS cluster collects no Container Insights.

    Without the numbers of single tasks it is hard to tell what happened before a failure. They cost money.

    Fix:
        Add the setting `containerInsights` with the value `enabled` or `enhanced`.

    Sources:
        https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-container-insights.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-12
    """

    def judge(setting: Attribute) -> Verdict:
        other = setting.decide(setting["name"].is_("containerInsights"), "Container Insights are not set")
        return other & setting["value"].must_be_one_of("enabled", "enhanced")

    return cluster["setting"].any(judge, "`{name}` does not enable Container Insights")


def _exec(cluster: Resource) -> Attribute:
    return cluster["configuration"]["execute_command_configuration"]


@policy(
    id="ecs-exec-unlogged",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-17",),
    aliases=("CKV_AWS_223",),
    resources=("aws_ecs_cluster",),
)
def ecs_exec_unlogged(cluster: Resource) -> Verdict:
    """ECS cluster does not log what is done in its containers by ECS Exec.

    Nobody can tell afterwards what somebody typed in a shell inside of a container.

    Fix:
        Set `logging` to `DEFAULT` or `OVERRIDE`.

    Sources:
        https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
    """
    return _exec(cluster)["logging"].must_not_be("NONE")


@policy(
    id="ecs-exec-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "CUIMC-25"),
    aliases=("CKV_AWS_224",),
    resources=("aws_ecs_cluster",),
    default=False,
)
def ecs_exec_without_customer_key(cluster: Resource) -> Verdict | None:
    """ECS Exec sessions or their logs are not encrypted with a customer-managed key.

    Sessions are encrypted on their way anyhow; a key of your own adds a layer whose use you decide on and log.

    Fix:
        Set `kms_key_id`, and encrypt the log in `log_configuration`.

    Sources:
        https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
    """
    execution = _exec(cluster)
    if not execution.written:
        return None
    log = execution["log_configuration"]
    encrypted = log["cloud_watch_encryption_enabled"].must(
        log["cloud_watch_encryption_enabled"].is_(expected=True)
        | log["s3_bucket_encryption_enabled"].is_(expected=True),
        "no log of the sessions is encrypted",
    )
    return (must_be_customer_key(execution["kms_key_id"]) & encrypted).unless(execution["logging"].is_("NONE"))
