"""What is attached to IAM users, groups, roles and permission sets."""

from collections.abc import Iterator

from groundrule.policy import (
    HIGH,
    LOW,
    Attribute,
    Category,
    Resource,
    Truth,
    Verdict,
    names_managed_policy,
    policy,
)

_ATTACHMENTS = (
    "aws_iam_policy_attachment",
    "aws_iam_user_policy_attachment",
    "aws_iam_role_policy_attachment",
    "aws_iam_group_policy_attachment",
    "aws_iam_role",
    "aws_iam_role_policy_attachments_exclusive",
    "aws_ssoadmin_managed_policy_attachment",
    "data.aws_iam_policy",
)


def _policies_of(attachment: Resource) -> Iterator[Attribute]:
    """Where the ARNs (or, of a data source, the name) of managed policies stand."""
    for name in ("policy_arn", "managed_policy_arn"):
        if attachment[name].written:
            yield attachment[name]
    if attachment.type == "data.aws_iam_policy":
        yield from (attachment[name] for name in ("arn", "name") if attachment[name].written)
    listed = attachment["managed_policy_arns" if attachment.type == "aws_iam_role" else "policy_arns"]
    if attachment.type == "aws_iam_role" and attachment.dialect == "cloudformation":
        return  # there each of them stands as an attachment of its own
    if isinstance(listed.data, list):
        yield from (listed[index] for index in range(len(listed.data)))
    elif listed.written:
        yield listed


def _must_not_be(attachment: Resource, name: str) -> Iterator[Verdict]:
    for arn in _policies_of(attachment):
        # a policy of this root or of the account is not one of AWS's
        own = Truth.of(bool(arn.targets()))
        yield arn.must(~(names_managed_policy(arn, name) & ~own), f"`{{name}}` is AWS's policy `{name}`")


@policy(
    id="iam-administrator-access-attached",
    severity=HIGH,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08",),
    aliases=("CKV_AWS_274", "CKV_AWS_275"),
    resources=_ATTACHMENTS,
)
def iam_administrator_access_attached(attachment: Resource) -> Iterator[Verdict]:
    """AWS's policy AdministratorAccess is attached.

    It allows every action on every resource: whoever holds it, or steals its holder's credentials, owns the
    account.

    Fix:
        Attach a policy with the actions and resources that are needed.

    Sources:
        https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html
        https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
    """
    yield from _must_not_be(attachment, "AdministratorAccess")


@policy(
    id="iam-full-access-attached",
    severity=HIGH,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08",),
    aliases=("CKV2_AWS_56",),
    resources=_ATTACHMENTS,
)
def iam_full_access_attached(attachment: Resource) -> Iterator[Verdict]:
    """AWS's policy IAMFullAccess is attached.

    Whoever may change users, roles and policies can give itself everything else.

    Fix:
        Attach a policy with the actions of IAM that are needed, and the users or roles that they may touch.

    Sources:
        https://docs.aws.amazon.com/aws-managed-policy/latest/reference/IAMFullAccess.html
        https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
    """
    yield from _must_not_be(attachment, "IAMFullAccess")


@policy(
    id="iam-power-user-attached",
    severity=HIGH,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08",),
    resources=_ATTACHMENTS,
    default=False,
)
def iam_power_user_attached(attachment: Resource) -> Iterator[Verdict]:
    """AWS's policy PowerUserAccess is attached.

    It allows every action of every service but those of IAM: all data of the account can be read, changed and deleted.

    Fix:
        Attach a policy with the actions and resources that are needed.

    Sources:
        https://docs.aws.amazon.com/aws-managed-policy/latest/reference/PowerUserAccess.html
        https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
    """
    yield from _must_not_be(attachment, "PowerUserAccess")


@policy(
    id="iam-policy-attached-to-user",
    severity=LOW,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08", "CUIMC-05"),
    aliases=(
        "CKV_AWS_40",
        "AWS-0143",
        "b4378389-a9aa-44ee-91e7-ef183f11079e",
        "edc95c10-7366-4f30-9b4b-f995c84eceb5",
        "0e5872b4-19a0-4165-8b2f-56d9e14b909f",
        "e4239438-e639-44aa-adb8-866e400e3ade",
        "5e7acff5-095b-40ac-9073-ac2e4ad8a512",
    ),
    resources=(
        "aws_iam_user_policy",
        "aws_iam_user_policy_attachment",
        "aws_iam_policy_attachment",
        "aws_iam_policy",
    ),
    default=False,
)
def iam_policy_attached_to_user(attachment: Resource) -> Verdict | None:
    """IAM policy is given to a user.

    Permissions of single users are easily overlooked when somebody changes work or leaves.

    Fix:
        Give the policy to a group or a role.

    Sources:
        https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-2
    """
    if attachment.type in ("aws_iam_policy_attachment", "aws_iam_policy"):
        return attachment["users"].must_not_be_set()
    return attachment["user"].must_not_be_set()


@policy(
    id="iam-group-inline-policy",
    severity=LOW,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08",),
    aliases=("a58d1a2d-4078-4b80-855b-84cc3f7f4540",),
    resources=("aws_iam_group_policy",),
    default=False,
)
def iam_group_inline_policy(inline: Resource) -> Verdict:
    """IAM group has an inline policy.

    An inline policy has no versions, is not listed among the account's policies, and can't be shared.

    Fix:
        Make it a managed policy, and attach that.

    Never unknown:
        the policy is in the template, or it is not.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
    """
    return inline.deny("", remedy="make it a managed policy, and attach that")


@policy(
    id="iam-support-access-unattached",
    severity=LOW,
    category=Category.IDENTITY,
    requirements=("CUIMC-01",),
    aliases=("AWS-0169", "d71b5fd7-9020-4b2d-9ec8-b3839faa2744"),
    resources=("aws_iam_policy", "aws_iam_policy_attachment"),
    default=False,
)
def iam_support_access_unattached(holder: Resource) -> Verdict | None:
    """Policy for AWS Support is given to nobody.

    In an incident somebody must be able to open a case without first asking for permissions.

    Fix:
        Attach it to a role that the incident's staff can take.

    Sources:
        https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-18
    """
    if holder.type == "aws_iam_policy_attachment":
        meant = names_managed_policy(holder["policy_arn"], "AWSSupportAccess")
    else:
        meant = holder["name"].is_("AWSSupportAccess")
    if meant is not Truth.TRUE:
        return None
    roles = holder["roles"]
    if holder.type == "aws_iam_policy" and not roles.written:
        return holder.companions("aws_iam_role_policy_attachment", by="policy_arn").must_exist(
            "no role has it", remedy="attach it to a role"
        )
    return roles.must_be_set()
