"""Keys of file systems, backups and migrations, beside those that stand with their service."""

from groundrule.policy import LOW, Category, Resource, Truth, Verdict, must_be_customer_key, policy


@policy(
    id="fsx-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_178", "CKV_AWS_179", "CKV_AWS_190", "CKV_AWS_203"),
    resources=(
        "aws_fsx_lustre_file_system",
        "aws_fsx_ontap_file_system",
        "aws_fsx_openzfs_file_system",
        "aws_fsx_windows_file_system",
        "aws_fsx_file_system",
    ),
    default=False,
)
def fsx_without_customer_key(file_system: Resource) -> Verdict:
    """FSx file system is not encrypted with a customer-managed key.

    A key that AWS manages or owns encrypts it. Only a key of your own lets you decide, and log, who can decrypt,
    and withdraw that.

    Fix:
        Set `kms_key_id` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/fsx/latest/LustreGuide/encryption-at-rest.html
    """
    return must_be_customer_key(file_system["kms_key_id"])


@policy(
    id="backup-vault-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "CUIMC-11"),
    aliases=("CKV_AWS_166",),
    resources=("aws_backup_vault",),
    default=False,
)
def backup_vault_without_customer_key(vault: Resource) -> Verdict:
    """Backup vault is not encrypted with a customer-managed key.

    A key that AWS manages or owns encrypts it. Only a key of your own lets you decide, and log, who can decrypt,
    and withdraw that.

    Fix:
        Set `kms_key_arn` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html
    """
    return must_be_customer_key(vault["kms_key_arn"])


@policy(
    id="dms-instance-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_212",),
    resources=("aws_dms_replication_instance",),
    default=False,
)
def dms_instance_without_customer_key(instance: Resource) -> Verdict:
    """DMS replication instance is not encrypted with a customer-managed key.

    A key that AWS manages or owns encrypts it. Only a key of your own lets you decide, and log, who can decrypt,
    and withdraw that.

    Fix:
        Set `kms_key_arn` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.html
    """
    return must_be_customer_key(instance["kms_key_arn"])


@policy(
    id="dms-endpoint-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_296", "CKV_AWS_298"),
    resources=("aws_dms_endpoint", "aws_dms_s3_endpoint"),
    default=False,
)
def dms_endpoint_without_customer_key(endpoint: Resource) -> Verdict:
    """DMS endpoint is not encrypted with a customer-managed key.

    The key encrypts the credentials of the endpoint; for a bucket that the endpoint writes to, its settings name
    that of the objects. Only keys of your own let you decide, and log, who can decrypt, and withdraw that.

    Fix:
        Set `kms_key_arn` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.html
    """
    if endpoint["engine_name"].is_("s3") is Truth.TRUE and endpoint["s3_settings"].written:
        return must_be_customer_key(endpoint["s3_settings"]["server_side_encryption_kms_key_id"])
    return must_be_customer_key(endpoint["kms_key_arn"])
