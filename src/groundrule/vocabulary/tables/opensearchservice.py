"""Amazon OpenSearch Service."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

DOMAIN: Final = Row(
    "aws_opensearch_domain",
    names={
        "EncryptionAtRestOptions": "encrypt_at_rest",
        "NodeToNodeEncryptionOptions": "node_to_node_encryption",
        "DomainEndpointOptions": "domain_endpoint_options",
        "EnforceHTTPS": "enforce_https",
        "TLSSecurityPolicy": "tls_security_policy",
        "VPCOptions": "vpc_options",
        "EBSOptions": "ebs_options",
        "MasterUserARN": "master_user_arn",
        "ElasticsearchClusterConfig": "cluster_config",
        "CloudWatchLogsLogGroupArn": "cloudwatch_log_group_arn",
    },
)
ROWS: Final[dict[str, Row]] = {
    "AWS::OpenSearchService::Domain": DOMAIN,
}
