"""AWS CloudTrail."""

from groundrule.policy import LOW, Category, Resource, Verdict, must_be_customer_key, policy


@policy(
    id="cloudtrail-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "CUIMC-17"),
    aliases=(
        "CKV_AWS_35",
        "AWS-0015",
        "5d9e3164-9265-470c-9a10-57ae454ac0c7",
        "050a9ba8-d1cb-4c61-a5e8-8805a70d3b85",
    ),
    resources=("aws_cloudtrail",),
    default=False,
)
def cloudtrail_without_customer_key(trail: Resource) -> Verdict:
    """CloudTrail logs are not encrypted with a customer-managed key.

    Logs are encrypted by S3 anyway. With a key of your own, reading the trail takes a permission on the
    key besides one on the bucket.

    Fix:
        Set `kms_key_id` to a key of your own whose policy lets CloudTrail use it.

    Sources:
        https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html
    """
    return must_be_customer_key(trail["kms_key_id"])
