"""Amazon DynamoDB and DAX."""

from groundrule.policy import HIGH, LOW, Category, Resource, Verdict, must_be_customer_key, policy


@policy(
    id="dynamodb-table-without-kms",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=(
        "AWS-0121",
        "ce089fd4-1406-47bd-8aad-c259772bb294",
        "4bd21e68-38c1-4d58-acdc-6a14b203237f",
        "c8dee387-a2e6-4a73-a942-183c975549ac",
    ),
    resources=("aws_dynamodb_table",),
    default=False,
)
def dynamodb_table_without_kms(table: Resource) -> Verdict:
    """DynamoDB table is encrypted with a key that AWS owns.

    Tables are always encrypted. With the key that AWS owns, nothing tells who used it; the switch turns
    to a KMS key whose use is logged. (Some linters call the default unencrypted.)

    Fix:
        Enable `server_side_encryption`.

    Sources:
        https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html
    """
    return table["server_side_encryption"]["enabled"].must_be(True)


@policy(
    id="dynamodb-table-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_119", "AWS-0025"),
    resources=("aws_dynamodb_table",),
    default=False,
)
def dynamodb_table_without_customer_key(table: Resource) -> Verdict:
    """DynamoDB table is not encrypted with a customer-managed key.

    Only a key of your own lets you decide, and log, who can decrypt, and withdraw that.

    Fix:
        Set `kms_key_arn` in `server_side_encryption` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html
    """
    return must_be_customer_key(table["server_side_encryption"]["kms_key_arn"])


@policy(
    id="dax-cluster-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_47", "AWS-0023", "f11aec39-858f-4b6f-b946-0a1bf46c0c87"),
    resources=("aws_dax_cluster",),
)
def dax_cluster_unencrypted(cluster: Resource) -> Verdict:
    """DAX cluster is stored unencrypted.

    The cache holds copies of the items of the table on disk.

    Fix:
        Enable `server_side_encryption`.

    Sources:
        https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionAtRest.html
    """
    return cluster["server_side_encryption"]["enabled"].must_be(True)
