"""Amazon EventBridge Scheduler."""

from groundrule.policy import LOW, Category, Resource, Verdict, must_be_customer_key, policy


@policy(
    id="scheduler-schedule-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_297",),
    resources=("aws_scheduler_schedule",),
    default=False,
)
def scheduler_schedule_without_customer_key(schedule: Resource) -> Verdict:
    """Schedule is not encrypted with a customer-managed key.

    Only with a key of your own can you say who may use it, see its use and take it away.

    Fix:
        Set `kms_key_arn` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/scheduler/latest/UserGuide/encryption-rest.html
    """
    return must_be_customer_key(schedule["kms_key_arn"])
