"""Secrets in attributes of AWS resources."""

from collections.abc import Iterator

from groundrule.policy import (
    CRITICAL,
    Category,
    Resource,
    Verdict,
    must_hold_no_secret,
    must_not_be_literal,
    policy,
    variables_must_hold_no_secret,
)

# attributes that the provider documents as passwords, keys or tokens; a dot goes into a nested block
_SECRET_ATTRIBUTES = {
    "aws_amplify_app": ("access_token", "oauth_token", "basic_auth_credentials"),
    "aws_amplify_branch": ("basic_auth_credentials",),
    "aws_datasync_location_object_storage": ("secret_key",),
    "aws_datasync_location_smb": ("password",),
    "aws_db_instance": ("password",),
    "aws_directory_service_directory": ("password",),
    "aws_dms_endpoint": ("password", "mongodb_settings.password"),
    "aws_docdb_cluster": ("master_password",),
    "aws_elasticache_replication_group": ("auth_token",),
    "aws_elasticache_user": ("passwords",),
    "aws_fsx_windows_file_system": ("self_managed_active_directory.password",),
    "aws_iam_user_login_profile": ("password",),
    "aws_mq_broker": ("user.password",),
    "aws_opensearch_domain": ("advanced_security_options.master_user_options.master_user_password",),
    "aws_elasticsearch_domain": ("advanced_security_options.master_user_options.master_user_password",),
    "aws_rds_cluster": ("master_password",),
    "aws_redshift_cluster": ("master_password",),
    "aws_redshiftserverless_namespace": ("admin_user_password",),
    "aws_secretsmanager_secret_version": ("secret_string", "secret_binary"),
    "alexa_ask_skill": (
        "authentication_configuration.client_secret",
        "authentication_configuration.refresh_token",
    ),
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
    resources=tuple(_SECRET_ATTRIBUTES),
)
def secret_attribute_in_source(resource: Resource) -> Iterator[Verdict]:
    """Password, key or token stands in the source.

    Whoever can read the repository, a copy of it or its history has it, and so has whoever reads the state. A
    reference to a secret store or to a generated password is allowed, and so is an input without a default.

    Fix:
        Let the service manage the password, or read it from a secret store. Change the secret: it is known.

    Never unknown:
        A value that is not known does not stand in the source.

    Sources:
        https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html
    """
    for path in _SECRET_ATTRIBUTES[resource.type]:
        first, *rest = path.split(".")
        attribute = resource[first]
        for step in rest:
            attribute = attribute[step]
        yield must_not_be_literal(attribute)


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

    Whoever can read the source can read it, and so can everything that runs on the instance.

    Fix:
        Let the instance read the secret from a secret store through its role. Change the secret: it is known.

    Never unknown:
        A value that is not known does not stand in the source.

    Sources:
        https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
    """
    for name in ("user_data", "user_data_base64"):
        yield must_hold_no_secret(resource[name])


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

    Whoever can read the source can read it, and so can whoever may look at the function's configuration.

    Fix:
        Let the function read the secret from a secret store when it runs. Change the secret: it is known.

    Never unknown:
        A value that is not known does not stand in the source.

    Sources:
        https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
    """
    yield from variables_must_hold_no_secret(function["environment"]["variables"])
