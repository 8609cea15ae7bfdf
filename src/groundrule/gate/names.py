"""Which policies a name means: an id of ours, or another linter's for the same control."""

from __future__ import annotations

from collections.abc import Iterable

from groundrule.gate.grammar import EVERYTHING, Tool
from groundrule.policy import Policy
from groundrule.selection import is_known_as, is_known_to_trivy_as


def means(tool: Tool, name: str, policy: Policy) -> bool:
    """Whether a name in a tool's words means a policy."""
    if tool == "cfn-lint":
        # a prefix names a family there: `W` or `E30`
        return policy.id.startswith(f"cfn-lint:{name}")
    if name == EVERYTHING:
        return any(_tool_of(alias) == tool for alias in policy.aliases)
    if tool == "trivy":
        return is_known_to_trivy_as(policy, name)
    return (tool == "groundrule" and name == policy.id) or is_known_as(policy, name)


def _tool_of(alias: str) -> Tool | None:
    if alias.startswith(("CKV", "BC_")):
        return "checkov"
    if len(alias) == 36 and alias.count("-") == 4:
        return "kics"
    return "trivy" if "-" in alias else None


def suggestion(name: str, policies: Iterable[Policy]) -> str:
    """`: did you mean …?`, or nothing."""
    import difflib

    close = difflib.get_close_matches(name.lower(), [policy.id for policy in policies], n=1)
    return f": did you mean `{close[0]}`?" if close else ""
