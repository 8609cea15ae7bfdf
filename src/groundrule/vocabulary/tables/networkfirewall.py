"""AWS Network Firewall."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::NetworkFirewall::Firewall": Row("aws_networkfirewall_firewall", names={"FirewallName": "name"}),
    "AWS::NetworkFirewall::LoggingConfiguration": Row("aws_networkfirewall_logging_configuration"),
}
