"""AWS CodePipeline."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::CodePipeline::Pipeline": Row("aws_codepipeline"),
}
