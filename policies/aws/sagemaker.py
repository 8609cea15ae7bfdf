"""Amazon SageMaker."""

from groundrule.policy import LOW, Category, Resource, Verdict, must_be_customer_key, policy


@policy(
    id="sagemaker-endpoint-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_98", "58b35504-0287-4154-bf69-02c0573deab8", "44034eda-1c3f-486a-831d-e09a7dd94354"),
    resources=("aws_sagemaker_endpoint_configuration",),
    default=False,
)
def sagemaker_endpoint_without_customer_key(endpoint: Resource) -> Verdict:
    """SageMaker endpoint storage is not encrypted with a customer-managed key.

    The volumes of the instances that host a model hold the model and what is sent to it. Only a key of
    your own lets you decide, and log, who can decrypt them.

    Fix:
        Set `kms_key_arn` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest.html
    """
    return must_be_customer_key(endpoint["kms_key_arn"])


@policy(
    id="sagemaker-notebook-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=(
        "CKV_AWS_22",
        "CKV_AWS_187",
        "f3674e0c-f6be-43fa-b71c-bf346d1aed99",
        "709e6da6-fa1f-44cc-8f17-7f25f96dadbe",
    ),
    resources=("aws_sagemaker_notebook_instance", "aws_sagemaker_domain"),
    default=False,
)
def sagemaker_notebook_without_customer_key(notebook: Resource) -> Verdict:
    """SageMaker notebook or domain is not encrypted with a customer-managed key.

    Notebooks hold copies of the data that is worked on. Only a key of your own lets you decide, and log,
    who can decrypt them.

    Fix:
        Set `kms_key_id` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest.html
    """
    return must_be_customer_key(notebook["kms_key_id"])
