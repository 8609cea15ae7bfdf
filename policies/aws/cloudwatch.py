"""Amazon CloudWatch."""

from groundrule.policy import MEDIUM, Category, Resource, Truth, Verdict, policy


@policy(
    id="cloudwatch-alarm-silent",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-02",),
    aliases=("CKV_AWS_319",),
    resources=("aws_cloudwatch_metric_alarm",),
)
def cloudwatch_alarm_silent(alarm: Resource) -> Verdict:
    """CloudWatch alarm's actions are switched off.

    The alarm changes its state and tells nobody.

    Fix:
        Set `actions_enabled` to true, or leave it out.

    Sources:
        https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
    """
    return alarm["actions_enabled"].must_not_be(False)


@policy(
    id="cloudwatch-alarm-without-action",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-02", "CUIMC-01"),
    resources=("aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"),
    default=False,
)
def cloudwatch_alarm_without_action(alarm: Resource) -> Verdict:
    """CloudWatch alarm tells nobody.

    It changes its state, and somebody who happens to look at the console may see it. An alarm that a composite alarm
    watches needs no action of its own.

    Fix:
        Name a topic with subscribers in `alarm_actions`.

    Sources:
        https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-15
    """
    watched = Truth.of(bool(alarm.others("aws_cloudwatch_composite_alarm")) and alarm.type.endswith("metric_alarm"))
    return alarm["alarm_actions"].must_be_set().unless(watched & Truth.UNKNOWN)
