"""Amazon CloudWatch Logs."""

from groundrule.policy import LOW, Category, Resource, Verdict, must_be_customer_key, policy


@policy(
    id="log-group-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_158", "AWS-0017", "0afbcfe9-d341-4b92-a64c-7e6de0543879"),
    resources=("aws_cloudwatch_log_group",),
    default=False,
)
def log_group_without_customer_key(group: Resource) -> Verdict:
    """Log group is not encrypted with a customer-managed key.

    Logs are always encrypted, with a key of the service. Only a key of your own lets you decide, and log,
    who can decrypt them.

    Fix:
        Set `kms_key_id` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
    """
    return must_be_customer_key(group["kms_key_id"])
