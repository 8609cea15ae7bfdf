"""Amazon Simple Notification Service."""

from groundrule.policy import HIGH, LOW, Category, Resource, Verdict, must_be_customer_key, policy


@policy(
    id="sns-topic-unencrypted",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=(
        "CKV_AWS_26",
        "AWS-0095",
        "28545147-2fc6-42d5-a1f9-cf226658e591",
        "9d13b150-a2ab-42a1-b6f4-142e41f81e52",
    ),
    resources=("aws_sns_topic",),
    default=False,
)
def sns_topic_unencrypted(topic: Resource) -> Verdict:
    """SNS topic is not encrypted with a key of KMS.

    Messages wait on disk until they are delivered. SNS encrypts its disks, but not with anything that you control or
    can log.

    Fix:
        Set `kms_master_key_id` to a key; a key of your own lets other services publish, the alias
        `alias/aws/sns` does not.

    Sources:
        https://docs.aws.amazon.com/sns/latest/dg/sns-data-encryption.html
        https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html
    """
    return topic["kms_master_key_id"].must_be_set()


@policy(
    id="sns-topic-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("AWS-0136", "b1a72f66-2236-4f3b-87ba-0da1b366956f"),
    resources=("aws_sns_topic",),
    default=False,
)
def sns_topic_without_customer_key(topic: Resource) -> Verdict:
    """SNS topic is encrypted with a key that AWS manages.

    The policy of a key that AWS manages can not be changed: nobody else can be admitted, or shut out, by
    it, and services that publish to the topic can not use it.

    Fix:
        Name a key of your own.

    Sources:
        https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
    """
    key = topic["kms_master_key_id"]
    return must_be_customer_key(key).when(key.is_set())


@policy(
    id="sns-subscription-plain-http",
    severity=HIGH,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    resources=("aws_sns_topic_subscription",),
    default=False,
)
def sns_subscription_plain_http(subscription: Resource) -> Verdict:
    """SNS topic delivers its messages over plain HTTP.

    Whoever is on the way reads and changes the messages.

    Fix:
        Subscribe an HTTPS endpoint.

    Sources:
        https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html
    """
    return subscription["protocol"].must_not_be("http")
