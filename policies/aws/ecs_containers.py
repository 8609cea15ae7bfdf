"""Amazon Elastic Container Service: what containers and tasks may do."""

from collections.abc import Iterator

from groundrule.policy import (
    HIGH,
    LOW,
    MEDIUM,
    Attribute,
    Category,
    Partial,
    Reference,
    Resource,
    Truth,
    Unknown,
    Verdict,
    policy,
)

# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
# CPU units → the smallest and the largest memory in MiB, and the step between
_FARGATE = {
    256: (512, 2048, 512),
    512: (1024, 4096, 1024),
    1024: (2048, 8192, 1024),
    2048: (4096, 16384, 1024),
    4096: (8192, 30720, 1024),
    8192: (16384, 61440, 4096),
    16384: (32768, 122880, 8192),
}


def _containers(task: Resource) -> Attribute:
    return task["container_definitions"].decoded()


def _is_fargate(task: Resource) -> Truth:
    return task["requires_compatibilities"].contains("FARGATE")


@policy(
    id="ecs-container-privileged",
    severity=HIGH,
    category=Category.PATCHING,
    requirements=("CUIMC-08", "CUIMC-28"),
    aliases=("CKV_AWS_334",),
    resources=("aws_ecs_task_definition",),
)
def ecs_container_privileged(task: Resource) -> Iterator[Verdict]:
    """ECS container runs privileged.

    A privileged container is root on its host: whoever breaks into it has every other container there.

    Fix:
        Leave `privileged` out; grant single capabilities where they are needed.

    Sources:
        https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-4
    """
    yield from _containers(task).each(lambda container: container["privileged"].must_not_be(True))


@policy(
    id="ecs-container-writable-root",
    severity=LOW,
    category=Category.PATCHING,
    requirements=("CUIMC-28",),
    aliases=("CKV_AWS_336",),
    resources=("aws_ecs_task_definition",),
    default=False,
)
def ecs_container_writable_root(task: Resource) -> Iterator[Verdict]:
    """ECS container can write to its root filesystem.

    Whoever breaks into the container can put programs there and change those that it runs.

    Fix:
        Set `readonlyRootFilesystem` to true, and mount volumes for what has to be written.

    Sources:
        https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-5
    """
    yield from _containers(task).each(
        lambda container: container["readonlyRootFilesystem"].must(
            container["readonlyRootFilesystem"].is_(expected=True),
            "`{name}` is not true",
            remedy="set `{name}` to `true`",
        )
    )


@policy(
    id="ecs-container-without-health-check",
    severity=LOW,
    category=Category.AVAILABILITY,
    requirements=("CUIMC-09",),
    aliases=("d24389b4-b209-4ff0-8345-dc7a4569dcdd",),
    resources=("aws_ecs_task_definition",),
    default=False,
)
def ecs_container_without_health_check(task: Resource) -> Iterator[Verdict]:
    """ECS container has no health check.

    ECS does not notice a container that runs and no longer answers. A load balancer's health check does the
    like for what stands behind it.

    Fix:
        Add a `healthCheck` with a command.

    Sources:
        https://docs.aws.amazon.com/AmazonECS/latest/developerguide/healthcheck.html
    """
    yield from _containers(task).each(lambda container: container["healthCheck"].must_be_set())


@policy(
    id="ecs-task-on-host-processes",
    severity=HIGH,
    category=Category.PATCHING,
    requirements=("CUIMC-28",),
    aliases=("CKV_AWS_335",),
    resources=("aws_ecs_task_definition",),
)
def ecs_task_on_host_processes(task: Resource) -> Verdict:
    """ECS task shares the processes of its host.

    Its containers see the host's processes and those of every other container, and can read their memory.

    Fix:
        Leave `pid_mode` out, or set it to `task`.

    Sources:
        https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-3
    """
    return task["pid_mode"].must_not_be("host")


