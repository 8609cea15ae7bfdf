"""Amazon S3: logs, notifications and names of buckets."""

from groundrule.policy import LOW, MEDIUM, Category, Resource, Truth, Verdict, any_true, policy


def _takes_logs(bucket: Resource) -> Truth:
    """Whether other buckets log into this one: S3 delivers to it, or a bucket names it."""
    lists = (bucket, *bucket.companions("aws_s3_bucket_acl", by="bucket"))
    delivery = any_true(listed["acl"].is_("log-delivery-write") for listed in lists)
    named = bucket.companions("aws_s3_bucket_logging", by="target_bucket").sure
    # inline blocks name the target somewhere inside, so that only references to it are sure
    return delivery | Truth.of(bool(named or bucket.companions("aws_s3_bucket", by="logging").sure))


@policy(
    id="s3-bucket-without-access-log",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-17", "CUIMC-02", "STAN-06"),
    aliases=(
        "CKV_AWS_18",
        "AWS-0089",
        "f861041c-8c9f-4156-acfc-5e6e524f5884",
        "4552b71f-0a2a-4bc4-92dd-ed7ec1b4674c",
    ),
    resources=("aws_s3_bucket",),
    default=False,
)
def s3_bucket_without_access_log(bucket: Resource) -> Verdict:
    """Accesses to the S3 bucket are not logged.

    Nobody can tell what was read, by whom, before somebody noticed. Data events of CloudTrail serve as well, and a
    trail may stand elsewhere in the account. A bucket that takes logs is left out.

    Fix:
        Log accesses into another bucket.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/logging-with-S3.html
    """
    if bucket["logging"].written:
        return bucket["logging"].must_be_set()
    separate = bucket.companions("aws_s3_bucket_logging", by="bucket")
    logged = separate.must_exist("no logging configuration belongs to it", remedy="log accesses into another bucket")
    return logged.unless(_takes_logs(bucket))


@policy(
    id="s3-bucket-without-notifications",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-17",),
    aliases=("CKV2_AWS_62",),
    resources=("aws_s3_bucket",),
    default=False,
)
def s3_bucket_without_notifications(bucket: Resource) -> Verdict:
    """S3 bucket tells nobody of what happens to its objects.

    Notifications let a scanner look at uploads as they come, or a watcher see deletions. Most buckets need none.

    Fix:
        Add a notification configuration.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html
    """
    return bucket.companions("aws_s3_bucket_notification", by="bucket").must_exist(
        "no notification configuration belongs to it"
    )


@policy(
    id="s3-bucket-name-with-dot",
    severity=LOW,
    category=Category.HYGIENE,
    requirements=("CUIMC-25",),
    aliases=("AWS-0320",),
    resources=("aws_s3_bucket",),
    default=False,
)
def s3_bucket_name_with_dot(bucket: Resource) -> Verdict:
    """S3 bucket's name has a dot in it.

    The certificate of S3 does not cover such a name, so that clients which address the bucket as a host can not
    check it. Buckets that serve a website need the dots.

    Fix:
        Choose a name with hyphens.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    """
    name = bucket["bucket"]
    return name.must(~name.asks(lambda value: isinstance(value, str) and "." in value), "`{name}` has a dot in it")
