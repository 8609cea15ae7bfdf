"""Amazon DocumentDB."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row
from groundrule.vocabulary.tables.rds import CLUSTER, DATABASE

ROWS: Final[dict[str, Row]] = {
    "AWS::DocDB::DBCluster": Row("aws_docdb_cluster", names=CLUSTER),
    "AWS::DocDB::DBInstance": Row("aws_docdb_cluster_instance", names=DATABASE),
}
