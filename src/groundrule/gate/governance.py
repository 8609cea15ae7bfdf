"""Who may keep what, and for how long: the rules that ignores and waivers keep."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from groundrule.finding import Finding, Waiver
from groundrule.policy import Severity


class Governance(NamedTuple):
    """The organisation's rules about ignores and waivers.

    Attributes:
        require_reason: whether each needs a reason.
        require_approver: the severity from which on each needs an approver; None for never.
        approvers: who may approve; empty for anybody.
        longest: by severity, the days for which each may hold from today on.
        unwaivable: the policies that may not be waived at all, nor be in a baseline.
    """

    require_reason: bool = False
    require_approver: Severity | None = None
    approvers: tuple[str, ...] = ()
    longest: Mapping[Severity, int] = {}
    unwaivable: frozenset[str] = frozenset()

    def refusal(self, finding: Finding, waiver: Waiver, today: date) -> str:
        """Why a waiver may not keep a finding; empty where it may."""
        if finding.policy.id in self.unwaivable:
            return f"`{finding.policy.id}` may not be waived"
        if self.require_reason and not waiver.reason.strip():
            return "it needs a reason"
        if self._needs_approver(finding.severity):
            if not waiver.approver:
                return f"a finding of severity {finding.severity.word} needs an approver"
            if self.approvers and waiver.approver not in self.approvers:
                return f"`{waiver.approver}` may not approve it"
        return self._too_long(finding.severity, waiver, today)

    def _needs_approver(self, severity: Severity) -> bool:
        return self.require_approver is not None and severity >= self.require_approver

    def _too_long(self, severity: Severity, waiver: Waiver, today: date) -> str:
        most = self.longest.get(severity)
        if most is None:
            return ""
        if not waiver.expires:
            return f"a finding of severity {severity.word} may be kept for {most} days at most: it needs an expiry"
        left = (date.fromisoformat(waiver.expires) - today).days
        if left > most:
            return f"a finding of severity {severity.word} may be kept for {most} days at most, not for {left}"
        return ""


def is_expired(expires: str, today: date) -> bool:
    """Whether a last day, as `2027-01-31`, is over; an empty one never is."""
    return bool(expires) and date.fromisoformat(expires) < today


def today() -> date:
    """The day that expiries are held against, in UTC; `SOURCE_DATE_EPOCH` fixes it."""
    import os
    from datetime import UTC, datetime

    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    return (datetime.fromtimestamp(int(fixed), UTC) if fixed.isdigit() else datetime.now(UTC)).date()
