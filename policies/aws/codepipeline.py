"""AWS CodePipeline."""

from collections.abc import Iterator

from groundrule.policy import LOW, Attribute, Category, Resource, Verdict, must_be_customer_key, policy


@policy(
    id="codepipeline-artifacts-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_219",),
    resources=("aws_codepipeline",),
    default=False,
)
def codepipeline_artifacts_without_customer_key(pipeline: Resource) -> Iterator[Verdict]:
    """CodePipeline artifacts are not encrypted with a customer-managed key.

    Only with a key of your own can you say who may use it, see its use and take it away.

    Fix:
        Name a key of your own in the `encryption_key` of each `artifact_store`.

    Sources:
        https://docs.aws.amazon.com/codepipeline/latest/userguide/S3-artifact-encryption.html
    """
    yield from pipeline["artifact_store"].each(_has_customer_key)
    # CloudFormation keeps the stores of pipelines over several regions apart
    yield from pipeline["artifact_stores"].each(lambda entry: _has_customer_key(entry["artifact_store"]))


def _has_customer_key(store: Attribute) -> Verdict:
    return must_be_customer_key(store["encryption_key"]["id"])
