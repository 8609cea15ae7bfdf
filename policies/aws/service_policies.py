"""Resource policies of messages, mail, logs and catalogues that give more than they should."""

from collections.abc import Iterator

from groundrule.policy import (
    HIGH,
    MEDIUM,
    Attribute,
    Category,
    Partial,
    Resource,
    Statement,
    Truth,
    Verdict,
    each_statement,
    must_not_be_public,
    policy,
)


def _must_not_be_wide(document: Attribute) -> Iterator[Verdict]:
    """Nobody may be let in without a condition, and no statement without one may allow every action."""

    def judge(statement: Statement) -> Verdict:
        unconditional = statement.allows & ~statement.conditional
        everybody = statement.place.must(
            ~statement.anonymous,
            "`{name}` lets everybody in, and no condition narrows it",
            remedy="name the accounts, roles or services",
        )
        everything = statement.actions.must(
            ~(unconditional & statement.every_action),
            "`{name}` allows every action, and no condition narrows it",
            remedy="name the actions that are needed",
        )
        return everybody & everything

    yield from each_statement(document, judge)


@policy(
    id="glue-policy-wide",
    severity=HIGH,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03", "CUIMC-08"),
    aliases=("d25edb51-07fb-4a73-97d4-41cecdc53a22",),
    resources=("aws_glue_resource_policy",),
)
def glue_policy_wide(catalog: Resource) -> Iterator[Verdict]:
    """Glue catalog's policy lets everybody in, or allows everything.

    The catalog describes where the data lies and how to reach it; its policy holds for every database in it.

    Fix:
        Name the accounts or roles that need the catalog, and the actions that they need.

    Sources:
        https://docs.aws.amazon.com/glue/latest/dg/security_iam_resource-based-policy-examples.html
    """
    yield from _must_not_be_wide(catalog["policy"])


@policy(
    id="log-destination-policy-wide",
    severity=HIGH,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03", "CUIMC-08"),
    aliases=("db0ec4c4-852c-46a2-b4f3-7ec13cdb12a8",),
    resources=("aws_cloudwatch_log_destination_policy",),
)
def log_destination_policy_wide(destination: Resource) -> Iterator[Verdict]:
    """Log destination's policy lets everybody in, or allows everything.

    Everybody can send logs to it: false traces among the true ones, and a bill.

    Fix:
        Name the accounts that send logs, and allow `logs:PutSubscriptionFilter` only.

    Sources:
        https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CreateDestination.html
    """
    yield from _must_not_be_wide(destination["access_policy"])


@policy(
    id="ses-policy-public",
    severity=HIGH,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03",),
    aliases=("34b921bd-90a0-402e-a0a5-dc73371fd963",),
    resources=("aws_ses_identity_policy", "aws_sesv2_email_identity_policy"),
)
def ses_policy_public(identity: Resource) -> Iterator[Verdict]:
    """SES identity policy lets everybody in.

    Everybody with an AWS account can send mail in your name, and it passes every check of the receiver.

    Fix:
        Name the accounts or services that send, or add a condition that pins them.

    Sources:
        https://docs.aws.amazon.com/ses/latest/dg/sending-authorization-policies.html
    """
    yield from must_not_be_public(identity["policy"])


@policy(
    id="sns-policy-not-action",
    severity=MEDIUM,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08",),
    aliases=("5ea624e4-c8b1-4bb3-87a4-4235a776adcc", "818f38ed-8446-4132-9c03-474d49e10195"),
    resources=("aws_sns_topic", "aws_sns_topic_policy"),
)
def sns_policy_not_action(topic: Resource) -> Iterator[Verdict]:
    """SNS topic policy allows everything but what it names.

    `NotAction` with `Allow` gives every other action, those that AWS adds tomorrow too.

    Fix:
        Name the actions that are needed in `Action`.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html
    """
    yield from each_statement(
        topic["policy"], lambda statement: statement.at["NotAction"].must_not_be_set().when(statement.allows)
    )


def _is_account(principal: object) -> bool:
    return isinstance(principal, str) and principal.startswith("arn:") and ":iam::" in principal


@policy(
    id="sns-policy-other-account-unconditioned",
    severity=MEDIUM,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08",),
    aliases=("CKV_AWS_385",),
    resources=("aws_sns_topic_policy",),
    default=False,
)
def sns_policy_other_account_unconditioned(topic: Resource) -> Iterator[Verdict]:
    """SNS topic policy lets another account in without a condition.

    Whoever gets hold of the principal that is named can use the topic for anything. Which account is your own is
    not known here, so that every account whose number is written out counts as another.

    Fix:
        Add a condition, on the organisation or the source for instance.

    Sources:
        https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
    """

    def judge(statement: Statement) -> Verdict:
        unconditional = statement.allows & ~statement.conditional
        return statement.at["Principal"]["AWS"].every(
            lambda principal: principal.must(
                ~(unconditional & principal.asks(_is_account)),
                "`{name}` is another account's, and no condition narrows what it may do",
                remedy="add a condition",
            )
        )

    yield from each_statement(topic["policy"], judge)


@policy(
    id="sqs-policy-every-action",
    severity=MEDIUM,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08",),
    aliases=("CKV_AWS_72", "AWS-0097", "816ea8cf-d589-442d-a917-2dd0ce0e45e3"),
    resources=("aws_sqs_queue", "aws_sqs_queue_policy"),
)
def sqs_policy_every_action(queue: Resource) -> Iterator[Verdict]:
    """SQS queue policy allows every action.

    Whoever is named can also purge and delete the queue, or rewrite this policy.

    Fix:
        Name the actions that are needed: `sqs:SendMessage`, `sqs:ReceiveMessage`, …

    Sources:
        https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html
    """

    def judge(statement: Statement) -> Verdict:
        return statement.actions.must(
            ~(statement.allows & statement.every_action),
            "`{name}` allows every action",
            remedy="name the actions that are needed",
        )

    yield from each_statement(queue["policy"], judge)


@policy(
    id="s3-policy-locks-out",
    severity=MEDIUM,
    category=Category.PATCHING,
    requirements=("CUIMC-18",),
    aliases=("CKV_AWS_93",),
    resources=("aws_s3_bucket_policy", "aws_s3_bucket"),
)
def s3_policy_locks_out(bucket: Resource) -> Iterator[Verdict]:
    """S3 bucket policy forbids everybody to change it.

    A denial without a condition holds for administrators too: only the account's root user can mend the policy.
    A denial that covers only the objects does not reach the policy.

    Fix:
        Add a condition, or except the administrators with `NotPrincipal` or `aws:PrincipalArn`.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html
        https://repost.aws/knowledge-center/s3-accidentally-denied-access
    """

    def judge(statement: Statement) -> Verdict:
        absolute = statement.denies & statement.principals & ~statement.conditional
        locks = absolute & statement.matches("s3:PutBucketPolicy") & ~_of_objects(statement)
        return statement.actions.must(~locks, "`{name}` forbids everybody to change the policy itself")

    yield from each_statement(bucket["policy"], judge)


def _of_objects(statement: Statement) -> Truth:
    """Whether a statement surely speaks of objects only: each of its resources ends in a path."""
    resources = statement.at["Resource"].data
    listed = resources if isinstance(resources, list) else [resources]
    return Truth.of(all(_has_path(resource) for resource in listed))


def _has_path(resource: object) -> bool:
    if isinstance(resource, Partial):
        return "/" in resource.suffix
    return isinstance(resource, str) and "/" in resource
