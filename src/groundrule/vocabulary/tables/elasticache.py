"""Amazon ElastiCache."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::ElastiCache::CacheCluster": Row("aws_elasticache_cluster"),
    "AWS::ElastiCache::ReplicationGroup": Row("aws_elasticache_replication_group"),
}
