"""AWS Elastic Beanstalk."""

from collections.abc import Iterator

from groundrule.policy import LOW, MEDIUM, Attribute, Category, Resource, Truth, Verdict, any_true, policy

_HEALTH = "aws:elasticbeanstalk:healthreporting:system"


def _settings(environment: Resource) -> Iterator[Attribute]:
    """An environment's own options and those of its saved configuration."""
    yield environment["setting"]
    saved = environment["template_name"]
    for template in environment.others("aws_elastic_beanstalk_configuration_template"):
        named = saved.text is not None and saved.text == template["name"].text
        if named or template in saved.targets():
            yield template["setting"]


def _has(environment: Resource, namespace: str, name: str, value: str) -> Truth:
    """Whether an option is set to a value; letters of either case are the same."""

    def is_it(option: Attribute) -> Truth:
        same = option["value"].asks(lambda given: str(given).lower() == value)
        return option["namespace"].is_(namespace) & option["name"].is_(name) & same

    return any_true(settings.has(is_it) for settings in _settings(environment))


@policy(
    id="beanstalk-platform-updates-off",
    severity=MEDIUM,
    category=Category.PATCHING,
    requirements=("CUIMC-23",),
    aliases=("CKV_AWS_340",),
    resources=("aws_elastic_beanstalk_environment",),
)
def beanstalk_platform_updates_off(environment: Resource) -> Verdict:
    """Elastic Beanstalk environment does not update its platform by itself.

    The platform holds the operating system and the language's runtime: without updates their weaknesses stay.
    Environments made otherwise than in the console don't update unless they are told to.

    Fix:
        Set `ManagedActionsEnabled` in `aws:elasticbeanstalk:managedactions` to true, with a start time and a level.

    Sources:
        https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environment-platform-update-managed.html
    """
    updates = _has(environment, "aws:elasticbeanstalk:managedactions", "ManagedActionsEnabled", "true")
    return environment["setting"].must(
        updates, "no option switches on managed updates", remedy="set `ManagedActionsEnabled` to true"
    )


@policy(
    id="beanstalk-health-basic",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-09",),
    aliases=("CKV_AWS_312",),
    resources=("aws_elastic_beanstalk_environment",),
    default=False,
)
def beanstalk_health_basic(environment: Resource) -> Verdict:
    """Elastic Beanstalk environment reports only the basics of its health.

    Enhanced reports tell of failing requests, slow answers and overloaded instances, and managed updates need them.

    Fix:
        Set `SystemType` in `aws:elasticbeanstalk:healthreporting:system` to `enhanced`.

    Sources:
        https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced.html
        https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html#command-options-general-elasticbeanstalkhealthreporting
    """
    enhanced = _has(environment, _HEALTH, "SystemType", "enhanced")
    # reports can't be streamed unless they are enhanced
    streamed = _has(environment, _HEALTH, "HealthStreamingEnabled", "true")
    logged = _has(environment, "aws:elasticbeanstalk:cloudwatch:logs:health", "HealthStreamingEnabled", "true")
    return environment["setting"].must(
        enhanced | streamed | logged, "no option asks for enhanced health", remedy="set `SystemType` to `enhanced`"
    )
