"""AWS Lambda functions."""

from groundrule.policy import (
    HIGH,
    LAMBDA_RUNTIMES,
    LOW,
    MEDIUM,
    Category,
    Reference,
    Resource,
    Truth,
    Verdict,
    must_be_customer_key,
    must_be_supported,
    must_not_be_administrative,
    policy,
)


@policy(
    id="lambda-runtime-ended",
    severity=MEDIUM,
    category=Category.PATCHING,
    requirements=("CUIMC-23", "CUIMC-16"),
    aliases=("CKV_AWS_363",),
    resources=("aws_lambda_function",),
)
def lambda_runtime_ended(function: Resource) -> Verdict:
    """Lambda function runs on a runtime that AWS no longer patches.

    Flaws of the language and its libraries stay open, and after a while the function can't be updated.

    Fix:
        Set `runtime` to a version that is supported.

    Sources:
        https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-2
    """
    return must_be_supported(function["runtime"], LAMBDA_RUNTIMES)


@policy(
    id="lambda-role-administrative",
    severity=HIGH,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08",),
    aliases=("1b3af2f9-af8c-4dfc-a0f1-a03adb70deb2", "a0ae0a4e-712b-4115-8112-51b9eeed9d69"),
    resources=("aws_lambda_function",),
)
def lambda_role_administrative(function: Resource) -> Verdict | None:
    """Lambda function runs as an administrator.

    Whoever can change the function, or finds a flaw in it, owns the account. The role's policies in the same
    root tell what it may do.

    Fix:
        Give the role only the actions and resources that the function needs.

    Sources:
        https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
    """
    return must_not_be_administrative(function["role"])


def _key(role: object) -> object:
    """What tells one role from another; None where that is not known."""
    if isinstance(role, Reference):
        return (role.target, role.attribute)
    return role if isinstance(role, str) else None


@policy(
    id="lambda-role-shared",
    severity=LOW,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08", "CUIMC-04"),
    aliases=("ae03f542-1423-402f-9cef-c834e7ee9583", "4ba74f01-aba5-4be2-83bc-be79ff1a3b92"),
    resources=("aws_lambda_function",),
    default=False,
)
def lambda_role_shared(function: Resource) -> Verdict | None:
    """Lambda function shares its role with another function.

    Each of them then may do what the other needs, and the log does not tell them apart by their role.

    Fix:
        Give each function a role of its own.

    Sources:
        https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
    """
    role = function["role"]
    if not role.written:
        return None
    own = _key(role.data)
    if own is None:
        return role.unknown(role.why_unknown)
    others = [other for other in function.others("aws_lambda_function") if other != function]
    shared = [other.address for other in others if _key(other["role"].data) == own]
    return role.must(Truth.of(not shared), f"`{{name}}` is the role of `{shared[0] if shared else ''}` as well")


@policy(
    id="lambda-environment-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "CUIMC-21"),
    aliases=("CKV_AWS_173", "a7f8ac28-eed1-483d-87c8-4c325f022572"),
    resources=("aws_lambda_function",),
    default=False,
)
def lambda_environment_without_customer_key(function: Resource) -> Verdict:
    """Lambda function's environment is not encrypted with a customer-managed key.

    It is always encrypted, by default with a key that AWS manages and that everybody who may read the function
    uses without knowing. Secrets do not belong there in either case.

    Fix:
        Set `kms_key_arn` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html
    """
    variables = function["environment"]["variables"]
    return must_be_customer_key(function["kms_key_arn"]).when(variables.is_set())


@policy(
    id="lambda-outside-vpc",
    severity=LOW,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20",),
    aliases=("CKV_AWS_117",),
    resources=("aws_lambda_function",),
    default=False,
)
def lambda_outside_vpc(function: Resource) -> Verdict:
    """Lambda function runs outside of a VPC.

    No security group or network rule limits what it reaches. A function that reaches nothing inside needs no
    VPC.

    Fix:
        Add a `vpc_config` with subnets and security groups.

    Sources:
        https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-3
    """
    return function["vpc_config"].must_be_set()


