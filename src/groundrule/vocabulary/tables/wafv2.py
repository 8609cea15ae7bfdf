"""AWS WAF."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::WAFv2::LoggingConfiguration": Row("aws_wafv2_web_acl_logging_configuration"),
    "AWS::WAFv2::RuleGroup": Row("aws_wafv2_rule_group", names={"Rules": "rule"}),
    "AWS::WAFv2::WebACL": Row(
        "aws_wafv2_web_acl",
        names={
            "ExcludedRules": "excluded_rule",
            "RuleActionOverrides": "rule_action_override",
            "Rules": "rule",
        },
    ),
    "AWS::WAFv2::WebACLAssociation": Row("aws_wafv2_web_acl_association", names={"WebACLArn": "web_acl_arn"}),
}
