"""Amazon ElastiCache."""

from groundrule.policy import HIGH, Category, Resource, Verdict, policy


@policy(
    id="elasticache-at-rest-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
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
