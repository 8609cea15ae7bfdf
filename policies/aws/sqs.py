"""Amazon Simple Queue Service."""

from groundrule.policy import HIGH, LOW, Category, Resource, Verdict, must_be_customer_key, policy


@policy(
    id="sqs-queue-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "STAN-05"),
    aliases=(
        "CKV_AWS_27",
        "AWS-0096",
        "6e8849c1-3aa7-40e3-9063-b85ee300f29f",
        "12726829-93ed-4d51-9cbe-13423f4299e1",
    ),
    resources=("aws_sqs_queue",),
)
def sqs_queue_unencrypted(queue: Resource) -> Verdict:
    """SQS queue is stored unencrypted.

    Messages wait on disk until they are read. Queues have been encrypted with keys of SQS by default
    since October 2022, so a queue that says nothing is encrypted (some linters still report it); one that
    switches that off and names no key is not.

    Fix:
        Set `sqs_managed_sse_enabled` to true, or name a key.

    Sources:
        https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html
    """
    return queue["sqs_managed_sse_enabled"].must_not_be(False) | queue["kms_master_key_id"].must_be_set()


@policy(
    id="sqs-queue-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV2_AWS_73", "AWS-0135"),
    resources=("aws_sqs_queue",),
    default=False,
)
def sqs_queue_without_customer_key(queue: Resource) -> Verdict:
    """SQS queue is encrypted with a key that AWS manages.

    The policy of a key that AWS manages can not be changed: nobody else can be admitted, or shut out, by
    it, and services that send to the queue can not use it.

    Fix:
        Name a key of your own.

    Sources:
        https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
    """
    key = queue["kms_master_key_id"]
    return must_be_customer_key(key).when(key.is_set())
