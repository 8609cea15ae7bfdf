"""Amazon ElastiCache."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::ElastiCache::CacheCluster": Row(
        "aws_elasticache_cluster", names={"CacheSubnetGroupName": "subnet_group_name", "ClusterName": "cluster_id"}
    ),
    "AWS::ElastiCache::ReplicationGroup": Row(
        "aws_elasticache_replication_group", names={"CacheSubnetGroupName": "subnet_group_name"}
    ),
    "AWS::ElastiCache::SecurityGroup": Row("aws_elasticache_security_group"),
}
