"""IAM policies of principals that allow risky actions on every resource."""

from collections.abc import Iterator

from groundrule.policy import (
    HIGH,
    IDENTITY_POLICIES,
    LOW,
    MEDIUM,
    Category,
    Resource,
    Statement,
    Truth,
    Verdict,
    any_true,
    can_be_confined,
    must_not_grant,
    policy,
)

# statements with these are another policy's business
_BROAD = ("*", "*:*", "iam:*", "iam*", "s3:*", "s3*")
_REMEDY = "name the resources, or add a condition that narrows them"

# what makes a credential, or is answered with one
_CREDENTIALS = (
    "chime:CreateApiKey",
    "codeartifact:GetAuthorizationToken",
    "cognito-identity:GetCredentialsForIdentity",
    "cognito-identity:GetOpenIdTokenForDeveloperIdentity",
    "connect:GetFederationToken",
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:CreateServiceSpecificCredential",
    "iam:ResetServiceSpecificCredential",
    "lightsail:DownloadDefaultKeyPair",
    "lightsail:GetInstanceAccessDetails",
    "rds-db:connect",
    "redshift:GetClusterCredentials",
    "redshift:GetClusterCredentialsWithIAM",
    "redshift-serverless:GetCredentials",
    "sso:GetRoleCredentials",
    "sts:GetFederationToken",
)
_READING_OUT = (
    "s3:GetObject",
    "s3:GetObjectVersion",
    "secretsmanager:GetSecretValue",
    "ssm:GetParameter",
    "ssm:GetParameters",
    "ssm:GetParametersByPath",
    "ssm:GetParameterHistory",
)
# https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html
_PERMISSIONS = (
    "acm-pca:PutPolicy",
    "backup:PutBackupVaultAccessPolicy",
    "ec2:ModifyImageAttribute",
    "ec2:ModifySnapshotAttribute",
    "ecr:SetRepositoryPolicy",
    "elasticfilesystem:PutFileSystemPolicy",
    "events:PutPermission",
    "iam:AttachGroupPolicy",
    "iam:AttachRolePolicy",
    "iam:AttachUserPolicy",
    "iam:CreatePolicy",
    "iam:CreatePolicyVersion",
    "iam:CreateRole",
    "iam:DeleteRolePermissionsBoundary",
    "iam:DeleteUserPermissionsBoundary",
    "iam:PutGroupPolicy",
    "iam:PutRolePermissionsBoundary",
    "iam:PutRolePolicy",
    "iam:PutUserPermissionsBoundary",
    "iam:PutUserPolicy",
    "iam:SetDefaultPolicyVersion",
    "iam:UpdateAssumeRolePolicy",
    "kms:CreateGrant",
    "kms:PutKeyPolicy",
    "lambda:AddLayerVersionPermission",
    "lambda:AddPermission",
    "rds:ModifyDBClusterSnapshotAttribute",
    "rds:ModifyDBSnapshotAttribute",
    "s3:DeleteBucketPolicy",
    "s3:PutBucketAcl",
    "s3:PutBucketPolicy",
    "s3:PutBucketPublicAccessBlock",
    "s3:PutObjectAcl",
    "secretsmanager:PutResourcePolicy",
    "sns:AddPermission",
    "sqs:AddPermission",
)


def _unscoped(statement: Statement) -> Truth:
    return statement.everywhere & ~statement.conditional


def _takes_resources(statement: Statement, *, writing: bool = False) -> Truth:
    """Whether one of its actions, those apart that other policies are about, could be confined to resources."""
    actions = statement.at["Action"]
    listed = actions.data if isinstance(actions.data, list) else [actions.data]
    passed = (*_BROAD, *_PERMISSIONS) if writing else ("*", "*:*")
    return any_true(can_be_confined(item, writing=writing) for item in listed if item not in passed and actions.written)


@policy(
    id="iam-policy-credentials-exposed",
    severity=HIGH,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08", "CUIMC-21"),
    aliases=("CKV_AWS_107", "CKV_AWS_287"),
    resources=IDENTITY_POLICIES,
)
def iam_policy_credentials_exposed(holder: Resource) -> Iterator[Verdict]:
    """IAM policy lets its holder fetch or make credentials of everything.

    The answer to such an action is a password, a token or a key of a database, an instance or a person, and here
    the policy does not say of which.

    Fix:
        Name the resources, or add a condition that narrows them.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
        https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
    """
    yield from must_not_grant(
        holder,
        lambda statement: _unscoped(statement) & statement.grants(_CREDENTIALS, apart_from=_BROAD),
        "`{name}` allows fetching credentials of every resource",
        remedy=_REMEDY,
    )


