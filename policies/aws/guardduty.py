"""Amazon GuardDuty."""

from groundrule.policy import MEDIUM, Category, Resource, Verdict, policy


@policy(
    id="guardduty-detector-switched-off",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-01", "CUIMC-10", "CUIMC-16", "STAN-08"),
    aliases=("CKV_AWS_238", "704dadd3-54fc-48ac-b6a0-02f170011473", "a25cd877-375c-4121-a640-730929936fac"),
    resources=("aws_guardduty_detector",),
)
def guardduty_detector_switched_off(detector: Resource) -> Verdict:
    """GuardDuty detector is switched off.

    The detector is there and looks at nothing: stolen credentials and mining programs stay unseen.

    Fix:
        Set `enable` to true.

    Sources:
        https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_suspend-disable.html
    """
    return detector["enable"].must_not_be(False)


@policy(
    id="guardduty-organization-not-automatic",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-01", "CUIMC-10", "STAN-08"),
    aliases=("CKV2_AWS_3",),
    resources=("aws_guardduty_detector",),
    default=False,
)
def guardduty_organization_not_automatic(detector: Resource) -> Verdict | None:
    """GuardDuty is not switched on by itself in the accounts of the organisation.

    An account that joins is watched only if somebody thinks of it. Holds for the detector of the account that
    administers GuardDuty; CloudFormation can not say it.

    Fix:
        Add an `aws_guardduty_organization_configuration` with `auto_enable_organization_members` set to `ALL`.

    Sources:
        https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_organizations.html
    """
    if detector.dialect == "cloudformation":
        return None

    def judge(configuration: Resource) -> Verdict:
        members = configuration["auto_enable_organization_members"].must_be_one_of("ALL", "NEW")
        # the older switch stands beside the members in old code
        return members | configuration["auto_enable"].must_be(True)

    configurations = detector.companions("aws_guardduty_organization_configuration", by="detector_id")
    automatic = configurations.any(judge, "no organisation configuration belongs to it")
    return automatic & detector["enable"].must_not_be(False)
