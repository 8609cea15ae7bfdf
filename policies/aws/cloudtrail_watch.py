"""CloudTrail: what trails record, and who looks at it."""

from groundrule.policy import MEDIUM, Attribute, Category, Resource, Truth, Verdict, any_true, policy

_WATCHERS = ("aws_cloudwatch_log_metric_filter", "aws_cloudwatch_log_subscription_filter")


@policy(
    id="cloudtrail-without-data-events",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-17", "STAN-06"),
    resources=("aws_cloudtrail",),
    default=False,
)
def cloudtrail_without_data_events(trail: Resource) -> Verdict:
    """CloudTrail trail records no access to data.

    By itself a trail records who changes resources, not who reads and writes what is in them: nobody can tell
    afterwards which records were taken.

    Fix:
        Add an event selector with data events, for `AWS::S3::Object` at least.

    Sources:
        https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
    """

    def classic(selector: Attribute) -> Truth:
        return selector["data_resource"].is_set()

    def advanced(selector: Attribute) -> Truth:
        return selector["field_selector"].has(
            lambda field: field["field"].is_("eventCategory") & field["equals"].contains("Data")
        )

    recorded = trail["event_selector"].has(classic) | trail["advanced_event_selector"].has(advanced)
    return trail.decide(recorded, "no selector of it asks for data events", remedy="add a selector for data events")


@policy(
    id="cloudtrail-watched-by-nobody",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-02",),
    resources=("aws_cloudtrail",),
    default=False,
)
def cloudtrail_watched_by_nobody(trail: Resource) -> Verdict | None:
    """Nothing looks at the log group of a CloudTrail trail.

    Without a metric filter or a subscription the events are stored and read by nobody: what they tell of is noticed
    afterwards. Only a trail whose log group stands in the same root is judged.

    Fix:
        Add a metric filter with an alarm, or a subscription filter that brings the events to an analyser.

    Sources:
        https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html
        https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
    """
    groups = trail["cloud_watch_logs_group_arn"].targets("aws_cloudwatch_log_group")
    if not groups:
        return None
    watched = any_true(group.companions(*_WATCHERS, by="log_group_name").exist for group in groups)
    elsewhere = Truth.FALSE if trail.root_is_complete else Truth.UNKNOWN
    return trail["cloud_watch_logs_group_arn"].decide(
        watched | elsewhere, "no metric or subscription filter looks at it", remedy="add a metric filter with an alarm"
    )