@policy(
    id="iam-policy-data-readable-everywhere",
    severity=HIGH,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08", "CUIMC-03"),
    aliases=("CKV_AWS_108", "CKV_AWS_288"),
    resources=IDENTITY_POLICIES,
)
def iam_policy_data_readable_everywhere(holder: Resource) -> Iterator[Verdict]:
    """IAM policy allows reading all objects, secrets or parameters of the account.

    One stolen credential then reads what every other application keeps in S3, Secrets Manager or Parameter
    Store.

    Fix:
        Name the buckets, secrets or parameters, or add a condition that narrows them.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
        https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples.html
    """
    yield from must_not_grant(
        holder,
        lambda statement: _unscoped(statement) & statement.grants(_READING_OUT, apart_from=_BROAD),
        "`{name}` allows reading data out of every resource",
        remedy=_REMEDY,
    )


@policy(
    id="iam-policy-permissions-manageable-everywhere",
    severity=HIGH,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08",),
    aliases=("CKV_AWS_109", "CKV_AWS_289"),
    resources=IDENTITY_POLICIES,
)
def iam_policy_permissions_manageable_everywhere(holder: Resource) -> Iterator[Verdict]:
    """IAM policy allows changing who may use every resource of a kind.

    The holder can share buckets, keys, snapshots or functions of others with any account, or loosen the
    boundary that confines it.

    Fix:
        Name the resources, or add a condition that narrows them.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html
    """
    yield from must_not_grant(
        holder,
        lambda statement: _unscoped(statement) & statement.grants(_PERMISSIONS, apart_from=_BROAD),
        "`{name}` allows changing permissions on every resource",
        remedy=_REMEDY,
    )


@policy(
    id="iam-policy-passrole-unscoped",
    severity=MEDIUM,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08",),
    aliases=("AWS-0342", "e39bee8c-fe54-4a3f-824d-e5e2d1cca40a"),
    resources=IDENTITY_POLICIES,
)
def iam_policy_passrole_unscoped(holder: Resource) -> Iterator[Verdict]:
    """IAM policy allows passing every role to every service.

    Whoever can start a workload with any role can use what that role may do, up to administration.

    Fix:
        Name the roles, or add a condition on `iam:PassedToService`.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
        https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
    """
    yield from must_not_grant(
        holder,
        lambda statement: _unscoped(statement) & statement.grants(("iam:PassRole",), apart_from=_BROAD),
        "`{name}` allows passing every role",
        remedy="name the roles, or add a condition on `iam:PassedToService`",
    )


@policy(
    id="iam-policy-assumerole-unscoped",
    severity=MEDIUM,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08",),
    aliases=("e835bd0d-65da-49f7-b6d1-b646da8727e6", "CKV_AWS_107", "CKV_AWS_287"),
    resources=IDENTITY_POLICIES,
)
def iam_policy_assumerole_unscoped(holder: Resource) -> Iterator[Verdict]:
    """IAM policy allows assuming every role.

    The holder becomes every role, in this account and in others, whose trust policy trusts the account as a
    whole.

    Fix:
        Name the roles that it may assume.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html
    """
    yield from must_not_grant(
        holder,
        lambda statement: _unscoped(statement) & statement.grants(("sts:AssumeRole",), apart_from=_BROAD),
        "`{name}` allows assuming every role",
        remedy="name the roles",
    )


@policy(
    id="iam-policy-writable-everywhere",
    severity=MEDIUM,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08",),
    aliases=("CKV_AWS_111", "CKV_AWS_290"),
    resources=IDENTITY_POLICIES,
    default=False,
)
def iam_policy_writable_everywhere(holder: Resource) -> Iterator[Verdict]:
    """IAM policy allows changing every resource of a kind.

    Actions that change something, and that AWS lets you confine to resources, are allowed on all of them. An
    action is held to read where its name says so (`Get…`, `List…`, `Describe…`), and to write otherwise, unless it is
    one that manages permissions, or all of a service that has a policy of its own. Nothing is
    known of a document that is no JSON; AWS refuses it.

    Fix:
        Name the resources, or add a condition that narrows them.

    Sources:
        https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
    """
    yield from must_not_grant(
        holder,
        lambda statement: _unscoped(statement) & _takes_resources(statement, writing=True),
        "`{name}` allows changing every resource",
        remedy=_REMEDY,
    )


@policy(
    id="iam-policy-resources-unnamed",
    severity=LOW,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08",),
    aliases=("CKV_AWS_355", "CKV_AWS_356"),
    resources=IDENTITY_POLICIES,
    default=False,
)
def iam_policy_resources_unnamed(holder: Resource) -> Iterator[Verdict]:
    """IAM policy names no resources for actions that take some.

    What the policy allows, it allows on everything. Actions that take no resources, such as
    `s3:ListAllMyBuckets`, need `*` and are passed over.

    Fix:
        Name the resources, or add a condition that narrows them.

    Sources:
        https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
    """
    yield from must_not_grant(
        holder,
        lambda statement: _unscoped(statement) & _takes_resources(statement),
        "`{name}` is allowed on every resource",
        remedy=_REMEDY,
    )
