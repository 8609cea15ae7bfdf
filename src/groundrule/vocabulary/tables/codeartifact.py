"""AWS CodeArtifact."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::CodeArtifact::Domain": Row("aws_codeartifact_domain"),
}
