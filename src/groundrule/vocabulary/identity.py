"""The attribute that a resource is named by."""

from __future__ import annotations

from typing import Final

_NAMING: Final = {
    "aws_api_gateway_stage": "stage_name",
    "aws_autoscaling_group": "name",
    "aws_codecommit_repository": "repository_name",
    "aws_db_instance": "identifier",
    "aws_dms_replication_subnet_group": "replication_subnet_group_id",
    "aws_docdb_cluster": "cluster_identifier",
    "aws_elasticache_cluster": "cluster_id",
    "aws_elasticache_replication_group": "replication_group_id",
    "aws_elasticsearch_domain": "domain_name",
    "aws_lambda_function": "function_name",
    "aws_neptune_cluster": "cluster_identifier",
    "aws_opensearch_domain": "domain_name",
    "aws_rds_cluster": "cluster_identifier",
    "aws_redshift_cluster": "cluster_identifier",
    "aws_s3_bucket": "bucket",
    "aws_s3_directory_bucket": "bucket",
}


def naming_attribute(type_: str) -> str:
    """The attribute of a type by which other resources may name it."""
    return _NAMING.get(type_, "name")
