"""Amazon Keyspaces, which CloudFormation calls Cassandra."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::Cassandra::Table": Row("aws_keyspaces_table", names={"EncryptionType": "type"}),
}
