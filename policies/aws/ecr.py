"""Amazon Elastic Container Registry."""

from groundrule.policy import LOW, Category, Resource, Verdict, policy


@policy(
    id="ecr-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_136", "AWS-0033", "0e32d561-4b5a-4664-a6e3-a3fa85649157"),
    resources=("aws_ecr_repository",),
    default=False,
)
def ecr_without_customer_key(repository: Resource) -> Verdict:
    """ECR repository is not encrypted with a KMS key.

    Images are always encrypted, by default with keys of S3. A KMS key lets you decide, and log, who can
    decrypt.

    Fix:
        Set `encryption_type` to `KMS`.

    Sources:
        https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
    """
    return repository["encryption_configuration"]["encryption_type"].must_be_one_of("KMS", "KMS_DSSE")
