"""Amazon DocumentDB."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row
from groundrule.vocabulary.tables.rds import CLUSTER, DATABASE

ROWS: Final[dict[str, Row]] = {
    "AWS::DocDB::DBCluster": Row("aws_docdb_cluster", names=CLUSTER),
    "AWS::DocDB::DBClusterParameterGroup": Row(
        "aws_docdb_cluster_parameter_group", names={"Parameters": "parameter", "Name": "name"}
    ),
    "AWS::DocDB::DBInstance": Row("aws_docdb_cluster_instance", names=DATABASE),
    "AWS::DocDB::GlobalCluster": Row("aws_docdb_global_cluster"),
}
