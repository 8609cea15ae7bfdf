"""IAM Access Analyzer."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::AccessAnalyzer::Analyzer": Row("aws_accessanalyzer_analyzer"),
}
