"""Amazon ECR."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Companion, Row

ROWS: Final[dict[str, Row]] = {
    "AWS::ECR::PublicRepository": Row("aws_ecrpublic_repository", names={"RepositoryName": "repository_name"}),
    "AWS::ECR::ReplicationConfiguration": Row(
        "aws_ecr_replication_configuration",
        names={
            "ReplicationConfiguration": "replication_configuration",
            "Rules": "rule",
            "Destinations": "destination",
            "Region": "region",
            "RegistryId": "registry_id",
        },
    ),
    "AWS::ECR::Repository": Row(
        "aws_ecr_repository",
        names={"RepositoryName": "name"},
        companions=(
            Companion("aws_ecr_repository_policy", "RepositoryPolicyText", "repository", {"policy": ""}),
            Companion("aws_ecr_lifecycle_policy", "LifecyclePolicy", "repository", {"policy": "LifecyclePolicyText"}),
        ),
    ),
}
