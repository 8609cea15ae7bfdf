"""Amazon S3: who is let in by ways other than public lists and policies."""

from collections.abc import Iterator

from groundrule.policy import LOW, MEDIUM, Attribute, Category, Resource, Verdict, all_true, policy

_METHODS = ("GET", "PUT", "POST", "DELETE", "HEAD")


@policy(
    id="s3-acls-in-force",
    severity=LOW,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-03", "CUIMC-08"),
    aliases=("CKV2_AWS_65",),
    resources=("aws_s3_bucket_ownership_controls",),
    default=False,
)
def s3_acls_in_force(controls: Resource) -> Verdict:
    """S3 bucket heeds access control lists.

    Lists on single objects are seen in no policy. New buckets have heeded none since April 2023; few uses, such as
    the older logs of CloudFront, still need them.

    Fix:
        Set `object_ownership` to `BucketOwnerEnforced`.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
    """
    return controls["rule"]["object_ownership"].must_be("BucketOwnerEnforced")


@policy(
    id="s3-bucket-without-policy",
    severity=LOW,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08",),
    aliases=("37fa8188-738b-42c8-bf82-6334ea567738",),
    resources=("aws_s3_bucket",),
    default=False,
)
def s3_bucket_without_policy(bucket: Resource) -> Verdict:
    """S3 bucket has no policy.

    Only a policy on the bucket can forbid what permissions elsewhere allow: plain HTTP, other networks, other
    organisations.

    Fix:
        Add a bucket policy that denies what must never happen.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
    """
    if bucket["policy"].written:
        return bucket["policy"].must_be_set()
    policies = bucket.companions("aws_s3_bucket_policy", by="bucket")
    return policies.must_exist("no policy belongs to it", remedy="add a bucket policy")


@policy(
    id="s3-cors-any-origin",
    severity=MEDIUM,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03",),
    aliases=("98a8f708-121b-455b-ae2f-da3fb59d17e1", "3609d27c-3698-483a-9402-13af6ae80583"),
    resources=("aws_s3_bucket", "aws_s3_bucket_cors_configuration"),
)
def s3_cors_any_origin(resource: Resource) -> Iterator[Verdict]:
    """S3 bucket answers the scripts of every website.

    A page of anybody's can use the bucket through the browser of a user who may.

    Fix:
        Name the websites in `allowed_origins`.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html
    """
    yield from resource["cors_rule"].each(lambda rule: rule["allowed_origins"].must_not_contain("*"))


@policy(
    id="s3-cors-wide",
    severity=LOW,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03",),
    aliases=("98a8f708-121b-455b-ae2f-da3fb59d17e1", "3609d27c-3698-483a-9402-13af6ae80583"),
    resources=("aws_s3_bucket", "aws_s3_bucket_cors_configuration"),
    default=False,
)
def s3_cors_wide(resource: Resource) -> Iterator[Verdict]:
    """S3 bucket lets scripts of other websites send every header or use every method.

    The websites are named, yet a fault in one of them reaches further than it need.

    Fix:
        Name the headers and methods that are needed.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html
    """

    def judge(rule: Attribute) -> Verdict:
        methods = rule["allowed_methods"]
        every_method = all_true(methods.contains(method) for method in _METHODS)
        few = methods.must(~every_method, "`{name}` names every method")
        return rule["allowed_headers"].must_not_contain("*") & few

    yield from resource["cors_rule"].each(judge)


@policy(
    id="s3-bucket-serves-website",
    severity=LOW,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03",),
    aliases=("42bb6b7f-6d54-4428-b707-666f669d94fb", "90501b1b-cded-4cc1-9e8b-206b85cda317"),
    resources=("aws_s3_bucket", "aws_s3_bucket_website_configuration"),
    default=False,
)
def s3_bucket_serves_website(resource: Resource) -> Verdict | None:
    """S3 bucket serves a website.

    Such a bucket answers everybody, over plain HTTP only. It is reported even where that is what it is for.

    Fix:
        Serve the pages through CloudFront, with origin access control, and keep the bucket private.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html
        https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
    """
    if resource.type == "aws_s3_bucket":
        return resource["website"].must_not_be_set()
    return resource.deny("a website is configured")
