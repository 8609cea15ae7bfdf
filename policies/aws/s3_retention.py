"""Amazon S3: versions, retention, replication and traces of buckets."""

from groundrule.policy import LOW, MEDIUM, Attribute, Category, Resource, Truth, Verdict, any_true, policy


@policy(
    id="s3-bucket-without-versions",
    severity=MEDIUM,
    category=Category.BACKUP_AND_RETENTION,
    requirements=("CUIMC-11", "CUIMC-18", "STAN-05"),
    aliases=(
        "CKV_AWS_21",
        "AWS-0090",
        "568a4d22-3517-44a6-a7ad-6a7eed88722c",
        "a227ec01-f97a-4084-91a4-47b350c1db54",
    ),
    resources=("aws_s3_bucket",),
)
def s3_bucket_without_versions(bucket: Resource) -> Verdict:
    """S3 bucket keeps no versions of its objects.

    What is overwritten or deleted, by mistake or by somebody who wants a ransom, is gone. Object lock keeps
    versions by itself.

    Fix:
        Enable versioning, and let old versions expire by a lifecycle rule.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
    """
    locked = bucket["object_lock_enabled"].is_(True)
    if bucket["versioning"].written:
        return bucket["versioning"]["enabled"].must_be(True).unless(locked)
    separate = bucket.companions("aws_s3_bucket_versioning", by="bucket")
    return separate.any(
        lambda versioning: versioning["versioning_configuration"]["status"].must_be("Enabled"),
        "nothing enables versioning",
        remedy="enable versioning",
    ).unless(locked)


@policy(
    id="s3-versions-deletable-without-mfa",
    severity=LOW,
    category=Category.DELETION_PROTECTION,
    requirements=("CUIMC-18", "CUIMC-24"),
    aliases=("AWS-0170", "c5b31ab9-0f26-4a49-b8aa-4cc064392f4d"),
    resources=("aws_s3_bucket",),
    default=False,
)
def s3_versions_deletable_without_mfa(bucket: Resource) -> Verdict | None:
    """S3 bucket's versions can be deleted without a second factor.

    Without versions there is nothing that the factor could protect, so that such a bucket is denied as well, whatever
    the provider's version. Only the root user can ask for it, with a
    device at hand, and lifecycle rules are not allowed beside it: a bucket that has some is left out.
    CloudFormation can not say it.

    Fix:
        Let the root user enable MFA delete, and set `mfa_delete` to `Enabled`.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html
    """
    if bucket.dialect == "cloudformation":
        return None
    rules = bucket.companions("aws_s3_bucket_lifecycle_configuration", by="bucket").exist
    exempt = bucket["lifecycle_rule"].is_set() | rules
    if bucket["versioning"].written:
        inline = bucket["versioning"]
        return (inline["mfa_delete"].must_be(True) & inline["enabled"].must_be(True)).unless(exempt)

    def judge(separate: Resource) -> Verdict:
        versioning = separate["versioning_configuration"]
        return versioning["mfa_delete"].must_be("Enabled") & versioning["status"].must_be("Enabled")

    separate = bucket.companions("aws_s3_bucket_versioning", by="bucket")
    return separate.any(judge, "nothing enables MFA delete").unless(exempt)


@policy(
    id="s3-bucket-without-lifecycle",
    severity=LOW,
    category=Category.BACKUP_AND_RETENTION,
    requirements=("CUIMC-19",),
    aliases=("CKV2_AWS_61",),
    resources=("aws_s3_bucket",),
    default=False,
)
def s3_bucket_without_lifecycle(bucket: Resource) -> Verdict:
    """S3 bucket keeps everything for ever.

    Nobody cleans a bucket by hand. Data that has outlived its purpose can still be stolen, and is paid for.

    Fix:
        Add lifecycle rules that let objects expire or move to a cheaper class.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html
    """
    separate = bucket.companions("aws_s3_bucket_lifecycle_configuration", by="bucket")
    if bucket["lifecycle_rule"].written:
        return bucket["lifecycle_rule"].must_be_set()
    return separate.must_exist("no lifecycle rule belongs to it", remedy="add lifecycle rules")


@policy(
    id="s3-incomplete-uploads-kept",
    severity=LOW,
    category=Category.HYGIENE,
    requirements=("CUIMC-19",),
    aliases=("CKV_AWS_300",),
    resources=("aws_s3_bucket_lifecycle_configuration",),
    default=False,
)
def s3_incomplete_uploads_kept(lifecycle: Resource) -> Verdict:
    """S3 lifecycle rules keep the parts of uploads that were never completed.

    Nobody sees such parts among the objects, and they are paid for.

    Fix:
        Add a rule for the whole bucket with `abort_incomplete_multipart_upload`.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html
    """

    def judge(rule: Attribute) -> Verdict:
        aborts = rule["abort_incomplete_multipart_upload"].is_set()
        kept = aborts & rule["status"].is_("Enabled") & ~_is_narrow(rule)
        return rule.must(kept, "`{name}` does not abort incomplete uploads of the whole bucket")

    return lifecycle["rule"].any(judge, "no rule aborts incomplete uploads")


def _is_narrow(rule: Attribute) -> Truth:
    """Whether a lifecycle rule holds for a part of the bucket only, in the words of either dialect."""
    names = ("prefix", "tag", "tag_filters", "and", "object_size_greater_than", "object_size_less_than")
    return any_true(place[name].is_set() for place in (rule, rule["filter"]) for name in names)


@policy(
    id="s3-bucket-without-replica",
    severity=LOW,
    category=Category.BACKUP_AND_RETENTION,
    requirements=("CUIMC-18", "CUIMC-11"),
    aliases=("CKV_AWS_144",),
    resources=("aws_s3_bucket",),
    default=False,
)
def s3_bucket_without_replica(bucket: Resource) -> Verdict:
    """S3 bucket is not replicated.

    S3 keeps several copies in one region. A second bucket elsewhere, in another account best, outlives the region
    and the account's loss.

    Fix:
        Add a replication configuration with an enabled rule.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html
    """

    def judge(rule: Attribute) -> Verdict:
        return rule["status"].must_be("Enabled")

    inline = bucket["replication_configuration"]
    if inline.written:
        return inline["rules"].any(judge, "no replication rule is enabled")
    separate = bucket.companions("aws_s3_bucket_replication_configuration", by="bucket")
    return separate.any(
        lambda other: other["rule"].any(judge, "no replication rule is enabled"),
        "no replication configuration belongs to it",
    )


@policy(
    id="s3-object-lock-off",
    severity=LOW,
    category=Category.DELETION_PROTECTION,
    requirements=("CUIMC-18", "CUIMC-12"),
    aliases=("CKV_AWS_143",),
    resources=("aws_s3_bucket", "aws_s3_bucket_object_lock_configuration"),
)
def s3_object_lock_off(resource: Resource) -> Verdict | None:
    """S3 object lock is configured but not enabled.

    The rules of a lock that is not enabled keep nothing from being deleted.

    Fix:
        Set `object_lock_enabled` to `Enabled`.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html
        https://docs.aws.amazon.com/AmazonS3/latest/API/API_ObjectLockConfiguration.html
    """
    separate = resource.type == "aws_s3_bucket_object_lock_configuration"
    lock = resource if separate else resource["object_lock_configuration"]
    if isinstance(lock, Attribute) and not lock.written:
        return None
    return lock["object_lock_enabled"].must_be("Enabled")
