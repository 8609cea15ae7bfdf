"""Amazon RDS and Aurora."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

DATABASE: Final = {
    "CACertificateIdentifier": "ca_cert_identifier",
    "DBInstanceClass": "instance_class",
    "DBInstanceIdentifier": "identifier",
    "DBName": "db_name",
    "DBParameterGroupName": "parameter_group_name",
    "MasterUsername": "username",
    "MasterUserPassword": "password",
    "VPCSecurityGroups": "vpc_security_group_ids",
    "EnablePerformanceInsights": "performance_insights_enabled",
    "PerformanceInsightsKMSKeyId": "performance_insights_kms_key_id",
    "EnableIAMDatabaseAuthentication": "iam_database_authentication_enabled",
    "EnableCloudwatchLogsExports": "enabled_cloudwatch_logs_exports",
    "SourceDBInstanceIdentifier": "replicate_source_db",
    "DBSnapshotIdentifier": "snapshot_identifier",
    "MultiAZ": "multi_az",
}
CLUSTER: Final = {
    "DBClusterIdentifier": "cluster_identifier",
    "MasterUserPassword": "master_password",
    "EnableIAMDatabaseAuthentication": "iam_database_authentication_enabled",
    "IamAuthEnabled": "iam_database_authentication_enabled",
    "EnableCloudwatchLogsExports": "enabled_cloudwatch_logs_exports",
    "PerformanceInsightsEnabled": "performance_insights_enabled",
    "SourceDBClusterIdentifier": "replication_source_identifier",
}
ROWS: Final[dict[str, Row]] = {
    "AWS::RDS::DBCluster": Row("aws_rds_cluster", names=CLUSTER),
    "AWS::RDS::DBClusterParameterGroup": Row(
        "aws_rds_cluster_parameter_group",
        names={"DBClusterParameterGroupName": "name", "Parameters": "parameter"},
    ),
    "AWS::RDS::DBInstance": Row("aws_db_instance", names=DATABASE),
    "AWS::RDS::DBParameterGroup": Row(
        "aws_db_parameter_group", names={"DBParameterGroupName": "name", "Parameters": "parameter"}
    ),
    "AWS::RDS::DBSecurityGroup": Row(
        "aws_db_security_group", names={"DBSecurityGroupIngress": "ingress", "CIDRIP": "cidr"}
    ),
    "AWS::RDS::DBSubnetGroup": Row("aws_db_subnet_group", names={"DBSubnetGroupName": "name"}),
}
