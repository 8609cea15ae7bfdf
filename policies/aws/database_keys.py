"""Keys of databases and caches, beside those that stand with their service."""

from groundrule.policy import LOW, Category, Resource, Verdict, must_be_customer_key, policy


@policy(
    id="rds-copy-without-own-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "CUIMC-11"),
    aliases=("CKV_AWS_245", "CKV_AWS_266"),
    resources=("aws_db_snapshot_copy", "aws_db_instance_automated_backups_replication"),
    default=False,
)
def rds_copy_without_own_key(copy: Resource) -> Verdict:
    """Copy of RDS backups names no customer-managed key.

    A copy in another region needs a key there, and one that is to survive the loss of its source should not hang on
    the key of that. Without a key the copy has the source's, or one that AWS manages.

    Fix:
        Set `kms_key_id` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_CopySnapshot.html
    """
    key = copy["kms_key_id"]
    named = key.must(key.is_set(), "`{name}` is not set: the source's key or one that AWS manages encrypts the copy")
    return named & must_be_customer_key(key)


@policy(
    id="rds-activity-stream-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "CUIMC-17"),
    aliases=("CKV_AWS_246",),
    resources=("aws_rds_cluster_activity_stream",),
    default=False,
)
def rds_activity_stream_without_customer_key(stream: Resource) -> Verdict:
    """Database activity stream is not encrypted with a customer-managed key.

    The stream holds every statement with its data. AWS demands a key of your own for it and refuses the managed ones.

    Fix:
        Set `kms_key_id` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/DBActivityStreams.html
    """
    return must_be_customer_key(stream["kms_key_id"])


@policy(
    id="redshift-serverless-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_282",),
    resources=("aws_redshiftserverless_namespace",),
    default=False,
)
def redshift_serverless_without_customer_key(namespace: Resource) -> Verdict:
    """Redshift Serverless namespace is not encrypted with a customer-managed key.

    A key that AWS manages or owns encrypts it. Only a key of your own lets you decide, and log, who can decrypt,
    and withdraw that.

    Fix:
        Set `kms_key_id` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-workgroups-and-namespaces-rotate-kms-key.html
    """
    return must_be_customer_key(namespace["kms_key_id"])


@policy(
    id="redshift-snapshot-copy-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "CUIMC-11"),
    aliases=("CKV_AWS_281",),
    resources=("aws_redshift_snapshot_copy_grant",),
    default=False,
)
def redshift_snapshot_copy_without_customer_key(grant: Resource) -> Verdict:
    """Redshift snapshot copies are not encrypted with a customer-managed key.

    A key that AWS manages or owns encrypts it. Only a key of your own lets you decide, and log, who can decrypt,
    and withdraw that.

    Fix:
        Set `kms_key_id` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/redshift/latest/mgmt/xregioncopy-kms-encrypted-snapshot.html
    """
    return must_be_customer_key(grant["kms_key_id"])


@policy(
    id="timestream-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_160",),
    resources=("aws_timestreamwrite_database",),
    default=False,
)
def timestream_without_customer_key(database: Resource) -> Verdict:
    """Timestream database is not encrypted with a customer-managed key.

    A key that AWS manages or owns encrypts it. Only a key of your own lets you decide, and log, who can decrypt,
    and withdraw that.

    Fix:
        Set `kms_key_id` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/timestream/latest/developerguide/EncryptionAtRest.html
    """
    return must_be_customer_key(database["kms_key_id"])


@policy(
    id="memorydb-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "CUIMC-11"),
    aliases=("CKV_AWS_201", "CKV_AWS_278"),
    resources=("aws_memorydb_cluster", "aws_memorydb_snapshot"),
    default=False,
)
def memorydb_without_customer_key(store: Resource) -> Verdict:
    """MemoryDB cluster or snapshot is not encrypted with a customer-managed key.

    A key that AWS manages or owns encrypts it. Only a key of your own lets you decide, and log, who can decrypt,
    and withdraw that.

    Fix:
        Set `kms_key_arn` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/memorydb/latest/devguide/at-rest-encryption.html
    """
    return must_be_customer_key(store["kms_key_arn"])


@policy(
    id="keyspaces-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_265",),
    resources=("aws_keyspaces_table",),
    default=False,
)
def keyspaces_without_customer_key(table: Resource) -> Verdict:
    """Keyspaces table is not encrypted with a customer-managed key.

    A key that AWS manages or owns encrypts it. Only a key of your own lets you decide, and log, who can decrypt,
    and withdraw that.

    Fix:
        Set `kms_key_identifier` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/keyspaces/latest/devguide/EncryptionAtRest.html
    """
    encryption = table["encryption_specification"]
    chosen = encryption["type"].must_be("CUSTOMER_MANAGED_KMS_KEY")
    return chosen & must_be_customer_key(encryption["kms_key_identifier"])


@policy(
    id="elasticache-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_191",),
    resources=("aws_elasticache_replication_group",),
    default=False,
)
def elasticache_without_customer_key(group: Resource) -> Verdict:
    """ElastiCache replication group is not encrypted with a customer-managed key.

    A key that AWS manages or owns encrypts it. Only a key of your own lets you decide, and log, who can decrypt,
    and withdraw that.

    Fix:
        Set `kms_key_id` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html
    """
    return must_be_customer_key(group["kms_key_id"])


@policy(
    id="dynamodb-replica-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_271",),
    resources=("aws_dynamodb_table_replica",),
    default=False,
)
def dynamodb_replica_without_customer_key(replica: Resource) -> Verdict:
    """DynamoDB replica is not encrypted with a customer-managed key.

    Each region's copy has a key of that region. Only a key of your own lets you decide, and log, who can decrypt, and
    withdraw that.

    Fix:
        Set `kms_key_arn` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/globaltables-security.html
    """
    return must_be_customer_key(replica["kms_key_arn"])
