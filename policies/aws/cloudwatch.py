"""Amazon CloudWatch."""

from groundrule.policy import MEDIUM, Category, Resource, Verdict, policy


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
