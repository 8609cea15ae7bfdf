"""Amazon Redshift."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Companion, Row

ROWS: Final[dict[str, Row]] = {
    "AWS::Redshift::Cluster": Row(
        "aws_redshift_cluster",
        names={"MasterUserPassword": "master_password", "DBName": "database_name"},
        companions=(Companion("aws_redshift_logging", "LoggingProperties", "cluster_identifier"),),
    ),
    "AWS::Redshift::ClusterParameterGroup": Row(
        "aws_redshift_parameter_group",
        names={
            "ParameterGroupFamily": "family",
            "Parameters": "parameter",
            "ParameterName": "name",
            "ParameterValue": "value",
        },
    ),
    "AWS::Redshift::ClusterSubnetGroup": Row("aws_redshift_subnet_group"),
    "AWS::Redshift::ClusterSecurityGroup": Row("aws_redshift_security_group"),
}
