"""AWS Certificate Manager."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::CertificateManager::Certificate": Row("aws_acm_certificate"),
}
