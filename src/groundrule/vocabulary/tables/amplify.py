"""AWS Amplify."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::Amplify::App": Row("aws_amplify_app", {"basic_auth_credentials": "BasicAuthConfig.Password"}),
    "AWS::Amplify::Branch": Row("aws_amplify_branch", {"basic_auth_credentials": "BasicAuthConfig.Password"}),
}
