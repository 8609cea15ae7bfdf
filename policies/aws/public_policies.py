"""Resource policies that let everybody in."""

from collections.abc import Iterator

from groundrule.policy import CRITICAL, Category, Resource, Verdict, must_not_be_public, policy


@policy(
    id="s3-policy-public",
    severity=CRITICAL,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03", "CUIMC-08"),
    aliases=(
        "CKV_AWS_70",
        "7af43613-6bb9-4a0e-8c4d-1314b799425e",
        "7772bb8c-c0f3-42d4-8e4e-f1b8939ad085",
        "a4966c4f-9141-48b8-a564-ffe9959945bc",
        "4ae8af91-5108-42cb-9471-3bdbe596eac9",
        "ffdf4b37-7703-4dfe-a682-9d2e99bc6c09",
        "1df37f4b-7197-45ce-83f8-9994d2fcf885",
        "66c6f96f-2d9e-417e-a998-9058aeeecd44",
        "d24c0755-c028-44b1-b503-8e719c898832",
        "acc78859-765e-4011-a229-a65ea57db252",
        "f97b7d23-568f-4bcc-9ac9-02df0d57fbba",
        "faa8fddf-c0aa-4b2d-84ff-e993e233ebe9",
        "f6397a20-4cf1-4540-a997-1d363c25ef58",
        "456b00a3-1072-4149-9740-6b8bb60251b0",
    ),
    resources=("aws_s3_bucket_policy", "aws_s3_bucket"),
)
def s3_policy_public(bucket: Resource) -> Iterator[Verdict]:
    """S3 bucket policy lets everybody in.

    Everybody on the internet can do what the statement allows. A condition that pins the caller to an
    account, an organisation or a network makes the statement no longer public; some linters report it
    even so.

    Fix:
        Name the accounts, roles or services that need it, or add a condition on the organisation, the
        source account or the network.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
    """
    yield from must_not_be_public(bucket["policy"])


@policy(
    id="sns-policy-public",
    severity=CRITICAL,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03", "CUIMC-08"),
    aliases=("CKV_AWS_169", "b26d2b7e-60f6-413d-a3a1-a57db24aa2b3", "ae53ce91-42b5-46bf-a84f-9a13366a4f13"),
    resources=("aws_sns_topic_policy", "aws_sns_topic"),
)
def sns_policy_public(topic: Resource) -> Iterator[Verdict]:
    """SNS topic policy lets everybody in.

    Everybody can publish to the topic, or subscribe to what it carries.

    Fix:
        Name the accounts, roles or services that need it, or add a condition on the organisation, the
        source account or the network.

    Sources:
        https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
    """
    yield from must_not_be_public(topic["policy"])


@policy(
    id="sqs-policy-public",
    severity=CRITICAL,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03", "CUIMC-08"),
    aliases=(
        "CKV_AWS_168",
        "CKV_AWS_387",
        "abb06e5f-ef9a-4a99-98c6-376d396bfcdf",
        "730675f9-52ed-49b6-8ead-0acb5dd7df7f",
        "9b6a3f5b-5fd6-40ee-9bc0-ed604911212d",
    ),
    resources=("aws_sqs_queue_policy", "aws_sqs_queue"),
)
def sqs_policy_public(queue: Resource) -> Iterator[Verdict]:
    """SQS queue policy lets everybody in.

    Everybody can send messages to the queue, or read those of others.

    Fix:
        Name the accounts, roles or services that need it, or add a condition on the organisation, the
        source account or the network.

    Sources:
        https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-sqs-policies.html
    """
    yield from must_not_be_public(queue["policy"])


@policy(
    id="kms-policy-public",
    severity=CRITICAL,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03", "CUIMC-21", "CUIMC-08"),
    aliases=(
        "CKV_AWS_33",
        "f6049677-ec4a-43af-8779-5190b6d03cba",
        "7ebc9038-0bde-479a-acc4-6ed7b6758899",
        "da905474-7454-43c0-b8d2-5756ab951aba",
    ),
    resources=("aws_kms_key", "aws_kms_key_policy"),
)
def kms_policy_public(key: Resource) -> Iterator[Verdict]:
    """KMS key policy lets everybody use the key.

    Everybody with an AWS account can decrypt with the key, or even administer it.

    Fix:
        Name the accounts, roles or services that need it, or add a condition on the organisation, the
        source account or the network.

    Sources:
        https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
    """
    yield from must_not_be_public(key["policy"])


@policy(
    id="ecr-policy-public",
    severity=CRITICAL,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03", "CUIMC-08"),
    aliases=("CKV_AWS_32", "AWS-0032", "e86e26fc-489e-44f0-9bcd-97305e4ba69a", "75be209d-1948-41f6-a8c8-e22dd0121134"),
    resources=("aws_ecr_repository_policy",),
)
def ecr_policy_public(repository: Resource) -> Iterator[Verdict]:
    """ECR repository policy lets everybody in.

    Everybody can pull the images, or push their own in place of yours.

    Fix:
        Name the accounts, roles or services that need it, or add a condition on the organisation, the
        source account or the network.

    Sources:
        https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html
    """
    yield from must_not_be_public(repository["policy"])


@policy(
    id="iam-trust-policy-public",
    severity=CRITICAL,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03", "CUIMC-08"),
    aliases=("CKV_AWS_60", "bcdcbdc6-a350-4855-ae7c-d1e6436f7c97"),
    resources=("aws_iam_role",),
)
def iam_trust_policy_public(role: Resource) -> Iterator[Verdict]:
    """IAM role can be assumed by everybody.

    Everybody with an AWS account can take the role and all that it may do.

    Fix:
        Name the accounts, roles or services that need it, or add a condition on the organisation, the
        source account or the network.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html
    """
    yield from must_not_be_public(role["assume_role_policy"])


@policy(
    id="glacier-policy-public",
    severity=CRITICAL,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03",),
    aliases=("CKV_AWS_167",),
    resources=("aws_glacier_vault",),
)
def glacier_policy_public(vault: Resource) -> Iterator[Verdict]:
    """Glacier vault policy lets everybody in.

    Everybody with an AWS account can do to the archives what the statement allows.

    Fix:
        Name the accounts, roles or services that need it, or add a condition on the organisation, the
        source account or the network.

    Sources:
        https://docs.aws.amazon.com/amazonglacier/latest/dev/vault-access-policy.html
    """
    yield from must_not_be_public(vault["access_policy"])
