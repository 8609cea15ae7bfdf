"""Amazon EMR."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::EMR::Cluster": Row("aws_emr_cluster"),
    "AWS::EMR::SecurityConfiguration": Row(
        "aws_emr_security_configuration", {"configuration": "SecurityConfiguration"}
    ),
}
