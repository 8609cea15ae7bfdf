"""Amazon Simple Storage Service."""

from collections.abc import Iterator

from groundrule.policy import (
    CRITICAL,
    HIGH,
    LOW,
    MEDIUM,
    Attribute,
    Category,
    Resource,
    Truth,
    Verdict,
    any_true,
    policy,
    public_acls_ignored,
)

_BLOCK = "aws_s3_bucket_public_access_block"
_ALL_USERS = "http://acs.amazonaws.com/groups/global/AllUsers"
_AUTHENTICATED_USERS = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"


def _grants(resource: Resource) -> Attribute:
    if resource.type == "aws_s3_bucket":
        return resource["grant"]
    return resource["access_control_policy"]["grant"]


def _granted_to(resource: Resource, group: str, whom: str) -> Iterator[Verdict]:
    def judge(grant: Attribute) -> Verdict:
        uri = grant["uri"] if resource.type == "aws_s3_bucket" else grant["grantee"]["uri"]
        return uri.must(~uri.is_(group), f"`{{name}}` grants access to {whom}", remedy="remove the grant")

    yield from _grants(resource).each(judge)


@policy(
    id="s3-acl-public",
    severity=CRITICAL,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03",),
    aliases=(
        "CKV_AWS_20",
        "CKV_AWS_57",
        "CKV_AWS_375",
        "AWS-0092",
        "38c5ee0d-7f22-4260-ab72-5073048df100",
        "07dda8de-d90d-469e-9b37-1aca53526ced",
        "219f4c95-aa50-44e0-97de-cf71f4641170",
        "bf878b1a-7418-4de3-b13c-3a86cf894920",
    ),
    resources=("aws_s3_bucket", "aws_s3_bucket_acl"),
)
def s3_acl_public(resource: Resource) -> Iterator[Verdict]:
    """S3 bucket's access control list is public.

    Everybody on the internet can list or read the objects, or even write some, without signing in. A public
    access block that ignores public lists takes the effect away; other linters do not all see it.

    Fix:
        Remove the public list and share the data through a bucket policy that names its readers, or through
        CloudFront. Add a public access block.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
    """
    ignored = public_acls_ignored(resource)
    acl = resource["acl"].must_not_be_one_of("public-read", "public-read-write", "website")
    yield acl.unless(ignored)
    for verdict in _granted_to(resource, _ALL_USERS, "everybody"):
        yield verdict.unless(ignored)


@policy(
    id="s3-acl-any-aws-account",
    severity=HIGH,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03",),
    aliases=(
        "CKV2_AWS_43",
        "CKV_AWS_20",
        "57b9893d-33b1-4419-bcea-a717ea87e139",
        "835d5497-a526-4aea-a23f-98a9afd1635f",
        "d4e5f6g7-h8i9-0jkl-1234-mn567opq8901",
    ),
    resources=("aws_s3_bucket", "aws_s3_bucket_acl"),
)
def s3_acl_any_aws_account(resource: Resource) -> Iterator[Verdict]:
    """S3 bucket's access control list admits every AWS account.

    "Authenticated users" are the users of all accounts of all customers, not of yours: anybody can open one.

    Fix:
        Name the accounts that need access in a bucket policy.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
    """
    ignored = public_acls_ignored(resource)
    yield resource["acl"].must_not_be("authenticated-read").unless(ignored)
    for verdict in _granted_to(resource, _AUTHENTICATED_USERS, "every AWS account"):
        yield verdict.unless(ignored)


@policy(
    id="s3-public-access-block-missing",
    severity=LOW,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03",),
    aliases=(
        "CKV2_AWS_6",
        "AWS-0094",
        "AWS-0086",
        "AWS-0087",
        "AWS-0091",
        "AWS-0093",
        "48f100d9-f499-4c6d-b2b8-deafe47ffb26",
        "860ba89b-b8de-4e72-af54-d6aee4138a69",
        "6c8d51af-218d-4bfb-94a9-94eabaa0703a",
        "350cd468-0e2c-44ef-9d22-cfb73a62523c",
    ),
    resources=("aws_s3_bucket",),
    default=False,
)
def s3_public_access_block_missing(bucket: Resource) -> Verdict:
    """S3 bucket has no public access block.

    Buckets made since April 2023 start with everything blocked, but nothing keeps it so: whoever opens the
    bucket by hand is not noticed, and older buckets were made open. A declared block is put back at every
    deployment. A block for the whole account serves as well.

    Fix:
        Declare a public access block for the bucket with all four switches on.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html
    """
    account_wide = Truth.of(bool(bucket.others("aws_s3_account_public_access_block")))
    blocks = bucket.companions(_BLOCK, by="bucket")
    return blocks.must_exist(
        "nothing keeps public access blocked", remedy="declare a public access block for the bucket"
    ).unless(account_wide)


def _switch(block: Resource, name: str) -> Verdict:
    account = any_true(other[name].is_(True) for other in block.others("aws_s3_account_public_access_block"))
    return block[name].must_be(True).unless(account)


