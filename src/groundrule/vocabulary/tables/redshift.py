"""Amazon Redshift."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::Redshift::Cluster": Row(
        "aws_redshift_cluster", names={"MasterUserPassword": "master_password", "DBName": "database_name"}
    ),
}
