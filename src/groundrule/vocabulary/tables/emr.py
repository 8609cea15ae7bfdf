"""Amazon EMR."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::EMR::Cluster": Row(
        "aws_emr_cluster",
        names={"Instances": "ec2_attributes", "Ec2SubnetId": "subnet_id", "Ec2SubnetIds": "subnet_ids"},
    ),
    "AWS::EMR::SecurityConfiguration": Row(
        "aws_emr_security_configuration", {"configuration": "SecurityConfiguration"}
    ),
}
