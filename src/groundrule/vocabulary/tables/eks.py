"""Amazon EKS."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::EKS::Cluster": Row(
        "aws_eks_cluster",
        {"vpc_config": "ResourcesVpcConfig", "enabled_cluster_log_types": "Logging.ClusterLogging.EnabledTypes"},
        names={"EndpointPublicAccess": "endpoint_public_access"},
    ),
    "AWS::EKS::Nodegroup": Row("aws_eks_node_group", names={"SourceSecurityGroups": "source_security_group_ids"}),
}
