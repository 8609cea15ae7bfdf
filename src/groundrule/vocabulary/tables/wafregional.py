"""AWS WAF Classic, regional."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::WAFRegional::WebACL": Row("aws_wafregional_web_acl", names={"Rules": "rule"}),
    "AWS::WAFRegional::WebACLAssociation": Row("aws_wafregional_web_acl_association", names={"WebACLId": "web_acl_id"}),
}
