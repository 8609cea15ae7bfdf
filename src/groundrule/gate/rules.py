"""What is found about ignores themselves: policies without resources, whose findings the gate makes."""

from __future__ import annotations

from typing import Final

from groundrule.policy import LOW, MEDIUM, Category, Check, Policy, Severity, policy


def _rule(id_: str, severity: Severity, text: str) -> Policy:
    def check(_resource: object) -> None:
        """No resource is asked."""

    check.__doc__ = text
    about: Check = check
    return policy(id=id_, severity=severity, category=Category.HYGIENE, resources=(), requirements=("CUIMC-07",))(about)


UNUSED: Final = _rule(
    "ignore-unused",
    LOW,
    """Ignore keeps nothing.

    An ignore that has outlived its finding hides the next one of its kind.

    Fix:
        Remove the ignore, or the policy's name from it.
    """,
)
EXPIRED: Final = _rule(
    "ignore-expired",
    MEDIUM,
    """Ignore has expired.

    It was allowed until a day that is over, so that what it kept counts again.

    Fix:
        Mend the finding, or have the ignore approved anew.
    """,
)
NOT_PERMITTED: Final = _rule(
    "ignore-not-permitted",
    MEDIUM,
    """Ignore is not permitted.

    The organisation's rules ask for more than it gives (a reason, an approver, an expiry), or say that the policy may
    not be waived. It keeps nothing.

    Fix:
        Mend the finding, or ask the security office.
    """,
)
MALFORMED: Final = _rule(
    "ignore-malformed",
    MEDIUM,
    """Ignore can't be understood.

    It keeps nothing, though somebody thinks that it does.

    Fix:
        Write `groundrule: ignore[policy-id] reason="…" until=2027-01-31 approved-by=…`.
    """,
)
RULES: Final = (UNUSED, EXPIRED, NOT_PERMITTED, MALFORMED)
