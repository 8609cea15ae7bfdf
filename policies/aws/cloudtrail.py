"""AWS CloudTrail: trails and event data stores."""

from groundrule.policy import (
    HIGH,
    LOW,
    MEDIUM,
    Category,
    Resource,
    Verdict,
    must_be_customer_key,
    policy,
)


@policy(
    id="cloudtrail-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "CUIMC-17"),
    aliases=(
        "CKV_AWS_35",
        "AWS-0015",
        "5d9e3164-9265-470c-9a10-57ae454ac0c7",
        "050a9ba8-d1cb-4c61-a5e8-8805a70d3b85",
    ),
    resources=("aws_cloudtrail",),
    default=False,
)
def cloudtrail_without_customer_key(trail: Resource) -> Verdict:
    """CloudTrail logs are not encrypted with a customer-managed key.

    Logs are encrypted by S3 anyway. With a key of your own, reading the trail takes a permission on the
    key besides one on the bucket.

    Fix:
        Set `kms_key_id` to a key of your own whose policy lets CloudTrail use it.

    Sources:
        https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html
    """
    return must_be_customer_key(trail["kms_key_id"])


@policy(
    id="event-data-store-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_294",),
    resources=("aws_cloudtrail_event_data_store",),
    default=False,
)
def event_data_store_without_customer_key(store: Resource) -> Verdict:
    """CloudTrail event data store is not encrypted with a customer-managed key.

    Events are always encrypted, with a key that AWS owns. Only a key of your own lets you decide, and log,
    who can decrypt them. A key can not be taken away from a store again.

    Fix:
        Set `kms_key_id` to a key of your own whose policy lets CloudTrail use it.

    Sources:
        https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-event-data-store-cloudtrail.html
    """
    return must_be_customer_key(store["kms_key_id"])


@policy(
    id="cloudtrail-switched-off",
    severity=HIGH,
    category=Category.LOGGING,
    requirements=("CUIMC-17", "CUIMC-02"),
    aliases=("CKV_AWS_251", "4bb76f17-3d63-4529-bdca-2b454529d774", "5c0b06d5-b7a4-484c-aeb0-75a836269ff0"),
    resources=("aws_cloudtrail",),
)
def cloudtrail_switched_off(trail: Resource) -> Verdict:
    """CloudTrail trail is switched off.

    The trail is there and records nothing: what happens in the account leaves no trace that lasts.

    Fix:
        Set `enable_logging` to true.

    Sources:
        https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-turning-off-logging.html
    """
    return trail["enable_logging"].must_not_be(False)


@policy(
    id="cloudtrail-in-one-region",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-17", "CUIMC-02"),
    aliases=(
        "CKV_AWS_67",
        "AWS-0014",
        "8173d5eb-96b5-4aa6-a71b-ecfa153c123d",
        "058ac855-989f-4378-ba4d-52d004020da7",
    ),
    resources=("aws_cloudtrail",),
)
def cloudtrail_in_one_region(trail: Resource) -> Verdict:
    """CloudTrail trail records one region only.

    Whoever has stolen a credential goes where nobody looks: into a region that is not used.

    Fix:
        Set `is_multi_region_trail` to true.

    Sources:
        https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-multi-region-trails.html
    """
    return trail["is_multi_region_trail"].must_be(True)


@policy(
    id="cloudtrail-without-global-events",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-17",),
    aliases=("8173d5eb-96b5-4aa6-a71b-ecfa153c123d", "058ac855-989f-4378-ba4d-52d004020da7"),
    resources=("aws_cloudtrail",),
)
def cloudtrail_without_global_events(trail: Resource) -> Verdict:
    """CloudTrail trail leaves out the events of global services.

    Whoever makes users, keys and roles in IAM, or takes a role by STS, is then not in the log.

    Fix:
        Set `include_global_service_events` to true, or leave it out.

    Sources:
        https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html
    """
    return trail["include_global_service_events"].must_not_be(False)


@policy(
    id="cloudtrail-logs-not-validated",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-17",),
    aliases=(
        "CKV_AWS_36",
        "AWS-0016",
        "52ffcfa6-6c70-4ea6-8376-d828d3961669",
        "2a3560fe-52ca-4443-b34f-bf0ed5eb74c8",
    ),
    resources=("aws_cloudtrail",),
)
def cloudtrail_logs_not_validated(trail: Resource) -> Verdict:
    """CloudTrail logs can be changed without anybody's being able to tell.

    With validation, CloudTrail signs a digest of its log files every hour. Without it a log that was changed
    or deleted looks like one that was not, and is worth little as evidence.

    Fix:
        Set `enable_log_file_validation` to true.

    Sources:
        https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html
    """
    return trail["enable_log_file_validation"].must_be(True)


@policy(
    id="cloudtrail-without-log-group",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-02",),
    aliases=(
        "CKV2_AWS_10",
        "AWS-0162",
        "17b30f8f-8dfb-4597-adf6-57600b6cf25e",
        "65d07da5-9af5-44df-8983-52d2e6f24c44",
    ),
    resources=("aws_cloudtrail",),
    default=False,
)
def cloudtrail_without_log_group(trail: Resource) -> Verdict:
    """CloudTrail trail is not sent to CloudWatch Logs.

    Metric filters and alarms can watch a log group as events arrive; files in a bucket are read when it is too
    late. Where another system reads the bucket at once, this is not needed. The role that CloudTrail needs is not asked
    for: without one AWS refuses the trail.

    Fix:
        Set `cloud_watch_logs_group_arn` and `cloud_watch_logs_role_arn`.

    Sources:
        https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html
        https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-5
    """
    return trail["cloud_watch_logs_group_arn"].must_be_set()


@policy(
    id="cloudtrail-without-notification",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-02",),
    aliases=("CKV_AWS_252", "482b7d26-0bdb-4b5f-bf6f-545826c0a3dd", "3e09413f-471e-40f3-8626-990c79ae63f3"),
    resources=("aws_cloudtrail",),
    default=False,
)
def cloudtrail_without_notification(trail: Resource) -> Verdict:
    """CloudTrail trail tells nobody of new log files.

    A system that evaluates the logs learns of new files by a topic; without one it has to look for them.

    Fix:
        Set `sns_topic_name`.

    Sources:
        https://docs.aws.amazon.com/awscloudtrail/latest/userguide/configure-sns-notifications-for-cloudtrail.html
    """
    return trail["sns_topic_name"].must_be_set()
