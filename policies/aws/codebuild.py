"""AWS CodeBuild."""

from collections.abc import Iterator

from groundrule.policy import HIGH, LOW, MEDIUM, Attribute, Category, Resource, Verdict, must_be_customer_key, policy


def _is_encrypted(artifacts: Attribute) -> Verdict:
    leaves_none = artifacts["type"].is_("NO_ARTIFACTS")
    return artifacts["encryption_disabled"].must_not_be(True).unless(leaves_none)


@policy(
    id="codebuild-artifacts-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "STAN-05"),
    aliases=("CKV_AWS_78", "AWS-0018"),
    resources=("aws_codebuild_project",),
)
def codebuild_artifacts_unencrypted(project: Resource) -> Iterator[Verdict]:
    """CodeBuild artifacts are stored unencrypted.

    What a build leaves in S3 can hold source and settings. Encryption is on unless a project switches it
    off. Where the type of the artifacts is not known, nobody knows whether there are any.

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


@policy(
    id="codebuild-unlogged",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-17",),
    aliases=("CKV_AWS_314",),
    resources=("aws_codebuild_project",),
)
def codebuild_unlogged(project: Resource) -> Verdict:
    """CodeBuild project keeps no log of its builds.

    Nobody can tell afterwards what a build did. A project that says nothing of logs writes them to CloudWatch Logs, so
    that it takes a written `DISABLED` to be without any.

    Fix:
        Set the `status` of `cloudwatch_logs` or of `s3_logs` to `ENABLED`.

    Sources:
        https://docs.aws.amazon.com/codebuild/latest/userguide/getting-started-create-build-project-console.html
        https://docs.aws.amazon.com/codebuild/latest/APIReference/API_LogsConfig.html
    """
    logs = project["logs_config"]
    return logs["cloudwatch_logs"]["status"].must_not_be("DISABLED") | logs["s3_logs"]["status"].must_be("ENABLED")


@policy(
    id="codebuild-log-unencrypted",
    severity=MEDIUM,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "STAN-05"),
    aliases=("CKV_AWS_311",),
    resources=("aws_codebuild_project",),
)
def codebuild_log_unencrypted(project: Resource) -> Verdict:
    """CodeBuild stores its logs in S3 unencrypted.

    Logs of builds hold names, settings and now and then a secret. Encryption is on unless a project switches it off.

    Fix:
        Remove `encryption_disabled`.

    Sources:
        https://docs.aws.amazon.com/codebuild/latest/APIReference/API_S3LogsConfig.html
    """
    return project["logs_config"]["s3_logs"]["encryption_disabled"].must_not_be(True)


@policy(
    id="codebuild-privileged",
    severity=MEDIUM,
    category=Category.PATCHING,
    requirements=("CUIMC-08", "CUIMC-28"),
    aliases=("CKV_AWS_316",),
    resources=("aws_codebuild_project",),
    default=False,
)
def codebuild_privileged(project: Resource) -> Verdict:
    """CodeBuild runs builds in privileged mode.

    A build then has the host's devices in reach, and what it downloads has them too. Building container images needs
    the mode; nothing else does.

    Fix:
        Remove `privileged_mode` where no images are built.

    Sources:
        https://docs.aws.amazon.com/codebuild/latest/userguide/change-project.html
        https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ProjectEnvironment.html
    """
    return project["environment"]["privileged_mode"].must_not_be(True)
