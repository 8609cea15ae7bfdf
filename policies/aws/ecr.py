"""Amazon Elastic Container Registry."""

from groundrule.policy import LOW, MEDIUM, Category, Resource, Verdict, any_true, policy


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


@policy(
    id="ecr-tags-mutable",
    severity=MEDIUM,
    category=Category.PATCHING,
    requirements=("CUIMC-28",),
    aliases=(
        "CKV_AWS_51",
        "AWS-0031",
        "d1846b12-20c5-4d45-8798-fc35b79268eb",
        "33f41d31-86b1-46a4-81f7-9c9a671f59ac",
    ),
    resources=("aws_ecr_repository",),
)
def ecr_tags_mutable(repository: Resource) -> Verdict:
    """ECR repository lets images be replaced under the same tag.

    Whoever can push can put another image in the place of the one that was tested, and nobody sees it.

    Fix:
        Set `image_tag_mutability` to `IMMUTABLE`, or to `IMMUTABLE_WITH_EXCLUSION` for tags that have to move.

    Sources:
        https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-2
    """
    return repository["image_tag_mutability"].must_be_one_of("IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION")


@policy(
    id="ecr-images-unscanned",
    severity=MEDIUM,
    category=Category.PATCHING,
    requirements=("CUIMC-10", "CUIMC-16", "CUIMC-28", "STAN-08"),
    aliases=(
        "CKV_AWS_163",
        "AWS-0030",
        "9630336b-3fed-4096-8173-b9afdfe346a7",
        "9025b2b3-e554-4842-ba87-db7aeec36d35",
    ),
    resources=("aws_ecr_repository",),
)
def ecr_images_unscanned(repository: Resource) -> Verdict:
    """ECR repository does not scan images when they are pushed.

    Known flaws in the packages of an image stay unnoticed until they are used. Scanning that is set for the
    whole registry counts as well.

    Fix:
        Set `scan_on_push` to true, or scan in the registry's configuration.

    Sources:
        https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-1
    """
    registry = any_true(
        configuration["rule"].is_set() for configuration in repository.others("aws_ecr_registry_scanning_configuration")
    )
    return repository["image_scanning_configuration"]["scan_on_push"].must_be(True).unless(registry)


@policy(
    id="ecr-policy-missing",
    severity=LOW,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08",),
    aliases=("69e7c320-b65d-41bb-be02-d63ecc0bcc9d",),
    resources=("aws_ecr_repository",),
    default=False,
)
def ecr_policy_missing(repository: Resource) -> Verdict:
    """ECR repository has no policy of its own.

    Who may pull and push is then left to the policies of users and roles alone, which is enough within one
    account.

    Fix:
        Add a repository policy that names who may pull and who may push.

    Sources:
        https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html
    """
    return repository.companions("aws_ecr_repository_policy", by="repository").must_exist(
        "it has no policy", remedy="add a repository policy"
    )


@policy(
    id="ecr-images-kept-for-ever",
    severity=LOW,
    category=Category.HYGIENE,
    requirements=("CUIMC-19",),
    resources=("aws_ecr_repository",),
    default=False,
)
def ecr_images_kept_for_ever(repository: Resource) -> Verdict:
    """ECR repository keeps every image for ever.

    Old images hold old software with its known holes, and perhaps data; nobody cleans a repository by hand.

    Fix:
        Add a lifecycle policy that lets old images expire.

    Sources:
        https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-3
    """
    return repository.companions("aws_ecr_lifecycle_policy", by="repository").must_exist(
        "no lifecycle policy belongs to it", remedy="add a lifecycle policy"
    )


@policy(
    id="ecr-repository-public",
    severity=MEDIUM,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03", "CUIMC-27"),
    resources=("aws_ecrpublic_repository",),
    default=False,
)
def ecr_repository_public(repository: Resource) -> Verdict:
    """ECR repository is a public one.

    Everybody can fetch its images, and with them the programs, settings and forgotten secrets that are in them.

    Fix:
        Use a private repository.

    Never unknown:
        The resource itself is the fault.

    Sources:
        https://docs.aws.amazon.com/AmazonECR/latest/public/public-repositories.html
    """
    return repository.deny("everybody can fetch its images", remedy="use a private repository")
