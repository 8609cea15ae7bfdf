"""Secrets in attributes of AWS resources."""

from collections.abc import Iterator

from groundrule.policy import (
    CRITICAL,
    HIGH,
    MEDIUM,
    Category,
    Resource,
    Truth,
    Verdict,
    must_hold_no_secret,
    must_not_be_literal,
    policy,
    variables_must_hold_no_secret,
)


@policy(
    id="secret-in-user-data",
    severity=CRITICAL,
    category=Category.SECRETS,
    requirements=("CUIMC-27", "CUIMC-21"),
    aliases=(
        "CKV_AWS_46",
        "AWS-0029",
        "AWS-0122",
        "AWS-0129",
        "d7b9d850-3e06-4a75-852f-c46c2e92240b",
        "0b93729a-d882-4803-bdc3-ac429a21f158",
        "443488f5-c734-460b-a36d-5b3f330174dc",
        "568cc372-ca64-420d-9015-ee347d00d288",
    ),
    resources=("aws_instance", "aws_launch_template", "aws_launch_configuration"),
)
def secret_in_user_data(resource: Resource) -> Iterator[Verdict]:
    """User data of an instance holds a secret.

    Whoever can read the source can read it, and so can everything that runs on the instance. A bare text is a secret by
    its shape only: forty digits are no access key, though some linters take them for one.

    Fix:
        Let the instance read the secret from a secret store through its role. Change the secret: it is known.

    Never unknown:
        A value that is not known does not stand in the source.

    Sources:
        https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
    """
    for name in ("user_data", "user_data_base64"):
        yield must_hold_no_secret(resource[name], examples=True)


@policy(
    id="secret-in-lambda-environment",
    severity=CRITICAL,
    category=Category.SECRETS,
    requirements=("CUIMC-27", "CUIMC-21"),
    aliases=("CKV_AWS_45", "1402afd8-a95c-4e84-8b0b-6fb43758e6ce", "2564172f-c92b-4261-9acd-464aed511696"),
    resources=("aws_lambda_function",),
)
def secret_in_lambda_environment(function: Resource) -> Iterator[Verdict]:
    """Environment of a Lambda function holds a secret.

    Whoever can read the source can read it, and so can whoever may look at the function's configuration. A text under a
    name that tells of no secret is one by its shape only: forty digits are no access key, though some linters take
    them for one.

    Fix:
        Let the function read the secret from a secret store when it runs. Change the secret: it is known.

    Never unknown:
        A value that is not known does not stand in the source.

    Sources:
        https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
    """
    yield from variables_must_hold_no_secret(function["environment"]["variables"], examples=True)


@policy(
    id="secret-in-container-definition",
    severity=CRITICAL,
    category=Category.SECRETS,
    requirements=("CUIMC-27", "CUIMC-21"),
    aliases=("AWS-0036",),
    resources=("aws_ecs_task_definition", "aws_batch_job_definition"),
)
def secret_in_container_definition(definition: Resource) -> Iterator[Verdict]:
    """Container definition holds a secret.

    Whoever can read the source can read it, and so can whoever may describe the task or job.

    Fix:
        Name the secret under `secrets` with a `valueFrom` that refers to a secret store. Change the secret: it is
        known.

    Never unknown:
        A value that is not known does not stand in the source.

    Sources:
        https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html
    """
    for name in ("container_definitions", "container_properties"):
        yield from variables_must_hold_no_secret(definition[name])


@policy(
    id="secret-in-ssm-parameter",
    severity=CRITICAL,
    category=Category.SECRETS,
    requirements=("CUIMC-27",),
    aliases=("CKV_AWS_384",),
    resources=("aws_ssm_parameter",),
)
def secret_in_ssm_parameter(parameter: Resource) -> Verdict:
    """Systems Manager parameter holds a secret that stands in the source.

    Whoever can read the repository, a copy of it or its history has it. A parameter whose name tells of a secret,
    and one that is a SecureString, is taken for one.

    Fix:
        Write the value outside of the template (or with the write-only `value_wo`). Change the secret: it is known.

    Never unknown:
        A value that is not known does not stand in the source.

    Sources:
        https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html
    """
    value = parameter["value"]
    if parameter["type"].is_("SecureString") is Truth.TRUE:
        return must_not_be_literal(value)
    name = (parameter["name"].text or "").rpartition("/")[2]
    return must_hold_no_secret(value, name)


@policy(
    id="ssm-parameter-unencrypted",
    severity=MEDIUM,
    category=Category.SECRETS,
    requirements=("CUIMC-21",),
    aliases=("CKV2_AWS_34",),
    resources=("aws_ssm_parameter",),
    default=False,
)
def ssm_parameter_unencrypted(parameter: Resource) -> Verdict | None:
    """Systems Manager parameter is stored as plain text.

    Whoever may read parameters can read it; a SecureString also takes the right to decrypt with its key. Many
    parameters are no secrets, so that this is asked only where everything is to be encrypted. CloudFormation can't
    create a SecureString.

    Fix:
        Set `type` to SecureString.

    Sources:
        https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html
    """
    return parameter["type"].must_be("SecureString") if parameter.dialect == "terraform" else None


@policy(
    id="ssm-parameter-sent-over-http",
    severity=HIGH,
    category=Category.SECRETS,
    requirements=("CUIMC-27", "CUIMC-25"),
    aliases=("CKV2_AWS_36", "AWS-0134"),
    resources=("data.http",),
)
def ssm_parameter_sent_over_http(request: Resource) -> Iterator[Verdict]:
    """Systems Manager parameter is sent to a web server.

    A plan is enough to send the value to whoever owns the address: nobody has to apply it.

    Fix:
        Take the parameter out of the request.

    Never unknown:
        A reference stands in the source.

    Sources:
        https://registry.terraform.io/providers/hashicorp/http/latest/docs/data-sources/http
    """
    for name in request.names():
        attribute = request[name]
        sent = any(True for _ in attribute.targets("aws_ssm_parameter", "data.aws_ssm_parameter"))
        yield attribute.deny("`{name}` sends a parameter to a web server") if sent else attribute.allow()


@policy(
    id="secret-in-cfn-authentication",
    severity=HIGH,
    category=Category.SECRETS,
    requirements=("CUIMC-27",),
    aliases=("9ecb6b21-18bc-4aa7-bd07-db20f1c746db",),
    resources=("metadata",),
)
def secret_in_cfn_authentication(metadata: Resource) -> Iterator[Verdict]:
    """Metadata for cfn-init authenticates with a key or password.

    Metadata can be read by whoever may describe the stack, also where the value comes from a `NoEcho` parameter.

    Fix:
        Name a `roleName` instead: the instance's role authenticates. Change the key or password: it is known.

    Never unknown:
        Whatever is written there can be read.

    Sources:
        https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-authentication.html
    """
    for entry in metadata["AWS::CloudFormation::Authentication"].entries():
        for name in ("accessKeyId", "secretKey", "password"):
            key = entry[name]
            yield key.deny("`{name}` is set") if key.written else key.allow()
