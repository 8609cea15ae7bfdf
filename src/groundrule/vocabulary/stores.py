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
