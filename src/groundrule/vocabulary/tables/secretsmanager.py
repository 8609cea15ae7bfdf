"""AWS Secrets Manager."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Companion, Row

ROWS: Final[dict[str, Row]] = {
    "AWS::SecretsManager::Secret": Row(
        "aws_secretsmanager_secret",
        companions=(
            Companion("aws_secretsmanager_secret_version", "SecretString", "secret_id", {"secret_string": ""}),
        ),
    ),
}
