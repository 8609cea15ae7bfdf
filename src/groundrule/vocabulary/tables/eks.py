"""Amazon EKS."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Companion, Row

ROWS: Final[dict[str, Row]] = {
    "AWS::EKS::AccessEntry": Row(
        "aws_eks_access_entry",
        companions=(
            Companion(
                "aws_eks_access_policy_association",
                "AccessPolicies",
                "principal_arn",
                {"policy_arn": "PolicyArn", "access_scope": "AccessScope"},
                each=True,
            ),
        ),
    ),
    "AWS::EKS::Cluster": Row(
        "aws_eks_cluster",
        {"vpc_config": "ResourcesVpcConfig", "enabled_cluster_log_types": "Logging.ClusterLogging.EnabledTypes"},
        names={"EndpointPublicAccess": "endpoint_public_access"},
    ),
    "AWS::EKS::Nodegroup": Row("aws_eks_node_group", names={"SourceSecurityGroups": "source_security_group_ids"}),
}
