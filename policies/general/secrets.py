"""Secrets wherever a template can carry a text."""

from collections.abc import Iterator

from groundrule.policy import (
    ANY,
    CRITICAL,
    HIGH,
    SECRET_ATTRIBUTES,
    Attribute,
    Category,
    Resource,
    Truth,
    Verdict,
    must_not_be_literal,
    policy,
    references,
    variables_must_hold_no_secret,
)

# policies of their own judge these
_JUDGED_APART = {
    "aws_instance": {"user_data", "user_data_base64"},
    "aws_launch_configuration": {"user_data", "user_data_base64"},
    "aws_launch_template": {"user_data"},
    "aws_lambda_function": {"environment"},
    "aws_ecs_task_definition": {"container_definitions"},
    "aws_batch_job_definition": {"container_properties"},
    "aws_ssm_parameter": {"value", "insecure_value"},
    # of these the properties are resources of their own in Terraform, and here as well
    "aws_iam_user": {"login_profile"},
    "aws_secretsmanager_secret": {"secret_string"},
}


@policy(
    id="secret-attribute-in-source",
    severity=CRITICAL,
    category=Category.SECRETS,
    requirements=("CUIMC-27", "CUIMC-21"),
    aliases=(
        "CKV_AWS_295",
        "3c3b7a58-b018-4d07-9444-d9ee7156e111",
        "5b48c507-0d1f-41b0-a630-76817c6b4189",
        "73980e43-f399-4fcc-a373-658228f7adf7",
        "71493c8b-3014-404c-9802-078b74496fb7",
        "03b38885-8f4e-480c-a0e4-12c1affd15db",
        "dfb56e5d-ee68-446e-b32a-657b62befe69",
        "06b9f52a-8cd5-459b-bdc6-21a22521e1be",
        "6685d912-d81f-4cfa-95ad-e316ea31c989",
        "f988a17f-1139-46a3-8928-f27eafd8b024",
        "5f700072-b7ce-4e84-b3f3-497bf1c24a4d",
        "39423ce4-9011-46cd-b6b1-009edcd9385d",
        "06adef8c-c284-4de7-aad2-af43b07a8ca1",
    ),
    resources=tuple(SECRET_ATTRIBUTES),
)
def secret_attribute_in_source(resource: Resource) -> Iterator[Verdict]:
    """Password, key or token stands in the source.

    Whoever can read the repository, a copy of it or its history has it, and so has whoever reads the state. A reference
    to a secret store or to a generated password is allowed, and so is an input without a default. Every secret of a
    resource is judged: a client's secret from a store does not excuse a refresh token beside it.

    Fix:
        Let the service manage the password, or read it from a secret store. Change the secret: it is known.

    Never unknown:
        A value that is not known does not stand in the source.

    Sources:
        https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html
    """
    for path in SECRET_ATTRIBUTES[resource.type]:
        yield from _below(resource, path.split("."))


def _below(subject: Resource | Attribute, steps: list[str]) -> Iterator[Verdict]:
    """A verdict on the attribute at the end of a path, in each of the blocks that there are on the way."""
    attribute = subject[steps[0]]
    if len(steps) == 1:
        yield must_not_be_literal(attribute, user=_user_beside(subject))
    elif isinstance(attribute.data, list):
        for index in range(len(attribute.data)):
            yield from _below(attribute[index], steps[1:])
    else:
        yield from _below(attribute, steps[1:])


_USER_NAMES = (
    "username",
    "user_name",
    "user",
    "master_username",
    "master_user_name",
    "admin_username",
    "admin_user_name",
    "administrator_login",
    "admin_login",
    "login",
)


def _user_beside(subject: Resource | Attribute) -> Attribute | None:
    """The name of the user whose password stands in the same block."""
    return next((subject[name] for name in _USER_NAMES if subject[name].written), None)


@policy(
    id="secret-in-resource",
    severity=CRITICAL,
    category=Category.SECRETS,
    requirements=("CUIMC-27", "CUIMC-21"),
    resources=(ANY,),
    general=True,
)
def secret_in_resource(resource: Resource) -> Iterator[Verdict]:
    """Attribute of a resource holds a secret.

    A text with the shape of a vendor's key or token, a URL with a password, or a literal that is given to a name
    which tells of a secret: whoever can read the repository, a copy of it or its history has it.

    Fix:
        Take it from a secret store, or from an input without a default. Change the secret: it is known.

    Never unknown:
        A value that is not known does not stand in the source.

    Sources:
        https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html
    """
    if resource.type.startswith("provider."):
        return
    apart = {path.partition(".")[0] for path in SECRET_ATTRIBUTES.get(resource.type, ())}
    apart |= _JUDGED_APART.get(resource.type, set())
    for name in dict.fromkeys(resource.names()):
        if name not in apart:
            yield from variables_must_hold_no_secret(resource[name])


