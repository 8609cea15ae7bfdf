"""Amazon ECS."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::ECS::Cluster": Row(
        "aws_ecs_cluster",
        names={
            "ClusterName": "name",
            "ClusterSettings": "setting",
            "S3EncryptionEnabled": "s3_bucket_encryption_enabled",
        },
    ),
    "AWS::ECS::Service": Row(
        "aws_ecs_service",
        {"network_configuration": "NetworkConfiguration.AwsvpcConfiguration"},
        names={"LoadBalancers": "load_balancer", "Role": "iam_role", "ServiceName": "name"},
    ),
    "AWS::ECS::TaskDefinition": Row(
        "aws_ecs_task_definition",
        names={
            # inside of container definitions Terraform's words are those of the API
            "HealthCheck": "healthCheck",
            "ReadonlyRootFilesystem": "readonlyRootFilesystem",
            "Volumes": "volume",
            "EFSVolumeConfiguration": "efs_volume_configuration",
            "FilesystemId": "file_system_id",
        },
    ),
}
