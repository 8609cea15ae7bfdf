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


@policy(
    id="log-group-without-retention",
    severity=LOW,
    category=Category.BACKUP_AND_RETENTION,
    requirements=("CUIMC-19", "CUIMC-02"),
    aliases=("CKV_AWS_66", "ef0b316a-211e-42f1-888e-64efe172b755"),
    resources=("aws_cloudwatch_log_group",),
    default=False,
)
def log_group_without_retention(group: Resource) -> Verdict:
    """Log group keeps its events for ever.

    Logs hold personal data more often than anybody means them to; what is kept for ever can be stolen for ever,
    and is paid for.

    Fix:
        Set `retention_in_days` to as long as the events are needed.

    Sources:
        https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
    """
    days = group["retention_in_days"]
    return days.must_be_set() & days.must(~days.is_(0), "`{name}` is 0: events are kept for ever")


@policy(
    id="log-group-retention-short",
    severity=LOW,
    category=Category.BACKUP_AND_RETENTION,
    requirements=("CUIMC-12", "CUIMC-17"),
    aliases=("CKV_AWS_338",),
    resources=("aws_cloudwatch_log_group",),
    default=False,
)
def log_group_retention_short(group: Resource) -> Verdict:
    """Log group keeps its events for less than a year.

    Intrusions are often found months later, when the logs that would show their way are gone.

    Fix:
        Set `retention_in_days` to at least 365, or move the events elsewhere before they expire.

    Sources:
        https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-16
    """
    days = group["retention_in_days"]
    for_ever = ~days.is_set() | days.is_(0)
    return days.must_be_at_least(365).unless(for_ever)
