"""Amazon AppFlow."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::AppFlow::ConnectorProfile": Row("aws_appflow_connector_profile"),
    "AWS::AppFlow::Flow": Row("aws_appflow_flow"),
}
