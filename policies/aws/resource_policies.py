"""Resource policies that are too wide, or that mean nothing."""

from collections.abc import Iterator

from groundrule.policy import (
    CRITICAL,
    HIGH,
    LOW,
    Category,
    Resource,
    Verdict,
    must_not_be_public,
    policy,
    statements,
    unreadable,
)


@policy(
    id="iam-document-public",
    severity=HIGH,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03",),
    aliases=("CKV_AWS_283",),
    resources=("data.aws_iam_policy_document",),
    default=False,
)
def iam_document_public(document: Resource) -> Iterator[Verdict]:
    """IAM policy document names everybody as principal.

    Whatever resource the document is given to, everybody with an AWS account may do what it says. Where a
    resource of the same root holds it, the default policies report it there.

    Fix:
        Name the accounts, roles or services that need it, or add a condition that pins them.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
    """
    yield from must_not_be_public(document["json"])


@policy(
    id="secret-policy-too-wide",
    severity=CRITICAL,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03", "CUIMC-21", "CUIMC-08"),
    aliases=("fa00ce45-386d-4718-8392-fb485e1f3c5b",),
    resources=("aws_secretsmanager_secret_policy", "aws_secretsmanager_secret"),
)
def secret_policy_too_wide(secret: Resource) -> Iterator[Verdict]:
    """Secret's policy lets everybody in, or allows every action.

    Everybody with an AWS account could read the secret; every action includes changing this very policy.

    Fix:
        Name the principals and the actions that they need, such as `secretsmanager:GetSecretValue`.

    Sources:
        https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html
    """
    document = secret["policy"]
    yield from must_not_be_public(document)
    if not document.written or unreadable(document) is not None:
        return
    for statement in statements(document):
        wide = statement.allows & statement.has_action("*", "secretsmanager:*") & ~statement.conditional
        yield statement.actions.decide(
            ~(wide & ~statement.anonymous),
            "`{name}` allows every action",
            unknown=statement.at.why_unknown,
            remedy="list the actions that are needed",
        )


@policy(
    id="iot-policy-too-wide",
    severity=HIGH,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08",),
    aliases=("4d32780f-43a4-424a-a06d-943c543576a5", "be5b230d-4371-4a28-a441-85dc760e2aa3"),
    resources=("aws_iot_policy",),
)
def iot_policy_too_wide(holder: Resource) -> Iterator[Verdict]:
    """IoT policy allows every action, or is not confined to topics and devices.

    One device that is taken over can then read and send the messages of all others.

    Fix:
        List the actions, and name the topics and clients, for instance by `${iot:Connection.Thing.ThingName}`.

    Sources:
        https://docs.aws.amazon.com/iot/latest/developerguide/iot-policies.html
        https://docs.aws.amazon.com/iot/latest/developerguide/audit-chk-iot-policy-permissive.html
    """
    document = holder["policy"]
    doubt = unreadable(document)
    if doubt is not None:
        yield document.unknown(doubt, "nobody can tell what `{name}` allows")
        return
    for statement in statements(document):
        wide = statement.has_action("*", "iot:*") | statement.everywhere
        yield statement.actions.decide(
            ~(statement.allows & wide),
            "`{name}` allows every action, or every topic and device",
            unknown=statement.at.why_unknown,
            remedy="list the actions, and name the topics and clients",
        )


@policy(
    id="resource-policy-without-principal",
    severity=LOW,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08",),
    aliases=("bbe3dd3d-fea9-4b68-a785-cfabe2bbbc54",),
    resources=("aws_s3_bucket_policy", "aws_sqs_queue_policy", "aws_sns_topic_policy", "aws_kms_key"),
)
def resource_policy_without_principal(holder: Resource) -> Iterator[Verdict]:
    """Resource policy allows something to nobody in particular.

    A statement of a resource policy has to name a principal; AWS refuses one without, so that the resource is
    left with its former policy, or with none.

    Fix:
        Name the principals in the statement.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
    """
    document = holder["policy"]
    if not document.written:
        return
    doubt = unreadable(document)
    if doubt is not None:
        yield document.unknown(doubt, "nobody can tell whom `{name}` names")
        return
    for statement in statements(document):
        if statement.of_identity:
            yield statement.at.decide(
                ~statement.allows,
                "it names no principal",
                unknown=statement.at.why_unknown,
                remedy="name the principals",
            )
