"""S3 buckets and CloudTrail: where trails are kept, and who records accesses to buckets and their objects."""

from collections.abc import Iterator

from groundrule.policy import (
    CRITICAL,
    LOW,
    MEDIUM,
    Attribute,
    Category,
    Resource,
    Truth,
    Verdict,
    all_true,
    any_true,
    policy,
    public_acls_ignored,
)

_PUBLIC_ACLS = ("public-read", "public-read-write", "website", "authenticated-read")
# where a service names the bucket that its logs are delivered into → the types that name it there
_DELIVERING = {
    "access_logs": ("aws_alb", "aws_elb", "aws_lb"),
    "log_destination": ("aws_flow_log",),
    "logging": ("aws_s3_bucket",),
    "logging_config": ("aws_cloudfront_distribution",),
    "s3_bucket_name": ("aws_cloudtrail", "aws_config_delivery_channel"),
}
_OBJECTS = "AWS::S3::Object"


@policy(
    id="cloudtrail-bucket-public",
    severity=CRITICAL,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03", "CUIMC-17"),
    aliases=("AWS-0161", "bd0088a5-c133-4b20-b129-ec9968b16ef3"),
    resources=("aws_s3_bucket",),
)
def cloudtrail_bucket_public(bucket: Resource) -> Iterator[Verdict]:
    """S3 bucket that holds a CloudTrail trail is public.

    The trail tells everybody which users, roles, addresses and resources there are, and what is watched. A public
    access block that ignores public lists takes the effect away.

    Fix:
        Remove the public access control list and add a public access block.

    Sources:
        https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
    """
    holds = bucket.companions("aws_cloudtrail", by="s3_bucket_name").exist
    if holds is Truth.FALSE:
        return
    for listed in (bucket, *bucket.companions("aws_s3_bucket_acl", by="bucket")):
        verdict = listed["acl"].must_not_be_one_of(*_PUBLIC_ACLS)
        yield verdict.unless(public_acls_ignored(bucket)).when(holds)


@policy(
    id="cloudtrail-bucket-not-logged",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-17", "STAN-06"),
    aliases=("AWS-0163", "ee9e50e8-b2ed-4176-ad42-8fc0cf7593f4", "c3ce69fd-e3df-49c6-be78-1db3f802261c"),
    resources=("aws_s3_bucket",),
    default=False,
)
def cloudtrail_bucket_not_logged(bucket: Resource) -> Verdict | None:
    """Accesses to the S3 bucket that holds a CloudTrail trail are not logged.

    Nobody can tell who read the trail, or tried to delete it.

    Fix:
        Log accesses to the bucket into another one.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-7
    """
    holds = bucket.companions("aws_cloudtrail", by="s3_bucket_name").exist
    if holds is Truth.FALSE:
        return None
    separate = bucket.companions("aws_s3_bucket_logging", by="bucket")
    logged = separate.must_exist("no logging configuration belongs to it", remedy="log accesses into another bucket")
    return (bucket["logging"].must_be_set() | logged).when(holds)


@policy(
    id="cloudtrail-data-events-partial",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-17", "STAN-06"),
    aliases=("AWS-0171", "AWS-0172", "a8fc2180-b3ac-4c93-bd0d-a55b974e4b07"),
    resources=("aws_cloudtrail",),
    default=False,
)
def cloudtrail_data_events_partial(trail: Resource) -> Iterator[Verdict]:
    """CloudTrail trail records only reads or only writes of S3 objects.

    A theft of data is a read, its destruction a write; a trail that records one of them misses the other. A
    selector that says nothing records both, though some linters report it.

    Fix:
        Set `read_write_type` to `All`; in an advanced selector leave out `readOnly`.

    Sources:
        https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
    """
    yield from trail["event_selector"].each(
        lambda selector: selector["read_write_type"].must_be("All").when(_of_objects(selector))
    )
    yield from trail["advanced_event_selector"].each(
        lambda selector: selector.must(~_of_one_kind(selector), "`{name}` records only reads or only writes").when(
            _of_objects_advanced(selector)
        )
    )


