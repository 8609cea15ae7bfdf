"""What an attribute is when nobody writes it: one table, in the vocabulary's words."""

from __future__ import annotations

from typing import Final

from groundrule.value import ABSENT, Data, Unknown

_DOMAIN: Final[dict[str, Data]] = {
    "advanced_security_options.enabled": False,
    "cluster_config.dedicated_master_enabled": False,
    "cluster_config.zone_awareness_enabled": False,
}
# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html
_LOAD_BALANCER: Final[dict[str, Data]] = {
    "access_logs.enabled": False,
    "desync_mitigation_mode": "defensive",
    "drop_invalid_header_fields": False,
    "enable_cross_zone_load_balancing": False,
    "enable_deletion_protection": False,
    "internal": False,
    "load_balancer_type": "application",
}
# https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceMetadataOptionsRequest.html
_METADATA: Final[dict[str, Data]] = {"metadata_options.http_put_response_hop_limit": 1}
# where the source is not said, it is the resource's page in the Terraform AWS provider's documentation
_DEFAULTS: Final[dict[str, dict[str, Data]]] = {
    "aws_cloudtrail": {
        "enable_log_file_validation": False,
        "event_selector.read_write_type": "All",
        "is_multi_region_trail": False,
    },
    # https://docs.aws.amazon.com/config/latest/developerguide/access-keys-rotated.html
    "aws_config_config_rule": {"input_parameters.maxAccessKeyAge": 90},
    "aws_config_configuration_aggregator": {
        "account_aggregation_source.all_regions": False,
        "organization_aggregation_source.all_regions": False,
    },
    "aws_config_configuration_recorder": {"recording_group.include_global_resource_types": False},
    "aws_ebs_volume": {"encrypted": False},
    # an application load balancer's; a network load balancer has none, and needs one written
    "aws_lb_listener": {"protocol": "HTTP"},
    "aws_alb_listener": {"protocol": "HTTP"},
    "aws_mq_broker": {
        "auto_minor_version_upgrade": False,
        "logs.audit": False,
        "logs.general": False,
        "publicly_accessible": False,
    },
    "aws_s3_bucket_object_lock_configuration": {"object_lock_enabled": "Enabled"},
    "aws_sagemaker_data_quality_job_definition": {
        "network_config.enable_inter_container_traffic_encryption": False,
    },
    "aws_sagemaker_model": {"enable_network_isolation": False},
    "aws_sagemaker_notebook_instance": {
        "direct_internet_access": "Enabled",
        # https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_InstanceMetadataServiceConfiguration.html
        "instance_metadata_service_configuration.minimum_instance_metadata_service_version": "1",
        "root_access": "Enabled",
    },
    "aws_ses_configuration_set": {"delivery_options.tls_policy": "Optional"},
    # https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeliveryOptions.html
    "aws_sesv2_configuration_set": {"delivery_options.tls_policy": "OPTIONAL"},
    "aws_sfn_state_machine": {
        "logging_configuration.level": "OFF",
        "logging_configuration.include_execution_data": False,
        "tracing_configuration.enabled": False,
    },
    # https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-sqs-sse-queue.html
    "aws_sqs_queue": {"sqs_managed_sse_enabled": True},
    "aws_api_gateway_method_settings": {
        "settings.caching_enabled": False,
        "settings.data_trace_enabled": False,
        "settings.logging_level": "OFF",
        "settings.metrics_enabled": False,
    },
    "aws_api_gateway_stage": {"cache_cluster_enabled": False, "xray_tracing_enabled": False},
    "aws_apigatewayv2_route": {"authorization_type": "NONE"},
    "aws_appsync_api_cache": {"at_rest_encryption_enabled": False, "transit_encryption_enabled": False},
    "aws_ami": {"ebs_block_device.encrypted": False},
    "aws_ami_copy": {"encrypted": False},
    "aws_ebs_encryption_by_default": {"enabled": True},
    "aws_ec2_transit_gateway": {"auto_accept_shared_attachments": "disable"},
    "aws_elb": {"cross_zone_load_balancing": True, "internal": False, "access_logs.enabled": True},
    "aws_globalaccelerator_accelerator": {"attributes.flow_logs_enabled": False},
    "aws_instance": {"monitoring": False, "ebs_optimized": False, **_METADATA},
    "aws_launch_configuration": _METADATA,
    "aws_launch_template": _METADATA,
    "aws_lb": _LOAD_BALANCER,
    "aws_alb": _LOAD_BALANCER,
    # https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-checks-overview.html
    "aws_autoscaling_group": {"health_check_type": "EC2"},
    "aws_networkfirewall_firewall": {"delete_protection": False},
    "aws_route53domains_registered_domain": {"transfer_lock": True},
    "aws_subnet": {"map_public_ip_on_launch": False},
    "aws_athena_workgroup": {"configuration.enforce_workgroup_configuration": True},
    # https://docs.aws.amazon.com/cloudsearch/latest/developerguide/configuring-domain-endpoint-options.html
    "aws_cloudsearch_domain": {
        "endpoint_options.enforce_https": False,
        "endpoint_options.tls_security_policy": "Policy-Min-TLS-1-0-2019-07",
    },
    "aws_codebuild_project": {
        "logs_config.cloudwatch_logs.status": "ENABLED",
        "logs_config.s3_logs.status": "DISABLED",
    },
    "aws_dax_cluster": {"cluster_endpoint_encryption_type": "NONE"},
    "aws_db_instance": {
        "auto_minor_version_upgrade": True,
        "backup_retention_period": 0,
        "copy_tags_to_snapshot": False,
        "deletion_protection": False,
        "iam_database_authentication_enabled": False,
        "monitoring_interval": 0,
        "multi_az": False,
        "performance_insights_enabled": False,
        "publicly_accessible": False,
        "storage_encrypted": False,
    },
    "aws_dms_endpoint": {"ssl_mode": "none"},
    "aws_dms_replication_instance": {"auto_minor_version_upgrade": False, "publicly_accessible": False},
    "aws_docdb_cluster": {"backup_retention_period": 1, "deletion_protection": False, "storage_encrypted": False},
    "aws_docdb_global_cluster": {"deletion_protection": False, "storage_encrypted": False},
    "aws_dynamodb_table": {"billing_mode": "PROVISIONED", "point_in_time_recovery.enabled": False},
    "aws_dynamodb_table_replica": {"point_in_time_recovery": False},
    "aws_efs_file_system": {"encrypted": False},
    "aws_eks_cluster": {
        "vpc_config.endpoint_public_access": True,
        "vpc_config.endpoint_private_access": False,
        "vpc_config.public_access_cidrs": ["0.0.0.0/0"],
    },
    "aws_elasticache_cluster": {
        "auto_minor_version_upgrade": True,
        "az_mode": "single-az",
        "snapshot_retention_limit": 0,
    },
    "aws_elasticache_replication_group": {
        "auto_minor_version_upgrade": True,
        "automatic_failover_enabled": False,
        "engine": "redis",
        "snapshot_retention_limit": 0,
        "transit_encryption_enabled": False,
    },
    "aws_elasticsearch_domain": _DOMAIN,
    "aws_kinesis_stream": {"encryption_type": "NONE"},
    "aws_lambda_function": {"tracing_config.mode": "PassThrough", "reserved_concurrent_executions": -1},
    "aws_msk_cluster": {
        "encryption_info.encryption_in_transit.client_broker": "TLS",
        "encryption_info.encryption_in_transit.in_cluster": True,
    },
    "aws_keyspaces_table": {"encryption_specification.type": "AWS_OWNED_KMS_KEY"},
    "aws_memorydb_cluster": {"tls_enabled": True},
    "aws_neptune_cluster": {
        "backup_retention_period": 1,
        "copy_tags_to_snapshot": False,
        "deletion_protection": False,
        "iam_database_authentication_enabled": False,
        "storage_encrypted": False,
    },
    "aws_neptune_cluster_instance": {"auto_minor_version_upgrade": True, "publicly_accessible": False},
    "aws_opensearch_domain": _DOMAIN,
    "aws_qldb_ledger": {"deletion_protection": True},
    "aws_rds_cluster": {
        # versions of the provider from 5 on want it written
        "engine": "aurora",
        "backtrack_window": 0,
        "backup_retention_period": 1,
        "copy_tags_to_snapshot": False,
        "deletion_protection": False,
        "iam_database_authentication_enabled": False,
        "storage_encrypted": False,
    },
    "aws_rds_cluster_instance": {
        "auto_minor_version_upgrade": True,
        "monitoring_interval": 0,
        "performance_insights_enabled": False,
        "publicly_accessible": False,
    },
    "aws_rds_global_cluster": {"storage_encrypted": False},
    "aws_redshift_cluster": {
        "allow_version_upgrade": True,
        "automated_snapshot_retention_period": 1,
        "database_name": "dev",
        "enhanced_vpc_routing": False,
    },
    "aws_redshiftserverless_workgroup": {"publicly_accessible": False},
    "aws_s3_account_public_access_block": {
        "block_public_acls": False,
        "block_public_policy": False,
        "ignore_public_acls": False,
        "restrict_public_buckets": False,
    },
    "aws_s3_bucket_public_access_block": {
        "block_public_acls": False,
        "block_public_policy": False,
        "ignore_public_acls": False,
        "restrict_public_buckets": False,
    },
    "aws_transfer_server": {
        "endpoint_type": "PUBLIC",
        "protocols": ["SFTP"],
        "security_policy_name": "TransferSecurityPolicy-2018-11",
    },
    "aws_cognito_identity_pool": {"allow_unauthenticated_identities": False},
    "aws_cognito_user_pool": {"mfa_configuration": "OFF"},
    "aws_ecr_repository": {
        "image_tag_mutability": "MUTABLE",
        "image_scanning_configuration.scan_on_push": False,
    },
    # https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExecuteCommandConfiguration.html
    "aws_ecs_cluster": {"configuration.execute_command_configuration.logging": "DEFAULT"},
    "aws_ecs_service": {
        "launch_type": "EC2",
        "platform_version": "LATEST",
        "scheduling_strategy": "REPLICA",
        "network_configuration.assign_public_ip": False,
    },
    # https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
    "aws_ecs_task_definition": {
        "network_mode": "bridge",
        "volume.efs_volume_configuration.transit_encryption": "DISABLED",
    },
    "aws_iam_access_key": {"status": "Active"},
    # https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html
    "aws_iam_account_password_policy": {
        "allow_users_to_change_password": True,
        "max_password_age": 0,
        "minimum_password_length": 6,
        "password_reuse_prevention": 0,
        "require_lowercase_characters": False,
        "require_numbers": False,
        "require_symbols": False,
        "require_uppercase_characters": False,
    },
    "aws_iam_user_login_profile": {"password_length": 20},
    "aws_kms_key": {
        "customer_master_key_spec": "SYMMETRIC_DEFAULT",
        "deletion_window_in_days": 30,
        "enable_key_rotation": False,
        "is_enabled": True,
    },
    "azurerm_storage_account": {
        # https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/guides/5.0-upgrade-guide
        "allow_nested_items_to_be_public": Unknown(
            "without `allow_nested_items_to_be_public`, the provider's version decides: true before 5.0, then false"
        ),
        "https_traffic_only_enabled": True,
        "min_tls_version": "TLS1_2",
    },
    "azurerm_storage_container": {"container_access_type": "private"},
    "google_compute_firewall": {"direction": "INGRESS", "disabled": False},
    # https://docs.cloud.google.com/sql/docs/postgres/admin-api/rest/v1/instances#ipconfiguration
    "google_sql_database_instance": {"settings.ip_configuration.ssl_mode": "ALLOW_UNENCRYPTED_AND_ENCRYPTED"},
    "aws_mwaa_environment": {"webserver_access_mode": "PRIVATE_ONLY"},
    "aws_organizations_organization": {"feature_set": "ALL"},
    "aws_ssoadmin_permission_set": {"session_duration": "PT1H"},
    "aws_workspaces_workspace": {
        "root_volume_encryption_enabled": False,
        "user_volume_encryption_enabled": False,
    },
}

# where CloudFormation's differ; the source is the type's page in the CloudFormation template reference
_CLOUDFORMATION: Final[dict[str, dict[str, Data]]] = {
    "aws_iam_user_login_profile": {"password_reset_required": False},
    "aws_db_instance": {
        "backup_retention_period": 1,
        "publicly_accessible": Unknown(
            "without `PubliclyAccessible`, whether the VPC of the database has an internet gateway decides"
        ),
    },
    "aws_dms_replication_instance": {"auto_minor_version_upgrade": True, "publicly_accessible": True},
    "aws_rds_cluster": {"engine": ABSENT},
    "aws_redshift_cluster": {"publicly_accessible": False},
    "aws_elb": {"cross_zone_load_balancing": False},
}


def default(type_: str, path: str, dialect: str) -> Data:
    """The default of an attribute that is not written.

    Args:
        type_: the resource's type.
        path: the attribute, with dots into nested blocks and no indices.
        dialect: `terraform` or `cloudformation`.

    Returns:
        the value, or `ABSENT` where there is none or none is known.
    """
    if dialect == "cloudformation" and path in _CLOUDFORMATION.get(type_, {}):
        return _CLOUDFORMATION[type_][path]
    return _DEFAULTS.get(type_, {}).get(path, ABSENT)
