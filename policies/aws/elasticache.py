"""Amazon ElastiCache."""

from groundrule.policy import HIGH, LOW, MEDIUM, Category, Resource, Truth, Verdict, policy


@policy(
    id="elasticache-at-rest-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "STAN-05"),
    aliases=("CKV_AWS_29", "AWS-0045", "76976de7-c7b1-4f64-a94f-90c1345914c2", "e4ee3903-9225-4b6a-bdfb-e62dbadef821"),
    resources=("aws_elasticache_replication_group",),
)
def elasticache_at_rest_unencrypted(group: Resource) -> Verdict:
    """ElastiCache replication group is stored unencrypted.

    Backups and swapped data lie on disk in the clear. Valkey is encrypted by default, Redis is not.

    Fix:
        Set `at_rest_encryption_enabled` to true.

    Sources:
        https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html
    """
    valkey = group["engine"].is_("valkey") & ~group["at_rest_encryption_enabled"].is_set()
    return group["at_rest_encryption_enabled"].must_be(True).unless(valkey)


@policy(
    id="elasticache-in-transit-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=("CKV_AWS_30", "AWS-0051", "1afbb3fa-cf6c-4a3d-b730-95e9f4df343e", "3b02569b-fc6f-4153-b3a3-ba91022fed68"),
    resources=("aws_elasticache_replication_group",),
)
def elasticache_in_transit_unencrypted(group: Resource) -> Verdict:
    """ElastiCache replication group takes unencrypted connections.

    Clients and nodes exchange data in the clear.

    Fix:
        Set `transit_encryption_enabled` to true.

    Sources:
        https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html
    """
    return group["transit_encryption_enabled"].must_be(True)


@policy(
    id="elasticache-without-authentication",
    severity=MEDIUM,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03", "CUIMC-21"),
    aliases=("CKV_AWS_31",),
    resources=("aws_elasticache_replication_group",),
)
def elasticache_without_authentication(group: Resource) -> Verdict:
    """ElastiCache replication group asks nobody who they are.

    Whoever reaches its port reads and writes everything. Tokens and user groups need encryption in transit.

    Fix:
        Set `transit_encryption_enabled` to true, and `auth_token` or `user_group_ids`.

    Sources:
        https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html
        https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
    """
    asked = group["auth_token"].is_set() | group["user_group_ids"].is_set()
    named = group["auth_token"].must(asked, "neither an authentication token nor a user group is set")
    return named & group["transit_encryption_enabled"].must_be(True)


@policy(
    id="elasticache-in-default-subnets",
    severity=MEDIUM,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20",),
    aliases=("CKV_AWS_323", "8c849af7-a399-46f7-a34c-32d3dc96f1fc", "ba766c53-fe71-4bbb-be35-b6803f2ef13e"),
    resources=("aws_elasticache_cluster", "aws_elasticache_replication_group"),
)
def elasticache_in_default_subnets(cluster: Resource) -> Verdict:
    """ElastiCache cluster is placed in the default VPC.

    Without a subnet group it lands in the default VPC, whose subnets are all public. Members of a replication group are
    placed by that, a secondary of a global datastore needs a group as well.

    Fix:
        Set `subnet_group_name` to a group of private subnets.

    Sources:
        https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/SubnetGroups.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-7
    """
    subnets = cluster["subnet_group_name"]
    chosen = subnets.must_be_set()
    if not subnets.targets():
        chosen &= subnets.must_not_be("default")
    return chosen.unless(cluster["replication_group_id"].is_set() & Truth.of(cluster.type == "aws_elasticache_cluster"))


@policy(
    id="elasticache-without-failover",
    severity=LOW,
    category=Category.AVAILABILITY,
    requirements=("CUIMC-09",),
    aliases=("CKV2_AWS_50",),
    resources=("aws_elasticache_replication_group",),
    default=False,
)
def elasticache_without_failover(group: Resource) -> Verdict:
    """ElastiCache replication group does not fail over by itself.

    When the primary node fails, writes fail until somebody promotes a replica.

    Fix:
        Set `automatic_failover_enabled` to true, with at least one replica.

    Sources:
        https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html
    """
    return group["automatic_failover_enabled"].must_be(True)


@policy(
    id="memcached-in-one-zone",
    severity=LOW,
    category=Category.AVAILABILITY,
    requirements=("CUIMC-09",),
    aliases=("6db03a91-f933-4f13-ab38-a8b87a7de54d", "cfdef2e5-1fe4-4ef4-bea8-c56e08963150"),
    resources=("aws_elasticache_cluster",),
    default=False,
)
def memcached_in_one_zone(cluster: Resource) -> Verdict:
    """Memcached cluster has all its nodes in one availability zone.

    When the zone fails the whole cache is cold.

    Fix:
        Set `az_mode` to `cross-az`.

    Sources:
        https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/FaultTolerance.html
    """
    several = cluster["num_cache_nodes"].asks(lambda number: str(number).isdigit() and int(number) > 1)
    return cluster["az_mode"].must_be("cross-az").when(cluster["engine"].is_("memcached") & several)


@policy(
    id="redis-not-backed-up",
    severity=MEDIUM,
    category=Category.BACKUP_AND_RETENTION,
    requirements=("CUIMC-11", "CUIMC-12", "STAN-05"),
    aliases=("CKV_AWS_134", "AWS-0050", "8fdb08a0-a868-4fdf-9c27-ccab0237f1ab"),
    resources=("aws_elasticache_cluster", "aws_elasticache_replication_group"),
    default=False,
)
def redis_not_backed_up(cluster: Resource) -> Verdict:
    """Redis or Valkey cluster takes no automatic backups.

    What is not kept anywhere else is lost with the nodes. A mere cache needs none, and members of a replication group
    are backed up by that.

    Fix:
        Set `snapshot_retention_limit` to the days that backups are kept.

    Sources:
        https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html
    """
    member = cluster["replication_group_id"].is_set() & Truth.of(cluster.type == "aws_elasticache_cluster")
    kept = cluster["engine"].is_one_of(("redis", "valkey"))
    return cluster["snapshot_retention_limit"].must_be_at_least(1).when(kept & ~member)
