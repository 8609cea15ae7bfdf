"""AWS Elastic Beanstalk."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::ElasticBeanstalk::ConfigurationTemplate": Row(
        "aws_elastic_beanstalk_configuration_template", names={"OptionSettings": "setting", "OptionName": "name"}
    ),
    "AWS::ElasticBeanstalk::Environment": Row(
        "aws_elastic_beanstalk_environment", names={"OptionSettings": "setting", "OptionName": "name"}
    ),
}
