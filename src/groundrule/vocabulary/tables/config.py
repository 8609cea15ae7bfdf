"""AWS Config."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::Config::ConfigRule": Row("aws_config_config_rule", names={"ConfigRuleName": "name"}),
    "AWS::Config::ConfigurationAggregator": Row(
        "aws_config_configuration_aggregator",
        names={
            "AccountAggregationSources": "account_aggregation_source",
            "AllAwsRegions": "all_regions",
            "AwsRegions": "regions",
            "ConfigurationAggregatorName": "name",
        },
    ),
    "AWS::Config::ConfigurationRecorder": Row("aws_config_configuration_recorder"),
}
