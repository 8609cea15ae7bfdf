"""Amazon S3: single objects, access points and what policies say of both."""

from collections.abc import Iterator

from groundrule.policy import (
    HIGH,
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
    public_acls_ignored,
)

_GROUPS = (
    "http://acs.amazonaws.com/groups/global/AllUsers",
    "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
)
_SWITCHES = ("block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets")


@policy(
    id="s3-access-point-public-access-allowed",
    severity=HIGH,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03",),
    aliases=("CKV_AWS_392",),
    resources=("aws_s3_access_point",),
)
def s3_access_point_public_access_allowed(point: Resource) -> Iterator[Verdict]:
    """S3 access point lets itself be opened to the public.

    An access point blocks public access unless it says otherwise, and what it blocks can not be changed later.

    Fix:
        Remove the switch, or set it to true.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html
    """
    for switch in _SWITCHES:
        yield point["public_access_block_configuration"][switch].must_not_be(False)


@policy(
    id="s3-object-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_186", "CKV_AWS_181"),
    resources=("aws_s3_object", "aws_s3_bucket_object", "aws_s3_object_copy"),
    default=False,
)
def s3_object_without_customer_key(item: Resource) -> Verdict:
    """S3 object names no customer-managed key.

    It is encrypted as its bucket has it. Where the bucket names a key of your own this is not needed.

    Fix:
        Set `kms_key_id` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
    """
    return must_be_customer_key(item["kms_key_id"])


@policy(
    id="s3-object-encryption-unsaid",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("5fb49a69-8d46-4495-a2f8-9c8c622b2b6e",),
    resources=("aws_s3_object", "aws_s3_bucket_object"),
    default=False,
)
def s3_object_encryption_unsaid(item: Resource) -> Verdict:
    """S3 object does not say how it is encrypted.

    S3 has encrypted every new object since January 2023, so that it is encrypted as its bucket has it; to say it
    only keeps the object from following the bucket.

    Fix:
        Set `server_side_encryption`, or name a key.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html
    """
    return item["server_side_encryption"].must_be_set().unless(item["kms_key_id"].is_set())


def _gives_control(grant: Attribute) -> Truth:
    """Whether a grant lets its grantee write the list; the owner's own full control is as it should be."""
    to_group = grant["grantee"]["type"].is_("Group")
    return grant["permission"].is_("WRITE_ACP") | (grant["permission"].is_("FULL_CONTROL") & to_group)


@policy(
    id="s3-acl-shown-to-everybody",
    severity=MEDIUM,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03",),
    aliases=("CKV_AWS_375",),
    resources=("aws_s3_bucket_acl",),
)
def s3_acl_shown_to_everybody(acl: Resource) -> Iterator[Verdict]:
    """S3 access control list can be read by everybody.

    It tells strangers which accounts have access, and by what, before they try anything. What it lets them do to the
    objects has policies of its own.

    Fix:
        Remove the grant of `READ_ACP` or `FULL_CONTROL` to the group.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
    """
    ignored, bucket = public_acls_ignored(acl), bucket_of(acl)

    def judge(grant: Attribute) -> Verdict:
        shown = grant["permission"].is_one_of(("READ_ACP", "FULL_CONTROL")) & grant["grantee"]["uri"].is_one_of(_GROUPS)
        return grant["permission"].must(~shown, "`{name}` shows the list to everybody", remedy="remove the grant")

    for verdict in acl["access_control_policy"]["grant"].each(judge):
        yield verdict.unless(ignored).about(bucket)


@policy(
    id="s3-acl-gives-away-control",
    severity=HIGH,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-03", "CUIMC-08"),
    aliases=("64a222aa-7793-4e40-915f-4b302c76e4d4",),
    resources=("aws_s3_bucket_acl",),
)
def s3_acl_gives_away_control(acl: Resource) -> Iterator[Verdict]:
    """S3 access control list lets somebody else change it.

    Whoever may write the list can give everything to everybody, himself included. Full control to a group
    contains that right.

    Fix:
        Remove the grant of `WRITE_ACP`; grant `READ` or `WRITE` at most.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
    """
    yield from acl["access_control_policy"]["grant"].each(
        lambda grant: grant["permission"].must(
            ~_gives_control(grant),
            "`{name}` lets the grantee change the list itself",
            remedy="grant `READ` or `WRITE` at most",
        )
    )
