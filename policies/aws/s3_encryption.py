"""Amazon S3: encryption of buckets."""

from collections.abc import Callable, Iterator

from groundrule.policy import (
    LOW,
    MEDIUM,
    Attribute,
    Category,
    Resource,
    Truth,
    Verdict,
    bucket_of,
    must_be_customer_key,
    policy,
)

_SEPARATE = "aws_s3_bucket_server_side_encryption_configuration"
_KMS = ("aws:kms", "aws:kms:dsse")


def _defaults(rule: Attribute) -> Attribute:
    return rule["apply_server_side_encryption_by_default"]


@policy(
    id="s3-encryption-algorithm-invalid",
    severity=MEDIUM,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_19", "AWS-0088", "b2e8752c-3497-4255-98d2-e4ae5b46bbf5"),
    resources=("aws_s3_bucket", _SEPARATE),
)
def s3_encryption_algorithm_invalid(resource: Resource) -> Iterator[Verdict]:
    """S3 bucket's encryption is configured without a known algorithm.

    S3 has encrypted every new object since January 2023, so a bucket without any configuration is encrypted
    with keys of S3 (some linters still report it). A configuration that names no valid algorithm is not what
    somebody meant.

    Fix:
        Set the algorithm to `aws:kms`, `aws:kms:dsse` or `AES256`.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html
    """

    def judge(rule: Attribute) -> Verdict:
        defaults = _defaults(rule)
        algorithm = defaults["sse_algorithm"].must_be_one_of(*_KMS, "AES256")
        return algorithm.when(defaults.is_set()).about(bucket_of(resource))

    if resource.type == _SEPARATE:
        yield from resource["rule"].each(judge)
    else:
        inline = resource["server_side_encryption_configuration"]
        yield from inline.each(lambda configuration: configuration["rule"].every(judge))


def _by_defaults(bucket: Resource, judge: Callable[[Attribute], Verdict]) -> Verdict:
    """A verdict on how a bucket encrypts by default, wherever that is said."""
    separate = bucket.companions(_SEPARATE, by="bucket")
    if separate.exist is Truth.FALSE:
        return judge(_defaults(bucket["server_side_encryption_configuration"]["rule"]))
    return separate.any(lambda resource: judge(_defaults(resource["rule"])), "its encryption is not configured")


@policy(
    id="s3-bucket-without-kms",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_145", "AWS-0132"),
    resources=("aws_s3_bucket",),
    default=False,
)
def s3_bucket_without_kms(bucket: Resource) -> Verdict:
    """S3 bucket is encrypted with the keys of S3, not with one of KMS.

    Whoever may read the bucket gets the data decrypted. A key in KMS asks for a permission of its own, and its use is
    logged. Buckets that take server access logs can't have one.

    Fix:
        Encrypt with `aws:kms`, and name the key.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-17
    """
    return _by_defaults(bucket, lambda defaults: defaults["sse_algorithm"].must_be_one_of(*_KMS))


@policy(
    id="s3-bucket-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("AWS-0132",),
    resources=("aws_s3_bucket",),
    default=False,
)
def s3_bucket_without_customer_key(bucket: Resource) -> Verdict:
    """S3 bucket is encrypted by KMS, but not with a customer-managed key.

    Where no key is named, AWS manages the key. Only a key of your own lets you decide, and log, who can decrypt,
    apart from who can read the bucket.

    Fix:
        Set `kms_master_key_id` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
    """

    def judge(defaults: Attribute) -> Verdict:
        by_kms = defaults["sse_algorithm"].is_one_of(_KMS)
        return must_be_customer_key(defaults["kms_master_key_id"]).when(by_kms, defaults["sse_algorithm"].why_unknown)

    return _by_defaults(bucket, judge)
