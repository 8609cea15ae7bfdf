"""Resources that hold an organisation's data, and where each names the key that encrypts it."""

from __future__ import annotations

from typing import Final

# an empty text: a resource of its own names the key; members of a cluster have that of their cluster
KEYS_OF_STORES: Final = {
    "aws_backup_vault": "kms_key_arn",
    "aws_cloudwatch_log_group": "kms_key_id",
    "aws_db_instance": "kms_key_id",
    "aws_docdb_cluster": "kms_key_id",
    "aws_dynamodb_table": "server_side_encryption.kms_key_arn",
    "aws_ebs_volume": "kms_key_id",
    "aws_ecr_repository": "encryption_configuration.kms_key",
    "aws_efs_file_system": "kms_key_id",
    "aws_elasticache_replication_group": "kms_key_id",
    "aws_elasticsearch_domain": "encrypt_at_rest.kms_key_id",
    "aws_fsx_file_system": "kms_key_id",
    "aws_fsx_lustre_file_system": "kms_key_id",
    "aws_fsx_ontap_file_system": "kms_key_id",
    "aws_fsx_openzfs_file_system": "kms_key_id",
    "aws_fsx_windows_file_system": "kms_key_id",
    "aws_kinesis_stream": "kms_key_id",
    "aws_memorydb_cluster": "kms_key_arn",
    "aws_neptune_cluster": "kms_key_arn",
    "aws_opensearch_domain": "encrypt_at_rest.kms_key_id",
    "aws_rds_cluster": "kms_key_id",
    "aws_redshift_cluster": "kms_key_id",
    "aws_s3_bucket": "",
    "aws_secretsmanager_secret": "kms_key_id",
    "aws_sns_topic": "kms_master_key_id",
    "aws_sqs_queue": "kms_master_key_id",
    "aws_timestreamwrite_database": "kms_key_id",
}

_AZURE_STORES: Final = (
    "azurerm_cosmosdb_account",
    "azurerm_data_factory",
    "azurerm_eventhub_namespace",
    "azurerm_key_vault",
    "azurerm_kusto_cluster",
    "azurerm_log_analytics_workspace",
    "azurerm_managed_disk",
    "azurerm_mssql_database",
    "azurerm_mssql_server",
    "azurerm_mysql_flexible_server",
    "azurerm_postgresql_flexible_server",
    "azurerm_postgresql_server",
    "azurerm_redis_cache",
    "azurerm_search_service",
    "azurerm_servicebus_namespace",
    "azurerm_storage_account",
    "azurerm_synapse_workspace",
)
_GOOGLE_STORES: Final = (
    "google_artifact_registry_repository",
    "google_bigquery_dataset",
    "google_bigtable_instance",
    "google_compute_disk",
    "google_filestore_instance",
    "google_healthcare_dataset",
    "google_pubsub_topic",
    "google_redis_instance",
    "google_secret_manager_secret",
    "google_spanner_instance",
    "google_sql_database_instance",
    "google_storage_bucket",
)
DATA_STORES: Final = (*KEYS_OF_STORES, *_AZURE_STORES, *_GOOGLE_STORES)
