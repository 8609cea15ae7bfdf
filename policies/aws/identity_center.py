"""IAM Identity Center and AWS Organizations."""

from groundrule.policy import LOW, MEDIUM, Category, Resource, Verdict, policy


def _minutes(duration: str) -> int | None:
    """The minutes of an ISO 8601 duration of hours, minutes and seconds."""
    hours = minutes = 0
    rest = duration.removeprefix("PT")
    if rest == duration:
        return None
    for unit in ("H", "M", "S"):
        number, found, after = rest.partition(unit)
        if found and number.isdigit():
            hours += int(number) if unit == "H" else 0
            minutes += int(number) if unit == "M" else 0
            rest = after
    return None if rest else hours * 60 + minutes


@policy(
    id="identity-center-session-too-long",
    severity=LOW,
    category=Category.IDENTITY,
    requirements=("CUIMC-09",),
    aliases=("ce9dfce0-5fc8-433b-944a-3b16153111a8",),
    resources=("aws_ssoadmin_permission_set",),
    default=False,
)
def identity_center_session_too_long(permissions: Resource) -> Verdict:
    """Permission set keeps people signed in for more than an hour.

    Credentials that leak from a browser or a laptop work until the session ends.

    Fix:
        Set `session_duration` to `PT1H`, or leave it out.

    Sources:
        https://docs.aws.amazon.com/singlesignon/latest/userguide/howtosessionduration.html
    """
    duration = permissions["session_duration"]
    return duration.must(~duration.asks(lambda text: (_minutes(str(text)) or 0) > 60), expected="at most an hour")


@policy(
    id="organization-without-all-features",
    severity=MEDIUM,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08", "CUIMC-20"),
    aliases=("5ba6229c-8057-433e-91d0-21cf13569ca9",),
    resources=("aws_organizations_organization",),
)
def organization_without_all_features(organization: Resource) -> Verdict:
    """Organization shares the bill and nothing else.

    Without all features there are no service control policies: what an account may do at most can't be limited
    from above.

    Fix:
        Set `feature_set` to `ALL`.

    Sources:
        https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_org_support-all-features.html
    """
    return organization["feature_set"].must_not_be("CONSOLIDATED_BILLING")
