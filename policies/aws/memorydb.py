"""Amazon MemoryDB."""

from groundrule.policy import HIGH, Category, Resource, Verdict, policy


@policy(
    id="memorydb-plain-connections",
    severity=HIGH,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=("CKV_AWS_202",),
    resources=("aws_memorydb_cluster",),
)
def memorydb_plain_connections(cluster: Resource) -> Verdict:
    """MemoryDB cluster takes unencrypted connections.

    Clients and nodes exchange data in the clear, and users can't be told apart. It is encrypted by default.

    Fix:
        Remove `tls_enabled`, or set it to true.

    Sources:
        https://docs.aws.amazon.com/memorydb/latest/devguide/in-transit-encryption.html
    """
    return cluster["tls_enabled"].must_be(True)
