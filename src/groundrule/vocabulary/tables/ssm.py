"""AWS Systems Manager."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::SSM::Document": Row("aws_ssm_document"),
    "AWS::SSM::Parameter": Row("aws_ssm_parameter"),
    "AWS::SSM::PatchBaseline": Row("aws_ssm_patch_baseline", {"approval_rule": "ApprovalRules.PatchRules"}),
}
