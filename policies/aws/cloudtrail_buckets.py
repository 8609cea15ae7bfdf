"""S3 buckets and CloudTrail: where trails are kept, and which buckets' objects they watch."""

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
_WATCHERS = ("aws_cloudwatch_log_metric_filter", "aws_cloudwatch_log_subscription_filter")
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


@policy(
    id="cloudtrail-without-data-events",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-17", "STAN-06"),
    resources=("aws_cloudtrail",),
    default=False,
)
def cloudtrail_without_data_events(trail: Resource) -> Verdict:
    """CloudTrail trail records no access to data.

    By itself a trail records who changes resources, not who reads and writes what is in them: nobody can tell
    afterwards which records were taken.

    Fix:
        Add an event selector with data events, for `AWS::S3::Object` at least.

    Sources:
        https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
    """

    def classic(selector: Attribute) -> Truth:
        return selector["data_resource"].is_set()

    def advanced(selector: Attribute) -> Truth:
        fields = _parts(selector["field_selector"])
        return any_true(field["field"].is_("eventCategory") & field["equals"].contains("Data") for field in fields)

    recorded = trail["event_selector"].has(classic) | trail["advanced_event_selector"].has(advanced)
    return trail.decide(recorded, "no selector of it asks for data events", remedy="add a selector for data events")


@policy(
    id="cloudtrail-watched-by-nobody",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-02",),
    resources=("aws_cloudtrail",),
    default=False,
)
def cloudtrail_watched_by_nobody(trail: Resource) -> Verdict | None:
    """Nothing looks at the log group of a CloudTrail trail.

    Without a metric filter or a subscription the events are stored and read by nobody: what they tell of is noticed
    afterwards. Only a trail whose log group stands in the same root is judged.

    Fix:
        Add a metric filter with an alarm, or a subscription filter that brings the events to an analyser.

    Sources:
        https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html
        https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
    """
    groups = trail["cloud_watch_logs_group_arn"].targets("aws_cloudwatch_log_group")
    if not groups:
        return None
    watched = any_true(group.companions(*_WATCHERS, by="log_group_name").exist for group in groups)
    elsewhere = Truth.FALSE if trail.root_is_complete else Truth.UNKNOWN
    return trail["cloud_watch_logs_group_arn"].decide(
        watched | elsewhere, "no metric or subscription filter looks at it", remedy="add a metric filter with an alarm"
    )
