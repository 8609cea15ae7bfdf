"""AWS Glue."""

from collections.abc import Iterator

from groundrule.policy import HIGH, MEDIUM, Category, Resource, Verdict, policy


@policy(
    id="glue-data-catalog-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "CUIMC-21", "STAN-05"),
    aliases=("CKV_AWS_94", "01d50b14-e933-4c99-b314-6d08cd37ad35"),
    resources=("aws_glue_data_catalog_encryption_settings",),
)
def glue_data_catalog_unencrypted(settings: Resource) -> Iterator[Verdict]:
    """Glue data catalog or its connection passwords are stored unencrypted.

    The catalog describes the data and holds the passwords of the databases that it connects to.

    Fix:
        Encrypt the catalog with `SSE-KMS` and the connection passwords with a key.

    Sources:
        https://docs.aws.amazon.com/glue/latest/dg/encrypt-glue-data-catalog.html
        https://docs.aws.amazon.com/glue/latest/dg/encrypt-connection-passwords.html
    """
    catalog = settings["data_catalog_encryption_settings"]
    modes = ("SSE-KMS", "SSE-KMS-WITH-SERVICE-ROLE")
    yield catalog["encryption_at_rest"]["catalog_encryption_mode"].must_be_one_of(*modes)
    yield catalog["connection_password_encryption"]["return_connection_password_encrypted"].must_be(True)


@policy(
    id="glue-security-configuration-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "STAN-05"),
    aliases=("CKV_AWS_99", "ad5b4e97-2850-4adf-be17-1d293e0b85ee"),
    resources=("aws_glue_security_configuration",),
)
def glue_security_configuration_unencrypted(configuration: Resource) -> Iterator[Verdict]:
    """Glue security configuration leaves logs, bookmarks or output unencrypted.

    Jobs with this configuration leave parts of the data in the clear: in their logs, in the bookmarks
    that say how far they came, and in what they write to S3. Logs and bookmarks are encrypted with a key of yours
    or not at all: a mode that names no key encrypts nothing.

    Fix:
        Set the modes to `SSE-KMS` for logs, `CSE-KMS` for bookmarks, each with a key, and `SSE-KMS` or `SSE-S3` for S3.

    Sources:
        https://docs.aws.amazon.com/glue/latest/dg/console-security-configurations.html
        https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
    """
    parts = configuration["encryption_configuration"]
    logs, bookmarks = parts["cloudwatch_encryption"], parts["job_bookmarks_encryption"]
    yield logs["cloudwatch_encryption_mode"].must_be("SSE-KMS") & logs["kms_key_arn"].must_be_set()
    yield bookmarks["job_bookmarks_encryption_mode"].must_be("CSE-KMS") & bookmarks["kms_key_arn"].must_be_set()
    yield parts["s3_encryption"]["s3_encryption_mode"].must_be_one_of("SSE-KMS", "SSE-S3")


@policy(
    id="glue-without-security-configuration",
    severity=MEDIUM,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_195",),
    resources=("aws_glue_crawler", "aws_glue_dev_endpoint", "aws_glue_job"),
    default=False,
)
def glue_without_security_configuration(worker: Resource) -> Verdict:
    """Glue crawler, job or development endpoint has no security configuration.

    Its logs, bookmarks and temporary files are then encrypted with the keys of S3 and CloudWatch only, or, in the
    case of bookmarks, as the bucket of Glue has it.

    Fix:
        Set `security_configuration` to the name of one that encrypts.

    Sources:
        https://docs.aws.amazon.com/glue/latest/dg/console-security-configurations.html
    """
    return worker["security_configuration"].must_be_set()