@policy(
    id="lambda-without-dead-letter-queue",
    severity=LOW,
    category=Category.AVAILABILITY,
    requirements=("CUIMC-09",),
    aliases=("CKV_AWS_116", "c2eae442-d3ba-4cb1-84ca-1db4f80eae3d", "cb2f612b-ed42-4ff5-9fb9-255c73d39a18"),
    resources=("aws_lambda_function",),
    default=False,
)
def lambda_without_dead_letter_queue(function: Resource) -> Verdict:
    """Lambda function has no dead-letter queue.

    Events that it fails on are lost after two more tries. Only functions that are called asynchronously need
    one.

    Fix:
        Set `target_arn` in `dead_letter_config` to a queue or a topic.

    Sources:
        https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
    """
    return function["dead_letter_config"]["target_arn"].must_be_set()


@policy(
    id="lambda-concurrency-unlimited",
    severity=LOW,
    category=Category.AVAILABILITY,
    requirements=("CUIMC-09",),
    aliases=("CKV_AWS_115",),
    resources=("aws_lambda_function",),
    default=False,
)
def lambda_concurrency_unlimited(function: Resource) -> Verdict:
    """Lambda function has no limit of concurrent executions of its own.

    One function under load can use up the account's limit, and the others then fail.

    Fix:
        Set `reserved_concurrent_executions`.

    Sources:
        https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
    """
    return function["reserved_concurrent_executions"].must_not_be(-1)


@policy(
    id="lambda-code-unsigned",
    severity=LOW,
    category=Category.PATCHING,
    requirements=("CUIMC-28", "CUIMC-16"),
    aliases=("CKV_AWS_272",),
    resources=("aws_lambda_function",),
    default=False,
)
def lambda_code_unsigned(function: Resource) -> Verdict:
    """Lambda function takes code that nobody has signed.

    Whoever may update the function can run anything in it. Functions of container images can't be signed so.

    Fix:
        Set `code_signing_config_arn`.

    Sources:
        https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html
    """
    image = function["package_type"].is_("Image")
    return function["code_signing_config_arn"].must_be_set().unless(image)


@policy(
    id="lambda-untraced",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-09",),
    aliases=(
        "CKV_AWS_50",
        "AWS-0066",
        "AWS-0125",
        "8152e0cf-d2f0-47ad-96d5-d003a76eabd1",
        "9488c451-074e-4cd3-aee3-7db6104f542c",
        "dc1ab429-1481-4540-9b1d-280e3f15f1f8",
    ),
    resources=("aws_lambda_function",),
    default=False,
)
def lambda_untraced(function: Resource) -> Verdict:
    """Lambda function does not trace its calls.

    It is hard to tell which service a failure or a delay came from. By default a function traces only what its
    caller traces already, and a written `PassThrough` is that default.

    Fix:
        Set `mode` in `tracing_config` to `Active`.

    Sources:
        https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
    """
    # SAM writes it as one property
    short = function["tracing"]
    return short.must_be("Active") if short.written else function["tracing_config"]["mode"].must_be("Active")


@policy(
    id="lambda-untagged",
    severity=LOW,
    category=Category.TAGGING,
    requirements=("CUIMC-14",),
    aliases=("8df8e857-bd59-44fa-9f4c-d77594b95b46", "a71ecabe-03b6-456a-b3bc-d1a39aa20c98"),
    resources=("aws_lambda_function",),
    default=False,
)
def lambda_untagged(function: Resource) -> Verdict:
    """Lambda function has no tags.

    Nobody can tell whose it is, and what it costs whom.

    Fix:
        Add tags, or default tags of the provider.

    Sources:
        https://docs.aws.amazon.com/lambda/latest/dg/configuration-tags.html
    """
    own = function["tags"]
    return own.must_be_set() if own.written else function["tags_all"].must_be_set()
