"""Amazon S3: notifications and names of buckets."""

from groundrule.policy import LOW, Category, Resource, Verdict, policy


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
