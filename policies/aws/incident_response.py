"""Incidents: that what is detected reaches somebody, and that AWS knows whom to call."""

from typing import Final

from groundrule.policy import (
    MEDIUM,
    Attribute,
    Category,
    Resource,
    Truth,
    Verdict,
    any_true,
    policy,
)

# where findings come from → the sources of the events that tell of them; Security Hub collects those of the others
_DETECTORS: Final = {
    "aws_guardduty_detector": ("aws.guardduty", "aws.securityhub"),
    "aws_macie2_account": ("aws.macie", "aws.securityhub"),
    "aws_securityhub_account": ("aws.securityhub",),
}
_ACCOUNT: Final = (
    "aws_account_alternate_contact",
    "aws_organizations_organization",
    "aws_iam_account_password_policy",
    "aws_iam_account_alias",
)


def _missing_parts(resource: Resource) -> Truth:
    """What an absent neighbour counts as: a module that is not at hand may hold it."""
    return Truth.FALSE if resource.root_is_complete else Truth.UNKNOWN


@policy(
    id="detection-findings-unrouted",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-01",),
    resources=tuple(_DETECTORS),
    default=False,
)
def detection_findings_unrouted(detector: Resource) -> Verdict:
    """Findings of GuardDuty, Macie or Security Hub reach nobody.

    A detector that tells nobody finds a breach, and the triage begins when somebody happens to look. A rule of
    EventBridge with a target brings the findings to the people who answer for them. An account whose findings are
    handled in another one needs no rule of its own.

    Fix:
        Add an EventBridge rule for the service's findings, and a target that tells somebody.

    Sources:
        https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cloudwatch-events.html
        https://docs.aws.amazon.com/macie/latest/user/findings-monitor-events-eventbridge.html
    """
    sources = _DETECTORS[detector.type]
    routed = any_true(_routes(rule, sources) for rule in detector.others("aws_cloudwatch_event_rule"))
    verdict = detector.decide(
        routed | _missing_parts(detector),
        "no EventBridge rule with a target brings its findings to somebody",
        remedy="add a rule for its findings with a target that tells somebody",
    )
    return verdict.unless(detector["enable"].is_(False))


def _routes(rule: Resource, sources: tuple[str, ...]) -> Truth:
    """Whether a rule brings events of one of the sources to a target."""
    listed = rule["event_pattern"].decoded()["source"]

    def names(source: Attribute) -> Truth:
        # a matcher such as `prefix`
        return Truth.UNKNOWN if isinstance(source.data, dict) else source.is_one_of(sources)

    on = ~(rule["state"].is_("DISABLED") | rule["is_enabled"].is_(False))
    return listed.has(names) & on & rule.companions("aws_cloudwatch_event_target", by="rule").exist


@policy(
    id="event-rule-without-target",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-01",),
    resources=("aws_cloudwatch_event_rule",),
    default=False,
)
def event_rule_without_target(rule: Resource) -> Verdict:
    """EventBridge rule has no target.

    It matches events and tells nobody of them.

    Fix:
        Add a target, such as a topic with subscribers.

    Sources:
        https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
    """
    targets = rule.companions("aws_cloudwatch_event_target", by="rule")
    return rule.decide(
        targets.exist | _missing_parts(rule), "it has no target", remedy="add a target that tells somebody"
    )


@policy(
    id="sns-topic-without-subscription",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-01",),
    resources=("aws_sns_topic",),
    default=False,
)
def sns_topic_without_subscription(topic: Resource) -> Verdict:
    """SNS topic has no subscriber.

    What is published to it is dropped: an alarm that ends there wakes nobody.

    Fix:
        Subscribe a mailbox, a queue or a function that somebody answers for.

    Sources:
        https://docs.aws.amazon.com/sns/latest/dg/sns-create-subscribe-endpoint-to-topic.html
    """
    subscriptions = topic.companions("aws_sns_topic_subscription", by="topic_arn")
    return topic.decide(
        subscriptions.exist | _missing_parts(topic), "nobody is subscribed to it", remedy="add a subscription"
    )


@policy(
    id="security-contact-missing",
    severity=MEDIUM,
    category=Category.HYGIENE,
    requirements=("CUIMC-01",),
    resources=_ACCOUNT,
    default=False,
)
def security_contact_missing(part: Resource) -> Verdict | None:
    """Account has no security contact.

    AWS tells the security contact of abuse and of leaked credentials. Without one the notice goes to the mailbox of
    the root user, which often nobody reads. Told once for a root that sets up an account; CloudFormation can not say
    it.

    Fix:
        Add an `aws_account_alternate_contact` of the type `SECURITY`.

    Sources:
        https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-alternate.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/account-controls.html#account-1
    """
    if part.dialect == "cloudformation" or part != part.others(*_ACCOUNT)[0]:
        return None
    contacts = part.others("aws_account_alternate_contact")
    named = any_true(contact["alternate_contact_type"].is_("SECURITY") for contact in contacts)
    return part.decide(
        named | _missing_parts(part), "no alternate contact of the type `SECURITY` is declared", remedy="declare one"
    )
