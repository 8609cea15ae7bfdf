"""IAM users, their keys and their groups."""

from collections.abc import Iterator

from groundrule.policy import (
    CRITICAL,
    LOW,
    MEDIUM,
    Category,
    Resource,
    Truth,
    Verdict,
    any_true,
    policy,
    statements,
    unreadable,
)


@policy(
    id="iam-root-access-key",
    severity=CRITICAL,
    category=Category.IDENTITY,
    requirements=("CUIMC-04", "CUIMC-08"),
    aliases=(
        "CKV_AWS_348",
        "AWS-0141",
        "7081f85c-b94d-40fd-8b45-a4f1cac75e46",
        "970d224d-b42a-416b-81f9-8f4dfe70c4bc",
        "4c137350-7307-4803-8c04-17c09a7a9fcf",
    ),
    resources=("aws_iam_access_key",),
)
def iam_root_access_key(key: Resource) -> Verdict:
    """Access key belongs to the root user.

    No policy confines the root user: whoever gets hold of the key owns the account.

    Fix:
        Delete the key, and let workloads take a role.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-4
    """
    active = ~key["status"].is_("Inactive")
    return key["user"].must(~key["user"].is_one_of(("root", "Root")), "`{name}` is the root user").when(active)


@policy(
    id="iam-user-with-two-access-keys",
    severity=MEDIUM,
    category=Category.IDENTITY,
    requirements=("CUIMC-15",),
    aliases=("AWS-0167", "3561130e-9c5f-485b-9e16-2764c82763e5", "48677914-6fdf-40ec-80c4-2b0e94079f54"),
    resources=("aws_iam_user",),
)
def iam_user_with_two_access_keys(user: Resource) -> Verdict:
    """IAM user has two active access keys.

    The second key is meant for the days of a change of keys. Kept for good it doubles what can leak, and
    neither gets changed.

    Fix:
        Set the `status` of one to `Inactive`, or delete it.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
    """
    keys = [~key["status"].is_("Inactive") for key in user.companions("aws_iam_access_key", by="user").sure]
    active, maybe = keys.count(Truth.TRUE), keys.count(Truth.UNKNOWN)
    if active > 1:
        return user.deny(f"{active} access keys of it are active", remedy="keep one of them")
    if active + maybe > 1:
        return user.unknown("whether all of its access keys are active is not known")
    return user.allow()


@policy(
    id="iam-user-declared",
    severity=MEDIUM,
    category=Category.IDENTITY,
    requirements=("CUIMC-04", "CUIMC-05"),
    aliases=("CKV_AWS_273",),
    resources=("aws_iam_user",),
    default=False,
)
def iam_user_declared(user: Resource) -> Verdict:
    """IAM user is kept in the account instead of the directory.

    A local user stays when its owner leaves, and its keys and passwords don't expire. People can come from the
    directory, workloads can take roles.

    Fix:
        Use IAM Identity Center for people, and roles for workloads.

    Never unknown:
        the user is in the template, or it is not.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-users-federation-idp
    """
    return user.deny("", remedy="let people sign in by the directory, and workloads take roles")


@policy(
    id="identity-center-user-declared",
    severity=MEDIUM,
    category=Category.IDENTITY,
    requirements=("CUIMC-04", "CUIMC-05"),
    aliases=("4003118b-046b-4640-b200-b8c7a4c8b89f",),
    resources=("aws_identitystore_user",),
    default=False,
)
def identity_center_user_declared(user: Resource) -> Verdict:
    """Identity Center user is kept beside the directory.

    A user that the directory does not know stays when its owner leaves.

    Fix:
        Let the directory provision the users.

    Never unknown:
        the user is in the template, or it is not.

    Sources:
        https://docs.aws.amazon.com/singlesignon/latest/userguide/manage-your-identity-source.html
    """
    return user.deny("", remedy="let the directory provision it")


@policy(
    id="iam-user-with-console-access",
    severity=MEDIUM,
    category=Category.IDENTITY,
    requirements=("CUIMC-05", "CUIMC-04"),
    aliases=("CKV2_AWS_22", "9ec311bf-dfd9-421f-8498-0b063c8bc552"),
    resources=("aws_iam_user",),
    default=False,
)
def iam_user_with_console_access(user: Resource) -> Verdict:
    """IAM user can sign in to the console by a password.

    A password of its own is one more way in, outside of the directory's rules for passwords and second factors.

    Fix:
        Remove the login profile, and let people sign in by IAM Identity Center.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-users-federation-idp
    """
    return user.decide(
        ~user.companions("aws_iam_user_login_profile", by="user").exist,
        "it has a login profile",
        remedy="remove the login profile",
    )


def _is_member(user: Resource) -> Truth:
    return any_true(
        (
            user.companions("aws_iam_user_group_membership", by="user").exist,
            user.companions("aws_iam_group_membership", by="users").exist,
        )
    )


