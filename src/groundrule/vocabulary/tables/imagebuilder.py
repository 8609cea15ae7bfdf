"""EC2 Image Builder."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::ImageBuilder::Component": Row("aws_imagebuilder_component"),
    "AWS::ImageBuilder::DistributionConfiguration": Row(
        "aws_imagebuilder_distribution_configuration", names={"Distributions": "distribution"}
    ),
    "AWS::ImageBuilder::ImageRecipe": Row(
        "aws_imagebuilder_image_recipe", names={"BlockDeviceMappings": "block_device_mapping"}
    ),
}