@policy(
    id="s3-public-acls-not-blocked",
    severity=HIGH,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03",),
    aliases=(
        "CKV_AWS_53",
        "AWS-0086",
        "d0cc8694-fcad-43ff-ac86-32331d7e867f",
        "48f100d9-f499-4c6d-b2b8-deafe47ffb26",
    ),
    resources=(_BLOCK,),
)
def s3_public_acls_not_blocked(block: Resource) -> Verdict:
    """Public access block lets public access control lists be set.

    Anybody who may change the list of a bucket or object can open it to the world.

    Fix:
        Set `block_public_acls` to true.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
    """
    return _switch(block, "block_public_acls")


@policy(
    id="s3-public-policy-not-blocked",
    severity=HIGH,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03",),
    aliases=(
        "CKV_AWS_54",
        "AWS-0087",
        "1a4bc881-9f69-4d44-8c9a-d37d08f54c50",
        "860ba89b-b8de-4e72-af54-d6aee4138a69",
    ),
    resources=(_BLOCK,),
)
def s3_public_policy_not_blocked(block: Resource) -> Verdict:
    """Public access block lets public bucket policies be set.

    Anybody who may change the bucket's policy can open it to the world.

    Fix:
        Set `block_public_policy` to true.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
    """
    return _switch(block, "block_public_policy")


@policy(
    id="s3-public-acls-not-ignored",
    severity=HIGH,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03",),
    aliases=(
        "CKV_AWS_55",
        "AWS-0091",
        "4fa66806-0dd9-4f8d-9480-3174d39c7c91",
        "6c8d51af-218d-4bfb-94a9-94eabaa0703a",
    ),
    resources=(_BLOCK,),
)
def s3_public_acls_not_ignored(block: Resource) -> Verdict:
    """Public access block heeds public access control lists.

    Lists that were public before the block was there stay in force.

    Fix:
        Set `ignore_public_acls` to true.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
    """
    return _switch(block, "ignore_public_acls")


@policy(
    id="s3-public-bucket-not-restricted",
    severity=HIGH,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03",),
    aliases=(
        "CKV_AWS_56",
        "AWS-0093",
        "1ec253ab-c220-4d63-b2de-5b40e0af9293",
        "350cd468-0e2c-44ef-9d22-cfb73a62523c",
    ),
    resources=(_BLOCK,),
)
def s3_public_bucket_not_restricted(block: Resource) -> Verdict:
    """Public access block leaves a public bucket open to other accounts.

    With the switch on, a bucket with a public policy serves only its own account and AWS services.

    Fix:
        Set `restrict_public_buckets` to true.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
    """
    return _switch(block, "restrict_public_buckets")


def _encryption_defaults(resource: Resource) -> Attribute:
    inline = resource.type == "aws_s3_bucket"
    rule = resource["server_side_encryption_configuration"]["rule"] if inline else resource["rule"]
    return rule["apply_server_side_encryption_by_default"]


@policy(
    id="s3-encryption-algorithm-invalid",
    severity=MEDIUM,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "STAN-05"),
    aliases=("CKV_AWS_19", "AWS-0088", "b2e8752c-3497-4255-98d2-e4ae5b46bbf5"),
    resources=("aws_s3_bucket", "aws_s3_bucket_server_side_encryption_configuration"),
)
def s3_encryption_algorithm_invalid(resource: Resource) -> Verdict:
    """S3 bucket's encryption is configured without a known algorithm.

    S3 has encrypted every new object since January 2023, so a bucket without any configuration is encrypted
    with keys of S3 (some linters still report it). A configuration that names no valid algorithm is not what
    somebody meant.

    Fix:
        Set the algorithm to `aws:kms`, `aws:kms:dsse` or `AES256`.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html
    """
    defaults = _encryption_defaults(resource)
    algorithm = defaults["sse_algorithm"].must_be_one_of("aws:kms", "aws:kms:dsse", "AES256")
    return algorithm.when(defaults.is_set())


@policy(
    id="s3-bucket-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_145", "AWS-0132"),
    resources=("aws_s3_bucket",),
    default=False,
)
def s3_bucket_without_customer_key(bucket: Resource) -> Verdict:
    """S3 bucket is not encrypted with a customer-managed key.

    Only a key of your own lets you decide, and log, who can decrypt, apart from who can read the bucket.
    Buckets that take server access logs can't have one.

    Fix:
        Encrypt with `aws:kms` and name the key.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
    """

    def judge(resource: Resource) -> Verdict:
        defaults = _encryption_defaults(resource)
        algorithm = defaults["sse_algorithm"].must_be_one_of("aws:kms", "aws:kms:dsse")
        return algorithm & defaults["kms_master_key_id"].must_be_set()

    separate = bucket.companions("aws_s3_bucket_server_side_encryption_configuration", by="bucket")
    if separate.exist is Truth.FALSE:
        return judge(bucket)
    return separate.any(judge, "its encryption is not configured")