@policy(
    id="ecs-task-without-own-network",
    severity=LOW,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-22", "CUIMC-20"),
    aliases=("9f4a9409-9c60-4671-be96-9716dbf63db1", "027a4b7a-8a59-4938-a04f-ed532512cf45"),
    resources=("aws_ecs_task_definition",),
    default=False,
)
def ecs_task_without_own_network(task: Resource) -> Verdict:
    """ECS task has no network interface of its own.

    It shares its host's interface, so that no security group can tell it from its neighbours.

    Fix:
        Set `network_mode` to `awsvpc`.

    Sources:
        https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html
    """
    return task["network_mode"].must_be("awsvpc")


@policy(
    id="ecs-task-roles-shared",
    severity=MEDIUM,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08",),
    aliases=("CKV_AWS_249",),
    resources=("aws_ecs_task_definition",),
)
def ecs_task_roles_shared(task: Resource) -> Verdict | None:
    """ECS task runs with the role that starts it.

    The application then holds what only the agent needs: pulling images, and reading the secrets that are
    handed over at the start.

    Fix:
        Make a role of its own for the application, and name it in `task_role_arn`.

    Sources:
        https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-roles.html
    """
    execution, application = task["execution_role_arn"], task["task_role_arn"]
    if not (execution.written and application.written):
        return None
    return application.must(~_same(execution, application), "`{name}` is the execution role as well")


def _same(one: Attribute, other: Attribute) -> Truth:
    first, second = one.data, other.data
    if isinstance(first, Reference) and isinstance(second, Reference):
        return Truth.of((first.target, first.attribute) == (second.target, second.attribute))
    if isinstance(first, Unknown | Partial) or isinstance(second, Unknown | Partial):
        return Truth.TRUE if first is second else Truth.UNKNOWN
    return other.is_(first)


@policy(
    id="ecs-task-without-role",
    severity=LOW,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08",),
    aliases=("7f384a5f-b5a2-4d84-8ca3-ee0a5247becb",),
    resources=("aws_ecs_task_definition",),
    default=False,
)
def ecs_task_without_role(task: Resource) -> Verdict:
    """ECS task has no role of its own.

    On instances its containers then fall back on the instance's role, which serves every task there. A task
    that calls no AWS service needs none.

    Fix:
        Name a role with what the application needs in `task_role_arn`.

    Sources:
        https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
    """
    return task["task_role_arn"].must_be_set()


def _number(attribute: Attribute) -> int | None:
    return int(str(attribute.data)) if str(attribute.data).isdigit() else None


def _is_pair(cpu: int, memory: int) -> bool:
    least, most, step = _FARGATE.get(cpu, (0, -1, 1))
    return least <= memory <= most and memory % step == 0


@policy(
    id="ecs-fargate-size-invalid",
    severity=LOW,
    category=Category.HYGIENE,
    requirements=("CUIMC-09",),
    aliases=("f4c9b5f5-68b8-491f-9e48-4f96644a1d51",),
    resources=("aws_ecs_task_definition",),
)
def ecs_fargate_size_invalid(task: Resource) -> Verdict | None:
    """ECS task for Fargate asks for processor and memory that don't go together.

    Fargate has fixed pairs of sizes; a task with another one can't be registered. Sizes written in words, such
    as `1 vCPU`, are passed over. What single containers reserve may be anything, and a task that does not ask for
    Fargate runs on EC2, where any size goes.

    Fix:
        Choose a pair of `cpu` and `memory` that Fargate has.

    Sources:
        https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
    """
    if _is_fargate(task) is not Truth.TRUE or not (task["cpu"].written and task["memory"].written):
        return None
    for size in (task["cpu"], task["memory"]):
        if isinstance(size.data, Unknown | Partial):
            return size.unknown(size.why_unknown)
    cpu, memory = _number(task["cpu"]), _number(task["memory"])
    if cpu is None or memory is None:
        return None
    return task["memory"].must(
        Truth.of(_is_pair(cpu, memory)), f"Fargate has no task of {cpu} CPU units with {memory} MiB in `{{name}}`"
    )