@policy(
    id="s3-object-access-not-recorded",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-17", "STAN-06"),
    aliases=("AWS-0171", "AWS-0172"),
    resources=("aws_s3_bucket",),
    default=False,
)
def s3_object_access_not_recorded(bucket: Resource) -> Verdict | None:
    """No trail of this root records who reads and writes the objects of the S3 bucket.

    A trail records what happens to buckets by itself, but what happens to objects only where a selector asks for
    it. A trail elsewhere in the account may do so. A bucket that holds a trail is left out: recording it would
    feed the trail with itself.

    Fix:
        Add an event selector for `AWS::S3::Object` that covers the bucket to a trail.

    Sources:
        https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-22
    """
    holds = bucket.companions("aws_cloudtrail", by="s3_bucket_name").exist
    if holds is Truth.TRUE:
        return None
    recorded = any_true(_records(trail, bucket) for trail in bucket.others("aws_cloudtrail"))
    return bucket.decide(recorded, "no trail of this root records accesses to its objects").unless(holds)


def _parts(attribute: Attribute) -> list[Attribute]:
    """The elements of a list or of repeated blocks."""
    return [attribute[index] for index in range(len(attribute.data))] if isinstance(attribute.data, list) else []


def _of_objects(selector: Attribute) -> Truth:
    return any_true(resource["type"].is_(_OBJECTS) for resource in _parts(selector["data_resource"]))


def _of_objects_advanced(selector: Attribute) -> Truth:
    fields = _parts(selector["field_selector"])
    return any_true(field["field"].is_("resources.type") & field["equals"].contains(_OBJECTS) for field in fields)


def _of_one_kind(selector: Attribute) -> Truth:
    return any_true(field["field"].is_("readOnly") for field in _parts(selector["field_selector"]))


def _records(trail: Resource, bucket: Resource) -> Truth:
    """Whether a trail records reads and writes of a bucket's objects."""
    basic = (
        selector["read_write_type"].is_("All")
        & any_true(_selects(resource, bucket) for resource in _parts(selector["data_resource"]))
        for selector in _parts(trail["event_selector"])
    )
    advanced = (
        _of_objects_advanced(selector) & ~_of_one_kind(selector) & _selects_advanced(selector, bucket)
        for selector in _parts(trail["advanced_event_selector"])
    )
    return any_true((*basic, *advanced))


def _selects(resource: Attribute, bucket: Resource) -> Truth:
    return resource["type"].is_(_OBJECTS) & any_true(_covers(arn, bucket) for arn in _parts(resource["values"]))


def _selects_advanced(selector: Attribute, bucket: Resource) -> Truth:
    """Whether the conditions of a selector on the ARN, if it has any, let a bucket's objects through."""
    return all_true(
        ~field["field"].is_("resources.ARN") | any_true(_covers(arn, bucket) for arn in _parts(field["starts_with"]))
        for field in _parts(selector["field_selector"])
    )


def _covers(arn: Attribute, bucket: Resource) -> Truth:
    """Whether the beginning of an ARN covers a bucket's objects."""
    named = arn.targets("aws_s3_bucket")
    if named:
        return Truth.of(bucket in named)
    name = bucket["bucket"].text
    own = (f"arn:aws:s3:::{name}/",) if name else ()
    return arn.is_one_of(("arn:aws:s3", "arn:aws:s3:::", *own))


def _takes_logs(bucket: Resource) -> Truth:
    """Whether logs are delivered into a bucket: by S3 itself, or by a service that names it."""
    lists = (bucket, *bucket.companions("aws_s3_bucket_acl", by="bucket"))
    delivery = any_true(listed["acl"].is_("log-delivery-write") for listed in lists)
    named = bucket.companions("aws_s3_bucket_logging", by="target_bucket").sure
    # blocks name the target somewhere inside, so that only references to it are sure
    given = any(bucket.companions(*types, by=by).sure for by, types in _DELIVERING.items())
    return delivery | Truth.of(bool(named) or given)


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

    Nobody can tell what was read, by whom, before somebody noticed. Data events of CloudTrail serve as well; a trail of
    the same root is seen, one elsewhere in the account is not. A bucket that takes logs is left out.

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
    recorded = any_true(_records(trail, bucket) for trail in bucket.others("aws_cloudtrail"))
    return logged.unless(_takes_logs(bucket) | recorded)
