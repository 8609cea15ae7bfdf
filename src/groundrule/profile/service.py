"""Which policies serve which requirement."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from groundrule.policy import Policy
from groundrule.profile.catalogue import Requirement
from groundrule.registry import bundled

_PACKAGE: Final = Path(__file__).parent.parent


def serving(requirement: Requirement, policies: Iterable[Policy]) -> tuple[Policy, ...]:
    """The policies that check some of a requirement: those that name it, and where it asks for them the own ones."""
    return tuple(
        policy
        for policy in policies
        if requirement.id in policy.requirements or (requirement.own_policies and is_own(policy))
    )


def is_own(policy: Policy) -> bool:
    """Whether a policy is the organisation's, not one that ships with the linter."""
    module = Path(policy.module)
    return not (module.is_relative_to(_PACKAGE) or module.is_relative_to(bundled()))
