"""AWS WAF Classic, for CloudFront."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::WAF::WebACL": Row("aws_waf_web_acl"),
}
