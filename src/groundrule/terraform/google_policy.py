"""`google_iam_policy`, which puts a policy together from blocks without asking the project."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from groundrule.terraform.policy_text import is_missing, text_of
from groundrule.value import Data, OpenList

if TYPE_CHECKING:
    from groundrule.terraform.content import Content


def policy_data(content: Content) -> Data:
    """The `policy_data` of a `google_iam_policy`."""
    policy: dict[str, Data] = {}
    audits = _blocks(content.resource.value("audit_config"), _audit)
    if audits:
        policy["auditConfigs"] = audits
    policy["bindings"] = _blocks(content.resource.value("binding"), _binding)
    return text_of(policy, indent=None)


def _blocks(blocks: Data, render: Callable[[dict[str, Data]], Data]) -> Data:
    if is_missing(blocks):
        return []
    if isinstance(blocks, dict):
        return [render(blocks)]
    if not isinstance(blocks, list):
        return blocks
    rendered = [render(block) if isinstance(block, dict) else block for block in blocks]
    return OpenList(rendered, blocks.unknown) if isinstance(blocks, OpenList) else rendered


def _binding(block: dict[str, Data]) -> Data:
    conditions = block.get("condition")
    condition = conditions[0] if isinstance(conditions, list) and conditions else None
    parts: Iterable[tuple[str, Data]] = (
        ("condition", dict(condition) if isinstance(condition, dict) else condition),
        ("members", _sorted(block.get("members"))),
        ("role", block.get("role")),
    )
    return {name: value for name, value in parts if value is not None}


def _audit(block: dict[str, Data]) -> Data:
    logs = _blocks(block.get("audit_log_configs"), _audit_log)
    return {"auditLogConfigs": logs, "service": block.get("service")}


def _audit_log(block: dict[str, Data]) -> Data:
    exempted = _sorted(block.get("exempted_members"))
    parts = (("exemptedMembers", exempted), ("logType", block.get("log_type")))
    return {name: value for name, value in parts if not is_missing(value)}


def _sorted(value: Data) -> Data:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return sorted(value, key=str)
    return value
