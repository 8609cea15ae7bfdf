"""Amazon S3: access over TLS."""

from groundrule.policy import MEDIUM, Category, Resource, Verdict, denies_plain_http, policy


@policy(
    id="s3-plain-http-allowed",
    severity=MEDIUM,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=("CKV_AWS_379", "4bc4dd4c-7d8d-405e-a0fb-57fa4c31b4d9", "38c64e76-c71e-4d92-a337-60174d1de1c9"),
    resources=("aws_s3_bucket",),
    default=False,
)
def s3_plain_http_allowed(bucket: Resource) -> Verdict:
    """S3 bucket takes requests over plain HTTP.

    S3 answers over HTTP as well as HTTPS; only a policy that denies whatever does not come over TLS keeps
    data and signatures from being read on the way. The bucket is judged, public or not; some linters report a public
    access control list in its stead.

    Fix:
        Add a statement that denies `s3:*` to everybody where `aws:SecureTransport` is false.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
    """
    policies = bucket.companions("aws_s3_bucket_policy", by="bucket")
    remedy = "deny requests for which `aws:SecureTransport` is false"

    def judge(resource: Resource) -> Verdict:
        document = resource["policy"]
        return document.must(denies_plain_http(document), "`{name}` does not deny plain HTTP", remedy=remedy)

    if bucket["policy"].written:
        return judge(bucket)
    return policies.any(judge, "it has no policy that denies plain HTTP", remedy=remedy)
