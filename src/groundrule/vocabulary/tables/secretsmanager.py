"""AWS Secrets Manager."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Companion, Row

ROWS: Final[dict[str, Row]] = {
    "AWS::SecretsManager::ResourcePolicy": Row("aws_secretsmanager_secret_policy", {"policy": "ResourcePolicy"}),
    "AWS::SecretsManager::RotationSchedule": Row("aws_secretsmanager_secret_rotation"),
    "AWS::SecretsManager::Secret": Row(
        "aws_secretsmanager_secret",
        names={"ReplicaRegions": "replica"},
        companions=(
            Companion("aws_secretsmanager_secret_version", "SecretString", "secret_id", {"secret_string": ""}),
        ),
    ),
}
