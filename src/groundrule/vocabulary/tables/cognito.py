"""Amazon Cognito."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::Cognito::IdentityPool": Row("aws_cognito_identity_pool"),
    "AWS::Cognito::UserPool": Row("aws_cognito_user_pool"),
}