@policy(
    id="iam-user-without-group",
    severity=LOW,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08", "CUIMC-05"),
    aliases=("CKV2_AWS_21", "06933df4-0ea7-461c-b9b5-104d27390e0e"),
    resources=("aws_iam_user",),
    default=False,
)
def iam_user_without_group(user: Resource) -> Verdict:
    """IAM user is in no group.

    Permissions that are given to groups are reviewed once for all that have the same work.

    Fix:
        Add the user to a group.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html
    """
    return user.decide(_is_member(user), "no group has it as a member", remedy="add it to a group")


@policy(
    id="iam-group-without-members",
    severity=LOW,
    category=Category.HYGIENE,
    requirements=("CUIMC-05",),
    aliases=(
        "CKV2_AWS_14",
        "fc101ca7-c9dd-4198-a1eb-0fbe92e80044",
        "8f957abd-9703-413d-87d3-c578950a753c",
    ),
    resources=("aws_iam_group", "aws_iam_group_membership"),
    default=False,
)
def iam_group_without_members(group: Resource) -> Verdict:
    """IAM group has no members.

    A group that nobody is in is forgotten, permissions and all, until somebody is added to it by mistake.

    Fix:
        Add the users that it is meant for, or remove the group.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html
    """
    if group.type == "aws_iam_group_membership":
        return group["users"].must_be_set()
    member = any_true(
        (
            group.companions("aws_iam_group_membership", by="group").exist,
            group.companions("aws_iam_user_group_membership", by="groups").exist,
        )
    )
    return group.decide(member, "no user is a member of it", remedy="add its members, or remove it")


@policy(
    id="iam-group-without-mfa-condition",
    severity=MEDIUM,
    category=Category.IDENTITY,
    requirements=("CUIMC-24",),
    aliases=("AWS-0123",),
    resources=("aws_iam_group",),
    default=False,
)
def iam_group_without_mfa_condition(group: Resource) -> Verdict:
    """IAM group asks for no second factor.

    No policy of the group has a condition on `aws:MultiFactorAuthPresent`, so that a password or a key alone
    gives all that the group may do.

    Fix:
        Attach a policy that denies everything without a second factor.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html
    """
    documents = [held["policy"] for held in group.companions("aws_iam_group_policy", by="group")]
    for attachment in (
        *group.companions("aws_iam_group_policy_attachment", by="group"),
        *group.companions("aws_iam_policy_attachment", by="groups"),
    ):
        documents += [target["policy"] for target in attachment["policy_arn"].targets("aws_iam_policy")]
    documents += [held["policy"] for held in group.companions("aws_iam_policy", by="groups")]
    asked = any_true(
        Truth.UNKNOWN
        if unreadable(document) is not None
        else any_true(statement.tests("aws:MultiFactorAuthPresent") for statement in statements(document))
        for document in documents
    )
    return group.decide(asked, "none of its policies asks for a second factor", remedy="attach a policy that does")


@policy(
    id="iam-user-policy-without-mfa-condition",
    severity=MEDIUM,
    category=Category.IDENTITY,
    requirements=("CUIMC-24",),
    aliases=("3ddfa124-6407-4845-a501-179f90c65097", "b5681959-6c09-4f55-b42b-c40fa12d03ec"),
    resources=("aws_iam_user_policy",),
    default=False,
)
def iam_user_policy_without_mfa_condition(holder: Resource) -> Iterator[Verdict]:
    """IAM user's policy allows actions without a second factor.

    A stolen password or key alone is enough for what the statement allows.

    Fix:
        Add a condition on `aws:MultiFactorAuthPresent` to the statement.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
    """
    document = holder["policy"]
    doubt = unreadable(document)
    if doubt is not None:
        yield document.unknown(doubt, "nobody can tell what `{name}` allows")
        return
    for statement in statements(document):
        kept = ~statement.allows | statement.tests("aws:MultiFactorAuthPresent")
        yield statement.actions.decide(
            kept,
            "`{name}` is allowed without a second factor",
            unknown=statement.at.why_unknown,
            remedy="add a condition on `aws:MultiFactorAuthPresent`",
        )


@policy(
    id="iam-long-lived-credential",
    severity=MEDIUM,
    category=Category.IDENTITY,
    requirements=("CUIMC-15",),
    resources=("aws_iam_access_key", "aws_iam_service_specific_credential"),
    default=False,
)
def iam_long_lived_credential(credential: Resource) -> Verdict:
    """Access key or password of an IAM user works until somebody replaces it.

    Nothing rotates it, and its secret stands in the state or the stack's outputs. A role gives credentials that
    expire by themselves.

    Fix:
        Let the workload take a role. What can't should get its key outside of the template, and have it rotated.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#rotate-credentials
        https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
        https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_bedrock.html
    """
    ends = credential["status"].is_("Inactive") | credential["credential_age_days"].is_set()
    return credential.decide(ends, "it does not expire", remedy="let the workload take a role")
