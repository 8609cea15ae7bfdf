"""IAM policies of principals that allow all actions of everything, or of a service."""

from collections.abc import Iterator

from groundrule.policy import (
    CRITICAL,
    HIGH,
    IDENTITY_POLICIES,
    Category,
    Grants,
    Resource,
    Statement,
    Truth,
    Verdict,
    identity_documents,
    must_not_grant,
    policy,
    statements,
    unreadable,
)

_ALL = ("*", "*:*")
_REMEDY = "list the actions that are needed, and the resources that they are needed on"


def _is_full(statement: Statement) -> Truth:
    return statement.has_action(*_ALL) & statement.everywhere


@policy(
    id="iam-policy-full-admin",
    severity=CRITICAL,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08",),
    aliases=(
        "CKV_AWS_1",
        "CKV_AWS_49",
        "CKV_AWS_62",
        "CKV_AWS_63",
        "CKV_AWS_107",
        "CKV_AWS_108",
        "CKV_AWS_109",
        "CKV_AWS_110",
        "CKV_AWS_111",
        "CKV_AWS_286",
        "CKV_AWS_287",
        "CKV_AWS_288",
        "CKV_AWS_289",
        "CKV_AWS_290",
        "CKV_AWS_355",
        "CKV_AWS_356",
        "CKV2_AWS_40",
        "2f37c4a3-58b9-4afe-8a87-d7f1d2286f84",
        "953b3cdb-ce13-428a-aa12-318726506661",
        "575a2155-6af1-4026-b1af-d5bc8fe2a904",
        "f62aa827-4ade-4dc4-89e4-1433d384a368",
        "132a8c31-9837-4203-9fd1-15ca210c7b73",
    ),
    resources=IDENTITY_POLICIES,
)
def iam_policy_full_admin(holder: Resource) -> Iterator[Verdict]:
    """IAM policy allows every action on every resource.

    Whoever holds the policy, or steals the credentials of one who does, owns the account. A policy that only
    limits (a permissions boundary, a service control policy) is not meant.

    Fix:
        List the actions that are needed, and the resources that they are needed on.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
        https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1
    """
    yield from must_not_grant(holder, _is_full, "`{name}` allows every action on every resource", remedy=_REMEDY)


@policy(
    id="iam-policy-any-action",
    severity=HIGH,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08",),
    aliases=(
        "CKV_AWS_49",
        "CKV_AWS_63",
        "CKV2_AWS_40",
        "AWS-0057",
        "AWS-0114",
        "AWS-0120",
        "b1ffa705-19a3-4b73-b9d0-0c97d0663842",
    ),
    resources=IDENTITY_POLICIES,
)
def iam_policy_any_action(holder: Resource) -> Iterator[Verdict]:
    """IAM policy allows every action on some resources.

    Every action includes those that hand the resources on to others, and those that AWS adds tomorrow. A trust
    policy that allows every action lets its principals take the role by any way there is.

    Fix:
        List the actions that are needed.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
        https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
    """
    yield from must_not_grant(
        holder,
        # of all actions on resources that are not known this much is certain
        lambda statement: statement.has_action(*_ALL) & Truth.of(statement.everywhere is not Truth.TRUE),
        "`{name}` allows every action",
        remedy="list the actions that are needed",
    )
    trust = holder["assume_role_policy"]
    if holder.type == "aws_iam_role" and trust.written:
        doubt = unreadable(trust)
        if doubt is not None:
            yield trust.unknown(doubt, "nobody can tell what `{name}` allows")
        for statement in statements(trust):
            kept = ~(statement.allows & statement.has_action(*_ALL))
            yield statement.actions.decide(kept, "`{name}` allows every action", unknown=statement.at.why_unknown)


@policy(
    id="iam-policy-all-of-iam",
    severity=HIGH,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08",),
    aliases=(
        "CKV2_AWS_40",
        "CKV_AWS_107",
        "CKV_AWS_109",
        "CKV_AWS_110",
        "CKV_AWS_286",
        "CKV_AWS_287",
        "CKV_AWS_289",
    ),
    resources=IDENTITY_POLICIES,
)
def iam_policy_all_of_iam(holder: Resource) -> Iterator[Verdict]:
    """IAM policy allows every action of IAM.

    Whoever may change users, roles and policies can give itself whatever is missing: that is administration
    of the whole account.

    Fix:
        List the actions of IAM that are needed, such as `iam:GetRole`, and the users or roles they may touch.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
        https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
    """
    yield from must_not_grant(
        holder,
        lambda statement: statement.has_action("iam:*", "iam*"),
        "`{name}` allows every action of IAM",
        remedy=_REMEDY,
    )


@policy(
    id="iam-policy-all-of-s3",
    severity=HIGH,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08", "CUIMC-03"),
    aliases=(
        "AWS-0345",
        "AWS-0346",
        "CKV_AWS_108",
        "CKV_AWS_109",
        "CKV_AWS_111",
        "CKV_AWS_288",
        "CKV_AWS_289",
        "CKV_AWS_290",
    ),
    resources=IDENTITY_POLICIES,
)
def iam_policy_all_of_s3(holder: Resource) -> Iterator[Verdict]:
    """IAM policy allows reading and writing every S3 bucket of the account.

    One stolen credential then reads, changes and deletes all objects, logs and backups among them, and can
    make the buckets public.

    Fix:
        Name the buckets, and list the actions that are needed on them.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
    """
    denied = [
        Grants(statements(document)).has("s3:PutObject")
        for document in identity_documents(holder)
        if unreadable(document) is None
    ]
    # a statement that denies writing everywhere takes back what another allows
    if denied and all(truth is Truth.FALSE for truth in denied):
        return

    def _all_of_s3(statement: Statement) -> Truth:
        both = statement.has_action("s3:get*", "s3:getobject*") & statement.has_action("s3:put*", "s3:putobject*")
        wide = statement.everywhere & ~statement.conditional
        return wide & (statement.has_action("s3:*", "s3*") | both)

    yield from must_not_grant(
        holder, _all_of_s3, "`{name}` allows reading and writing every S3 bucket", remedy="name the buckets"
    )
