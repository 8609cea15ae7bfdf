"""Amazon SimpleDB."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::SDB::Domain": Row("aws_simpledb_domain"),
}
