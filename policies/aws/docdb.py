"""Amazon DocumentDB."""

from groundrule.policy import HIGH, LOW, Category, Resource, Verdict, must_be_customer_key, policy


@policy(
    id="docdb-cluster-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_74", "AWS-0021", "bc1f9009-84a0-490f-ae09-3e0ea6d74ad6"),
    resources=("aws_docdb_cluster",),
)
def docdb_cluster_unencrypted(cluster: Resource) -> Verdict:
    """DocumentDB cluster is stored unencrypted.

    Whoever obtains the disks or a snapshot can read the data. A cluster restored from a snapshot has that
    one's encryption.

    Fix:
        Set `storage_encrypted` to true.

    Sources:
        https://docs.aws.amazon.com/documentdb/latest/developerguide/encryption-at-rest.html
    """
    return cluster["storage_encrypted"].must_be(True).unless(cluster["snapshot_identifier"].is_set())


@policy(
    id="docdb-cluster-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_182", "AWS-0022", "4766d3ea-241c-4ee6-93ff-c380c996bd1a", "2134641d-30a4-4b16-8ffc-2cd4c4ffd15d"),
    resources=("aws_docdb_cluster",),
    default=False,
)
def docdb_cluster_without_customer_key(cluster: Resource) -> Verdict:
    """DocumentDB cluster is not encrypted with a customer-managed key.

    A key that AWS manages encrypts it. Only a key of your own lets you decide, and log, who can decrypt,
    and withdraw that.

    Fix:
        Set `kms_key_id` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/documentdb/latest/developerguide/encryption-at-rest.html
    """
    return must_be_customer_key(cluster["kms_key_id"])
