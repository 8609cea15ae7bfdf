"""Alarms on what CloudTrail tells of identities and permissions."""

from groundrule.policy import LOW, MEDIUM, Category, Event, Resource, Verdict, api_calls, must_alarm, policy

_SIGN_IN: Event = {
    "eventSource": "signin.amazonaws.com",
    "eventName": "ConsoleLogin",
    "eventType": "AwsConsoleSignIn",
    "userIdentity": {"type": "IAMUser"},
}
_FAILED_SIGN_IN = (
    {**_SIGN_IN, "errorMessage": "Failed authentication", "responseElements": {"ConsoleLogin": "Failure"}},
)
_SIGN_IN_WITHOUT_MFA = (
    {**_SIGN_IN, "responseElements": {"ConsoleLogin": "Success"}, "additionalEventData": {"MFAUsed": "No"}},
)
_ROOT_USE = tuple({**call, "userIdentity": {"type": "Root"}} for call in api_calls("iam", "CreateAccessKey"))
_REFUSED = (
    *({**call, "errorCode": "Client.UnauthorizedOperation"} for call in api_calls("ec2", "RunInstances")),
    *({**call, "errorCode": "AccessDenied"} for call in api_calls("iam", "CreateUser")),
)
_IAM_POLICIES = api_calls(
    "iam",
    "AttachGroupPolicy",
    "AttachRolePolicy",
    "AttachUserPolicy",
    "CreatePolicy",
    "CreatePolicyVersion",
    "DeleteGroupPolicy",
    "DeletePolicy",
    "DeletePolicyVersion",
    "DeleteRolePolicy",
    "DeleteUserPolicy",
    "DetachGroupPolicy",
    "DetachRolePolicy",
    "DetachUserPolicy",
    "PutGroupPolicy",
    "PutRolePolicy",
    "PutUserPolicy",
)
_ORGANIZATION = api_calls(
    "organizations",
    "AttachPolicy",
    "CreateAccount",
    "DeleteOrganization",
    "DetachPolicy",
    "DisablePolicyType",
    "InviteAccountToOrganization",
    "LeaveOrganization",
    "MoveAccount",
    "RemoveAccountFromOrganization",
    "UpdatePolicy",
)


@policy(
    id="root-use-unalarmed",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-01", "CUIMC-02", "CUIMC-04", "CUIMC-17"),
    aliases=("AWS-0149", "8b1b1e67-6248-4dca-bbad-93486bb181c0"),
    resources=("aws_cloudtrail",),
    default=False,
)
def root_use_unalarmed(trail: Resource) -> Verdict | None:
    """No alarm tells of the root user's being used.

    Nobody should need the root user from day to day, and nothing limits what it may do: each use of it is worth
    a question.

    Fix:
        Add a metric filter to the trail's log group that matches events of the root user that no service
        made, and an alarm with an action on its metric.

    Sources:
        https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
    """
    return must_alarm(trail, "the root user's being used", _ROOT_USE)


@policy(
    id="sign-in-failure-unalarmed",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-01", "CUIMC-02", "CUIMC-17"),
    aliases=("AWS-0152", "5864d189-ee9a-4009-ac0c-8a582e6b7919"),
    resources=("aws_cloudtrail",),
    default=False,
)
def sign_in_failure_unalarmed(trail: Resource) -> Verdict | None:
    """No alarm tells of failed sign-ins to the console.

    Many failures in a row are somebody who tries passwords.

    Fix:
        Add a metric filter to the trail's log group that matches `ConsoleLogin` with the message `Failed
        authentication`, and an alarm with an action on its metric.

    Sources:
        https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
    """
    return must_alarm(trail, "failed sign-ins to the console", _FAILED_SIGN_IN)


@policy(
    id="sign-in-without-mfa-unalarmed",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-02", "CUIMC-17", "CUIMC-24"),
    aliases=("AWS-0148", "44ceb4fa-0897-4fd2-b676-30e7a58f2933"),
    resources=("aws_cloudtrail",),
    default=False,
)
def sign_in_without_mfa_unalarmed(trail: Resource) -> Verdict | None:
    """No alarm tells of sign-ins to the console without a second factor.

    A stolen password is enough for such an account, and it shows only when it is used.

    Fix:
        Add a metric filter to the trail's log group that matches `ConsoleLogin` for which `MFAUsed` is not
        `Yes`, and an alarm with an action on its metric.

    Sources:
        https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
    """
    return must_alarm(trail, "sign-ins without a second factor", _SIGN_IN_WITHOUT_MFA)


@policy(
    id="unauthorized-call-unalarmed",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-01", "CUIMC-02", "CUIMC-17"),
    aliases=("AWS-0147", "4c18a45b-4ab1-4790-9f83-399ac695f1e5"),
    resources=("aws_cloudtrail",),
    default=False,
)
def unauthorized_call_unalarmed(trail: Resource) -> Verdict | None:
    """No alarm tells of calls that were refused for want of permission.

    Whoever has stolen a credential tries what it may do; refusals are the trace of that.

    Fix:
        Add a metric filter to the trail's log group that matches the error codes `*UnauthorizedOperation`
        and `AccessDenied*`, and an alarm with an action on its metric.

    Sources:
        https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
    """
    return must_alarm(trail, "refused calls", _REFUSED)


@policy(
    id="iam-policy-change-unalarmed",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-02", "CUIMC-17"),
    aliases=("AWS-0150", "eaaba502-2f94-411a-a3c2-83d63cc1776d"),
    resources=("aws_cloudtrail",),
    default=False,
)
def iam_policy_change_unalarmed(trail: Resource) -> Verdict | None:
    """No alarm tells of changes to IAM policies.

    A policy that is attached or rewritten gives permissions to somebody; that should be known when it happens.

    Fix:
        Add a metric filter to the trail's log group that matches the calls that write, attach and detach
        policies, and an alarm with an action on its metric.

    Sources:
        https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
    """
    return must_alarm(trail, "changes to IAM policies", _IAM_POLICIES)


@policy(
    id="organization-change-unalarmed",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-02", "CUIMC-17"),
    aliases=("AWS-0174", "38b85c45-e772-4de8-a247-69619ca137b3"),
    resources=("aws_cloudtrail",),
    default=False,
)
def organization_change_unalarmed(trail: Resource) -> Verdict | None:
    """No alarm tells of changes to the organisation.

    Accounts that leave, or policies that are detached, take away the limits that hold for all accounts.

    Fix:
        Add a metric filter to the trail's log group that matches the event source
        `organizations.amazonaws.com`, and an alarm with an action on its metric.

    Sources:
        https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
    """
    return must_alarm(trail, "changes to the organisation", _ORGANIZATION)
