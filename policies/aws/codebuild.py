"""AWS CodeBuild."""

from collections.abc import Iterator

from groundrule.policy import HIGH, LOW, Attribute, Category, Resource, Verdict, must_be_customer_key, policy


def _is_encrypted(artifacts: Attribute) -> Verdict:
    leaves_none = artifacts["type"].is_("NO_ARTIFACTS")
    return artifacts["encryption_disabled"].must_not_be(True).unless(leaves_none)


@policy(
    id="codebuild-artifacts-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_78", "AWS-0018"),
    resources=("aws_codebuild_project",),
)
def codebuild_artifacts_unencrypted(project: Resource) -> Iterator[Verdict]:
    """CodeBuild artifacts are stored unencrypted.

    What a build leaves in S3 can hold source and settings. Encryption is on unless a project switches it
    off.

    Fix:
        Remove `encryption_disabled`.

    Sources:
        https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ProjectArtifacts.html
    """
    for block in ("artifacts", "secondary_artifacts"):
        yield from project[block].each(_is_encrypted)


@policy(
    id="codebuild-project-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_147", "3deec14b-03d2-4d27-9670-7d79322e3340", "d7467bb6-3ed1-4c82-8095-5e7a818d0aad"),
    resources=("aws_codebuild_project",),
    default=False,
)
def codebuild_project_without_customer_key(project: Resource) -> Verdict:
    """CodeBuild output is not encrypted with a customer-managed key.

    Without a key of its own a project encrypts its output with the key that AWS manages for S3. Projects
    that leave no artifacts need none.

    Fix:
        Set `encryption_key` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/codebuild/latest/userguide/security-encryption.html
    """
    leaves_none = project["artifacts"]["type"].is_("NO_ARTIFACTS")
    return must_be_customer_key(project["encryption_key"]).unless(leaves_none)
