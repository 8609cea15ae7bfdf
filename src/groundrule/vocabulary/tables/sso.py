"""AWS IAM Identity Center."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Companion, Row

ROWS: Final[dict[str, Row]] = {
    "AWS::SSO::PermissionSet": Row(
        "aws_ssoadmin_permission_set",
        companions=(
            Companion(
                "aws_ssoadmin_permission_set_inline_policy", "InlinePolicy", "permission_set_arn", {"inline_policy": ""}
            ),
            Companion(
                "aws_ssoadmin_managed_policy_attachment",
                "ManagedPolicies",
                "permission_set_arn",
                {"managed_policy_arn": ""},
                each=True,
            ),
        ),
    ),
}
