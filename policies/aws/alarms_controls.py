"""Alarms on what CloudTrail tells of trails, keys and buckets."""

from groundrule.policy import LOW, MEDIUM, Category, Resource, Verdict, api_calls, must_alarm, policy

_TRAIL = api_calls(
    "cloudtrail",
    "CreateTrail",
    "DeleteTrail",
    "StartLogging",
    "StopLogging",
    "UpdateTrail",
)
_CONFIG = api_calls(
    "config",
    "DeleteDeliveryChannel",
    "PutConfigurationRecorder",
    "PutDeliveryChannel",
    "StopConfigurationRecorder",
)
_KEYS = api_calls(
    "kms",
    "DisableKey",
    "ScheduleKeyDeletion",
)
_BUCKETS = api_calls(
    "s3",
    "DeleteBucketCors",
    "DeleteBucketLifecycle",
    "DeleteBucketPolicy",
    "DeleteBucketReplication",
    "PutBucketAcl",
    "PutBucketCors",
    "PutBucketLifecycle",
    "PutBucketPolicy",
    "PutBucketReplication",
)


@policy(
    id="cloudtrail-change-unalarmed",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-02", "CUIMC-17"),
    aliases=("AWS-0151", "0f6cbf69-41bb-47dc-93f3-3844640bf480"),
    resources=("aws_cloudtrail",),
    default=False,
)
def cloudtrail_change_unalarmed(trail: Resource) -> Verdict | None:
    """No alarm tells of changes to CloudTrail.

    Whoever wants to leave no trace switches the trail off first.

    Fix:
        Add a metric filter to the trail's log group that matches the calls that create, change, delete,
        start and stop a trail, and an alarm with an action on its metric.

    Sources:
        https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
    """
    return must_alarm(trail, "changes to CloudTrail", _TRAIL)


@policy(
    id="config-change-unalarmed",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-02", "CUIMC-17"),
    aliases=("AWS-0155", "5b8d7527-de8e-4114-b9dd-9d988f1f418f"),
    resources=("aws_cloudtrail",),
    default=False,
)
def config_change_unalarmed(trail: Resource) -> Verdict | None:
    """No alarm tells of changes to AWS Config.

    Without the recorder nobody can tell afterwards how resources were configured.

    Fix:
        Add a metric filter to the trail's log group that matches the calls that change or stop the recorder
        and its delivery channel, and an alarm with an action on its metric.

    Sources:
        https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
    """
    return must_alarm(trail, "changes to AWS Config", _CONFIG)


@policy(
    id="key-loss-unalarmed",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-02", "CUIMC-17", "CUIMC-21"),
    aliases=("AWS-0153", "56a585f5-555c-48b2-8395-e64e4740a9cf"),
    resources=("aws_cloudtrail",),
    default=False,
)
def key_loss_unalarmed(trail: Resource) -> Verdict | None:
    """No alarm tells of KMS keys that are disabled or about to be deleted.

    What a key encrypts is lost with it; there are seven days at least to take a deletion back, if somebody knows.

    Fix:
        Add a metric filter to the trail's log group that matches `DisableKey` and `ScheduleKeyDeletion`,
        and an alarm with an action on its metric.

    Sources:
        https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
    """
    return must_alarm(trail, "keys that are disabled or about to be deleted", _KEYS)


@policy(
    id="bucket-policy-change-unalarmed",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-02", "CUIMC-17"),
    aliases=("AWS-0154", "27c6a499-895a-4dc7-9617-5c485218db13"),
    resources=("aws_cloudtrail",),
    default=False,
)
def bucket_policy_change_unalarmed(trail: Resource) -> Verdict | None:
    """No alarm tells of changes to the policies of S3 buckets.

    One change to a policy or list can open a bucket to everybody.

    Fix:
        Add a metric filter to the trail's log group that matches the calls that put and delete a bucket's
        list, policy, CORS, lifecycle and replication, and an alarm with an action on its metric.

    Sources:
        https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
    """
    return must_alarm(trail, "changes to bucket policies", _BUCKETS)