@policy(
    id="secret-in-provider",
    severity=CRITICAL,
    category=Category.SECRETS,
    requirements=("CUIMC-27",),
    aliases=("CKV_AWS_41",),
    resources=(ANY,),
)
def secret_in_provider(provider: Resource) -> Iterator[Verdict]:
    """Provider is configured with a secret that stands in the source.

    It is mostly the key to a whole account. Whoever can read the repository, a copy of it or its history has it.

    Fix:
        Let the provider take it from the environment, or from a role that the pipeline may assume. Change the
        secret: it is known.

    Never unknown:
        A value that is not known does not stand in the source.

    Sources:
        https://registry.terraform.io/providers/hashicorp/aws/latest/docs#authentication-and-configuration
    """
    if provider.type.startswith("provider."):
        for name in dict.fromkeys(provider.names()):
            yield from variables_must_hold_no_secret(provider[name], examples=True)


@policy(
    id="secret-in-declaration",
    severity=CRITICAL,
    category=Category.SECRETS,
    requirements=("CUIMC-27", "CUIMC-21"),
    resources=("variable", "local", "output", "module", "backend", "metadata"),
    general=True,
)
def secret_in_declaration(declared: Resource) -> Iterator[Verdict]:
    """Variable, parameter, local value, output, module call, backend or metadata holds a secret.

    Whoever can read the repository, a copy of it or its history has it. A default is a value that stands in the
    source, also where the variable is sensitive or the parameter has `NoEcho`.

    Fix:
        Remove the default, and give the value where it is deployed. Change the secret: it is known.

    Never unknown:
        A value that is not known does not stand in the source.

    Sources:
        https://developer.hashicorp.com/terraform/language/manage-sensitive-data
        https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/security-best-practices.html
    """
    for name in dict.fromkeys(declared.names()):
        if name in _WORDS.get(declared.type, {name}):
            # what a variable is called tells what its default is
            own = declared.name if name in {"default", "Default", "value", "Value"} else name
            yield from variables_must_hold_no_secret(declared[name], own)


# of what else stands in their blocks nothing reaches anyone
_WORDS = {"variable": {"default", "value", "Default", "AllowedValues"}, "output": {"value", "Value"}}


# attributes that are secrets and that nobody writes: the provider makes them, or gives them back
_GIVEN = {
    "aws_iam_access_key": ("secret", "secret_access_key", "ses_smtp_password_v4"),
    "aws_iam_service_specific_credential": ("service_password",),
    "aws_iam_user_login_profile": ("password",),
    "aws_secretsmanager_secret_version": ("secret_string",),
    "data.aws_secretsmanager_random_password": ("random_password",),
    "data.aws_secretsmanager_secret_version": ("secret_string",),
    "random_password": ("bcrypt_hash", "result"),
    "tls_private_key": ("private_key_openssh", "private_key_pem", "private_key_pem_pkcs8"),
}


@policy(
    id="secret-in-output",
    severity=HIGH,
    category=Category.SECRETS,
    requirements=("CUIMC-27", "CUIMC-21"),
    resources=("output",),
    default=False,
)
def secret_in_output(output: Resource) -> Verdict | None:
    """Output tells a key or a password.

    Outputs of a stack can be read by whoever may describe it, and stand in the console and in logs of deployments. In
    Terraform one that is `sensitive` is not printed, though it stands in the state.

    Fix:
        Keep the secret in a store, and give out its name; mark an output of Terraform as `sensitive`.

    Never unknown:
        What an output refers to is written.

    Sources:
        https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-accesskey.html
        https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html
        https://developer.hashicorp.com/terraform/language/block/output#sensitive
    """
    value = output["value" if output.dialect == "terraform" else "Value"]
    told = {reference.attribute for reference in references(value.data)}
    secret = any(told & set(_GIVEN[target.type]) for target in value.targets(*_GIVEN))
    if not secret or output["sensitive"].is_(True) is Truth.TRUE:
        return None
    return value.deny(
        "`{name}` tells a secret to everybody who may see the outputs", remedy="keep it in a secret store"
    )
