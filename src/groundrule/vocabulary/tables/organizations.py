"""AWS Organizations."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::Organizations::Organization": Row("aws_organizations_organization"),
    "AWS::Organizations::Policy": Row("aws_organizations_policy"),
}
