"""Amazon SES."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::SES::ConfigurationSet": Row(
        "aws_ses_configuration_set",
        values={"TlsPolicy": {"REQUIRE": "Require", "OPTIONAL": "Optional"}},
    ),
}
