"""CloudFormation's types in the words of the Terraform AWS provider.

A type that is not here goes by rule: `AWS::Kinesis::Stream` is `aws_kinesis_stream`. The property names are held
against the resource provider schemas by a test.
"""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.spelling import snake_case
from groundrule.vocabulary.table import Companion, Row

_CANNED_ACLS: Final = {
    "Private": "private",
    "PublicRead": "public-read",
    "PublicReadWrite": "public-read-write",
    "AuthenticatedRead": "authenticated-read",
    "LogDeliveryWrite": "log-delivery-write",
    "BucketOwnerRead": "bucket-owner-read",
    "BucketOwnerFullControl": "bucket-owner-full-control",
    "AwsExecRead": "aws-exec-read",
}
_RULE_NAMES: Final = {
    "CidrIp": "cidr_blocks",
    "CidrIpv6": "ipv6_cidr_blocks",
    "IpProtocol": "protocol",
    "SourceSecurityGroupId": "security_groups",
    "SourceSecurityGroupName": "security_groups",
    "DestinationSecurityGroupId": "security_groups",
    "SourcePrefixListId": "prefix_list_ids",
    "DestinationPrefixListId": "prefix_list_ids",
}
_DATABASE: Final = {
    "DBInstanceClass": "instance_class",
    "DBInstanceIdentifier": "identifier",
    "DBName": "db_name",
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
_CLUSTER: Final = {
    "DBClusterIdentifier": "cluster_identifier",
    "MasterUserPassword": "master_password",
    "EnableIAMDatabaseAuthentication": "iam_database_authentication_enabled",
    "IamAuthEnabled": "iam_database_authentication_enabled",
    "EnableCloudwatchLogsExports": "enabled_cloudwatch_logs_exports",
    "PerformanceInsightsEnabled": "performance_insights_enabled",
    "SourceDBClusterIdentifier": "replication_source_identifier",
}
_SEARCH: Final = Row(
    "aws_opensearch_domain",
    names={
        "EncryptionAtRestOptions": "encrypt_at_rest",
        "NodeToNodeEncryptionOptions": "node_to_node_encryption",
        "DomainEndpointOptions": "domain_endpoint_options",
        "EnforceHTTPS": "enforce_https",
        "TLSSecurityPolicy": "tls_security_policy",
        "VPCOptions": "vpc_options",
        "EBSOptions": "ebs_options",
        "MasterUserARN": "master_user_arn",
    },
)


def _inline_policies(type_: str, by: str) -> tuple[Companion, ...]:
    """What an IAM role, user or group carries with it."""
    return (
        Companion(
            f"aws_iam_{type_}_policy",
            "Policies",
            by,
            {"policy": "PolicyDocument", "name": "PolicyName"},
            each=True,
        ),
        Companion(f"aws_iam_{type_}_policy_attachment", "ManagedPolicyArns", by, {"policy_arn": ""}, each=True),
    )


_ROWS: Final[dict[str, Row]] = {
    "Alexa::ASK::Skill": Row("alexa_ask_skill"),
    "AWS::AmazonMQ::Broker": Row("aws_mq_broker", names={"Users": "user"}),
    "AWS::Amplify::App": Row("aws_amplify_app", {"basic_auth_credentials": "BasicAuthConfig.Password"}),
    "AWS::Amplify::Branch": Row("aws_amplify_branch", {"basic_auth_credentials": "BasicAuthConfig.Password"}),
    "AWS::ApiGateway::DomainName": Row("aws_api_gateway_domain_name"),
    "AWS::ApiGateway::Method": Row(
        "aws_api_gateway_method",
        names={"AuthorizationType": "authorization", "ApiKeyRequired": "api_key_required"},
    ),
    "AWS::ApiGateway::RestApi": Row("aws_api_gateway_rest_api"),
    "AWS::ApiGateway::Stage": Row(
        "aws_api_gateway_stage",
        names={"TracingEnabled": "xray_tracing_enabled", "AccessLogSetting": "access_log_settings"},
        companions=(
            Companion("aws_api_gateway_method_settings", "MethodSettings", "stage_name", {"settings": ""}, each=True),
        ),
    ),
    "AWS::ApiGateway::Deployment": Row(
        "aws_api_gateway_deployment",
        companions=(
            Companion(
                "aws_api_gateway_method_settings",
                "StageDescription",
                "stage_name",
                {"settings": ""},
            ),
        ),
    ),
    "AWS::ApiGatewayV2::DomainName": Row(
        "aws_apigatewayv2_domain_name", {"domain_name_configuration": "DomainNameConfigurations"}
    ),
    "AWS::ApiGatewayV2::Stage": Row("aws_apigatewayv2_stage"),
    "AWS::ApiGatewayV2::Api": Row("aws_apigatewayv2_api"),
    "AWS::Athena::WorkGroup": Row(
        "aws_athena_workgroup",
        names={
            "WorkGroupConfiguration": "configuration",
            "EnforceWorkGroupConfiguration": "enforce_workgroup_configuration",
        },
    ),
    "AWS::AutoScaling::AutoScalingGroup": Row("aws_autoscaling_group", names={"Tags": "tag"}),
    "AWS::AutoScaling::LaunchConfiguration": Row(
        "aws_launch_configuration",
        names={
            "BlockDeviceMappings": "ebs_block_device",
            "AssociatePublicIpAddress": "associate_public_ip_address",
        },
    ),
    "AWS::CertificateManager::Certificate": Row("aws_acm_certificate"),
    "AWS::CloudFront::Distribution": Row(
        "aws_cloudfront_distribution",
        {
            "viewer_certificate": "DistributionConfig.ViewerCertificate",
            "default_cache_behavior": "DistributionConfig.DefaultCacheBehavior",
            "ordered_cache_behavior": "DistributionConfig.CacheBehaviors",
            "origin": "DistributionConfig.Origins",
            "logging_config": "DistributionConfig.Logging",
            "web_acl_id": "DistributionConfig.WebACLId",
            "enabled": "DistributionConfig.Enabled",
            "restrictions": "DistributionConfig.Restrictions",
            "default_root_object": "DistributionConfig.DefaultRootObject",
        },
        names={"CloudFrontDefaultCertificate": "cloudfront_default_certificate"},
    ),
    "AWS::CloudTrail::Trail": Row(
        "aws_cloudtrail",
        names={
            "KMSKeyId": "kms_key_id",
            "EnableLogFileValidation": "enable_log_file_validation",
            "IsLogging": "enable_logging",
            "CloudWatchLogsLogGroupArn": "cloud_watch_logs_group_arn",
            "CloudWatchLogsRoleArn": "cloud_watch_logs_role_arn",
        },
    ),
    "AWS::CodeBuild::Project": Row("aws_codebuild_project"),
    "AWS::DAX::Cluster": Row(
        "aws_dax_cluster",
        {"server_side_encryption": "SSESpecification"},
        names={"SSEEnabled": "enabled", "IAMRoleARN": "iam_role_arn"},
    ),
    "AWS::DMS::Endpoint": Row("aws_dms_endpoint", names={"MongoDbSettings": "mongodb_settings"}),
    "AWS::DMS::ReplicationInstance": Row("aws_dms_replication_instance"),
    "AWS::DirectoryService::MicrosoftAD": Row("aws_directory_service_directory"),
    "AWS::DirectoryService::SimpleAD": Row("aws_directory_service_directory"),
    "AWS::DocDB::DBCluster": Row("aws_docdb_cluster", names=_CLUSTER),
    "AWS::DocDB::DBInstance": Row("aws_docdb_cluster_instance", names=_DATABASE),
    "AWS::DynamoDB::GlobalTable": Row(
        "aws_dynamodb_table",
        {
            "server_side_encryption": "SSESpecification",
            "point_in_time_recovery": "Replicas.0.PointInTimeRecoverySpecification",
        },
        names={"SSEEnabled": "enabled", "SSEType": "sse_type", "KMSMasterKeyId": "kms_key_arn"},
    ),
    "AWS::DynamoDB::Table": Row(
        "aws_dynamodb_table",
        {
            "server_side_encryption": "SSESpecification",
            "point_in_time_recovery": "PointInTimeRecoverySpecification",
        },
        names={
            "SSEEnabled": "enabled",
            "PointInTimeRecoveryEnabled": "enabled",
            "KMSMasterKeyId": "kms_key_arn",
            "TableName": "name",
        },
    ),
    "AWS::EC2::Instance": Row(
        "aws_instance",
        {"ebs_block_device": "BlockDeviceMappings", "network_interface": "NetworkInterfaces"},
        names={"SecurityGroupIds": "vpc_security_group_ids"},
    ),
    "AWS::EC2::LaunchTemplate": Row(
        "aws_launch_template",
        {
            "block_device_mappings": "LaunchTemplateData.BlockDeviceMappings",
            "network_interfaces": "LaunchTemplateData.NetworkInterfaces",
            "metadata_options": "LaunchTemplateData.MetadataOptions",
            "user_data": "LaunchTemplateData.UserData",
            "image_id": "LaunchTemplateData.ImageId",
            "vpc_security_group_ids": "LaunchTemplateData.SecurityGroupIds",
            "monitoring": "LaunchTemplateData.Monitoring",
        },
    ),
    "AWS::EC2::NetworkAcl": Row("aws_network_acl"),
    "AWS::EC2::NetworkAclEntry": Row(
        "aws_network_acl_rule",
        {"from_port": "PortRange.From", "to_port": "PortRange.To"},
        names={"Ipv6CidrBlock": "ipv6_cidr_block", "RuleAction": "rule_action", "RuleNumber": "rule_number"},
    ),
    "AWS::EC2::SecurityGroup": Row(
        "aws_security_group",
        names={
            **_RULE_NAMES,
            "SecurityGroupIngress": "ingress",
            "SecurityGroupEgress": "egress",
            "GroupDescription": "description",
            "GroupName": "name",
        },
    ),
    "AWS::EC2::SecurityGroupEgress": Row(
        "aws_security_group_rule",
        names={**_RULE_NAMES, "GroupId": "security_group_id"},
        constants={"type": "egress"},
    ),
    "AWS::EC2::SecurityGroupIngress": Row(
        "aws_security_group_rule",
        names={
            **_RULE_NAMES,
            "GroupId": "security_group_id",
            "GroupName": "security_group_id",
            "SourceSecurityGroupId": "source_security_group_id",
        },
        constants={"type": "ingress"},
    ),
    "AWS::EC2::Volume": Row("aws_ebs_volume", names={"VolumeType": "type"}),
    "AWS::ECR::Repository": Row(
        "aws_ecr_repository",
        names={"RepositoryName": "name"},
        companions=(Companion("aws_ecr_repository_policy", "RepositoryPolicyText", "repository", {"policy": ""}),),
    ),
    "AWS::ECS::TaskDefinition": Row(
        "aws_ecs_task_definition",
        names={
            "Volumes": "volume",
            "EFSVolumeConfiguration": "efs_volume_configuration",
            "FilesystemId": "file_system_id",
        },
    ),
    "AWS::EFS::FileSystem": Row("aws_efs_file_system"),
    "AWS::EKS::Cluster": Row(
        "aws_eks_cluster",
        {"vpc_config": "ResourcesVpcConfig"},
        names={"EndpointPublicAccess": "endpoint_public_access"},
    ),
    "AWS::EKS::Nodegroup": Row("aws_eks_node_group", names={"SourceSecurityGroups": "source_security_group_ids"}),
    "AWS::EMR::Cluster": Row("aws_emr_cluster"),
    "AWS::EMR::SecurityConfiguration": Row(
        "aws_emr_security_configuration", {"configuration": "SecurityConfiguration"}
    ),
    "AWS::ElastiCache::CacheCluster": Row("aws_elasticache_cluster"),
    "AWS::ElastiCache::ReplicationGroup": Row("aws_elasticache_replication_group"),
    "AWS::ElasticLoadBalancing::LoadBalancer": Row(
        "aws_elb",
        names={
            "Listeners": "listener",
            "Protocol": "lb_protocol",
            "InstanceProtocol": "instance_protocol",
            "SSLCertificateId": "ssl_certificate_id",
            "Policies": "policy",
        },
    ),
    "AWS::ElasticLoadBalancingV2::Listener": Row(
        "aws_lb_listener",
        names={"DefaultActions": "default_action", "RedirectConfig": "redirect", "SslPolicy": "ssl_policy"},
    ),
    "AWS::ElasticLoadBalancingV2::LoadBalancer": Row("aws_lb"),
    "AWS::Elasticsearch::Domain": _SEARCH._replace(type="aws_elasticsearch_domain"),
    "AWS::Glue::DataCatalogEncryptionSettings": Row("aws_glue_data_catalog_encryption_settings"),
    "AWS::Glue::SecurityConfiguration": Row(
        "aws_glue_security_configuration",
        names={
            "CloudWatchEncryption": "cloudwatch_encryption",
            "CloudWatchEncryptionMode": "cloudwatch_encryption_mode",
            "S3Encryptions": "s3_encryption",
        },
    ),
    "AWS::IAM::Group": Row("aws_iam_group", names={"GroupName": "name"}, companions=_inline_policies("group", "group")),
    "AWS::IAM::ManagedPolicy": Row("aws_iam_policy", names={"PolicyDocument": "policy", "ManagedPolicyName": "name"}),
    "AWS::IAM::Policy": Row("aws_iam_policy", names={"PolicyDocument": "policy", "PolicyName": "name"}),
    "AWS::IAM::Role": Row(
        "aws_iam_role",
        names={"AssumeRolePolicyDocument": "assume_role_policy", "RoleName": "name"},
        companions=_inline_policies("role", "role"),
    ),
    "AWS::IAM::User": Row(
        "aws_iam_user",
        names={"UserName": "name"},
        companions=(
            *_inline_policies("user", "user"),
            Companion("aws_iam_user_login_profile", "LoginProfile", "user", {"password": "Password"}),
        ),
    ),
    "AWS::KMS::Key": Row("aws_kms_key", names={"KeyPolicy": "policy"}),
    "AWS::Kinesis::Stream": Row(
        "aws_kinesis_stream",
        {"encryption_type": "StreamEncryption.EncryptionType", "kms_key_id": "StreamEncryption.KeyId"},
    ),
    "AWS::KinesisFirehose::DeliveryStream": Row(
        "aws_kinesis_firehose_delivery_stream",
        {
            "server_side_encryption": "DeliveryStreamEncryptionConfigurationInput",
            "kinesis_source_configuration": "KinesisStreamSourceConfiguration",
            "msk_source_configuration": "MSKSourceConfiguration",
        },
    ),
    "AWS::Lambda::Function": Row("aws_lambda_function"),
    "AWS::Lambda::Permission": Row("aws_lambda_permission"),
    "AWS::Logs::LogGroup": Row("aws_cloudwatch_log_group", names={"LogGroupName": "name"}),
    "AWS::MSK::Cluster": Row("aws_msk_cluster"),
    "AWS::Neptune::DBCluster": Row("aws_neptune_cluster", {"kms_key_arn": "KmsKeyId"}, names=_CLUSTER),
    "AWS::Neptune::DBInstance": Row("aws_neptune_cluster_instance", names=_DATABASE),
    "AWS::OpenSearchService::Domain": _SEARCH,
    "AWS::RDS::DBCluster": Row("aws_rds_cluster", names=_CLUSTER),
    "AWS::RDS::DBInstance": Row("aws_db_instance", names=_DATABASE),
    "AWS::Redshift::Cluster": Row(
        "aws_redshift_cluster", names={"MasterUserPassword": "master_password", "DBName": "database_name"}
    ),
    "AWS::S3::Bucket": Row(
        "aws_s3_bucket",
        names={
            "BucketName": "bucket",
            "ServerSideEncryptionByDefault": "apply_server_side_encryption_by_default",
        },
        values={"AccessControl": _CANNED_ACLS},
        companions=(
            Companion("aws_s3_bucket_acl", "AccessControl", "bucket", {"acl": ""}),
            Companion(
                "aws_s3_bucket_server_side_encryption_configuration",
                "BucketEncryption",
                "bucket",
                {"rule": "ServerSideEncryptionConfiguration"},
            ),
            Companion("aws_s3_bucket_public_access_block", "PublicAccessBlockConfiguration", "bucket"),
            Companion(
                "aws_s3_bucket_versioning",
                "VersioningConfiguration",
                "bucket",
                {"versioning_configuration": ""},
            ),
            Companion(
                "aws_s3_bucket_logging",
                "LoggingConfiguration",
                "bucket",
                {"target_bucket": "DestinationBucketName", "target_prefix": "LogFilePrefix"},
            ),
        ),
    ),
    "AWS::S3::BucketPolicy": Row("aws_s3_bucket_policy", names={"PolicyDocument": "policy"}),
    "AWS::SNS::Topic": Row("aws_sns_topic", names={"TopicName": "name"}),
    "AWS::SNS::TopicPolicy": Row("aws_sns_topic_policy", names={"PolicyDocument": "policy", "Topics": "arn"}),
    "AWS::SNS::TopicInlinePolicy": Row("aws_sns_topic_policy", names={"PolicyDocument": "policy", "TopicArn": "arn"}),
    "AWS::SQS::Queue": Row("aws_sqs_queue", names={"QueueName": "name"}),
    "AWS::SQS::QueuePolicy": Row("aws_sqs_queue_policy", names={"PolicyDocument": "policy", "Queues": "queue_url"}),
    "AWS::SQS::QueueInlinePolicy": Row(
        "aws_sqs_queue_policy", names={"PolicyDocument": "policy", "Queue": "queue_url"}
    ),
    "AWS::SSM::Document": Row("aws_ssm_document"),
    "AWS::SSM::Parameter": Row("aws_ssm_parameter"),
    "AWS::SageMaker::Domain": Row("aws_sagemaker_domain"),
    "AWS::SageMaker::EndpointConfig": Row("aws_sagemaker_endpoint_configuration", {"kms_key_arn": "KmsKeyId"}),
    "AWS::SageMaker::NotebookInstance": Row("aws_sagemaker_notebook_instance"),
    "AWS::SecretsManager::Secret": Row(
        "aws_secretsmanager_secret",
        companions=(
            Companion("aws_secretsmanager_secret_version", "SecretString", "secret_id", {"secret_string": ""}),
        ),
    ),
    "AWS::Serverless::Function": Row("aws_lambda_function"),
    "AWS::Serverless::SimpleTable": Row("aws_dynamodb_table", {"server_side_encryption": "SSESpecification"}),
    "AWS::WorkSpaces::Workspace": Row(
        "aws_workspaces_workspace", names={"VolumeEncryptionKey": "volume_encryption_key"}
    ),
}


def row_of(type_: str) -> Row:
    """What the table says of a type; a row by rule where it says nothing."""
    return _ROWS.get(type_) or Row("_".join(snake_case(part) for part in type_.split("::")))


def rows() -> dict[str, Row]:
    """The whole table, for its page and its test."""
    return dict(_ROWS)
