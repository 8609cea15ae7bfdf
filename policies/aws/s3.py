"""Amazon Simple Storage Service."""

from collections.abc import Iterator, Sequence

from groundrule.policy import (
    CRITICAL,
    HIGH,
    LOW,
    Attribute,
    Category,
    Resource,
    Verdict,
    any_true,
    bucket_of,
    policy,
    public_acls_ignored,
)

_BLOCK = "aws_s3_bucket_public_access_block"
_ACCOUNT_BLOCK = "aws_s3_account_public_access_block"
_ALL_USERS = "http://acs.amazonaws.com/groups/global/AllUsers"
_SWITCHES = ("block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets")
_PERMISSIONS = ("READ", "WRITE", "READ_ACP", "WRITE_ACP", "FULL_CONTROL")
_AUTHENTICATED_USERS = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"


def _grants(resource: Resource) -> Attribute:
    if resource.type == "aws_s3_bucket":
        return resource["grant"]
    return resource["access_control_policy"]["grant"]


def _acl_must_not(resource: Resource, group: str, permissions: Sequence[str], *canned: str) -> Iterator[Verdict]:
    """A verdict on a list: no permission of these to a group, be it granted or part of a canned list."""
    ignored, bucket = public_acls_ignored(resource), bucket_of(resource)

    def judge(grant: Attribute) -> Verdict:
        inline = resource.type == "aws_s3_bucket"
        uri = grant["uri"] if inline else grant["grantee"]["uri"]
        # a bucket's own blocks list what they permit, those of a separate list permit one thing
        permits = any_true(grant["permissions" if inline else "permission"].contains(one) for one in permissions)
        whom = "everybody" if group == _ALL_USERS else "every AWS account"
        return uri.must(~(uri.is_(group) & permits), f"`{{name}}` grants access to {whom}", remedy="remove the grant")

    yield resource["acl"].must_not_be_one_of(*canned).unless(ignored).about(bucket)
    for verdict in _grants(resource).each(judge):
        yield verdict.unless(ignored).about(bucket)


@policy(
    id="s3-acl-public",
    severity=CRITICAL,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03",),
    aliases=(
        "CKV_AWS_20",
        "AWS-0092",
        "38c5ee0d-7f22-4260-ab72-5073048df100",
        "219f4c95-aa50-44e0-97de-cf71f4641170",
        "bf878b1a-7418-4de3-b13c-3a86cf894920",
    ),
    resources=("aws_s3_bucket", "aws_s3_bucket_acl"),
)
def s3_acl_public(resource: Resource) -> Iterator[Verdict]:
    """S3 bucket's access control list is public.

    Everybody on the internet can list or read the objects without signing in; one that lets them write has a policy
    of its own. A public access block that ignores public lists takes the effect away; other linters do not all see it.

    Fix:
        Remove the public list and share the data through a bucket policy that names its readers, or through
        CloudFront. Add a public access block.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-2
    """
    yield from _acl_must_not(resource, _ALL_USERS, ("READ",), "public-read", "website")


@policy(
    id="s3-acl-public-writable",
    severity=CRITICAL,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03",),
    aliases=(
        "CKV_AWS_20",
        "CKV_AWS_57",
        "AWS-0092",
        "38c5ee0d-7f22-4260-ab72-5073048df100",
        "07dda8de-d90d-469e-9b37-1aca53526ced",
        "bf878b1a-7418-4de3-b13c-3a86cf894920",
    ),
    resources=("aws_s3_bucket", "aws_s3_bucket_acl"),
)
def s3_acl_public_writable(resource: Resource) -> Iterator[Verdict]:
    """S3 bucket's access control list lets everybody write.

    Everybody on the internet can put objects in place of yours and delete them, at your cost, without signing in.
    What is done with a public bucket by strangers is in its owner's name. A public access block that ignores public
    lists takes the effect away.

    Fix:
        Remove the public list, and let writers in by a bucket policy that names them. Add a public access block.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-3
    """
    yield from _acl_must_not(resource, _ALL_USERS, ("WRITE", "WRITE_ACP", "FULL_CONTROL"), "public-read-write")


@policy(
    id="s3-acl-any-aws-account",
    severity=HIGH,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03",),
    aliases=(
        "CKV2_AWS_43",
        "CKV_AWS_20",
        "AWS-0092",
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
    yield from _acl_must_not(resource, _AUTHENTICATED_USERS, _PERMISSIONS, "authenticated-read")


@policy(
    id="s3-public-access-block-missing",
    severity=LOW,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03",),
    aliases=(
        "CKV2_AWS_6",
        "CKV_AWS_53",
        "CKV_AWS_54",
        "CKV_AWS_55",
        "CKV_AWS_56",
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
    deployment. A block with no switch on is none, and each switch has a policy of its own. A block for the whole
    account serves as well.

    Fix:
        Declare a public access block for the bucket with all four switches on.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html
    """
    account_wide = any_true(block[name].is_(True) for block in bucket.others(_ACCOUNT_BLOCK) for name in _SWITCHES)
    detail, remedy = "nothing keeps public access blocked", "declare a public access block for the bucket"

    def judge(block: Resource) -> Verdict:
        return bucket.decide(any_true(block[name].is_(True) for name in _SWITCHES), detail, remedy=remedy)

    blocks = bucket.companions(_BLOCK, by="bucket")
    return blocks.any(judge, detail, remedy=remedy).unless(account_wide)


def _switch(block: Resource, name: str) -> Verdict:
    if block.type == _ACCOUNT_BLOCK:
        return block[name].must_be(True)
    account = any_true(other[name].is_(True) for other in block.others(_ACCOUNT_BLOCK))
    return block[name].must_be(True).unless(account)


@policy(
    id="s3-public-acls-not-blocked",
    severity=HIGH,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03",),
    aliases=(
        "CKV_AWS_53",
        "CKV2_AWS_6",
        "AWS-0086",
        "d0cc8694-fcad-43ff-ac86-32331d7e867f",
        "48f100d9-f499-4c6d-b2b8-deafe47ffb26",
    ),
    resources=(_BLOCK, _ACCOUNT_BLOCK),
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
        "CKV2_AWS_6",
        "AWS-0087",
        "1a4bc881-9f69-4d44-8c9a-d37d08f54c50",
        "860ba89b-b8de-4e72-af54-d6aee4138a69",
    ),
    resources=(_BLOCK, _ACCOUNT_BLOCK),
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
    resources=(_BLOCK, _ACCOUNT_BLOCK),
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
    resources=(_BLOCK, _ACCOUNT_BLOCK),
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
