"""Amazon SageMaker: endpoints, models and jobs."""

from collections.abc import Iterator

from groundrule.policy import LOW, MEDIUM, Category, Resource, Verdict, must_be_customer_key, policy


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


@policy(
    id="sagemaker-quality-job-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_367", "CKV_AWS_368"),
    resources=("aws_sagemaker_data_quality_job_definition",),
    default=False,
)
def sagemaker_quality_job_without_customer_key(job: Resource) -> Iterator[Verdict]:
    """SageMaker data quality job's output or volumes are not encrypted with a customer-managed key.

    Both hold copies of the data that a model is given. Only a key of your own lets you decide, and log, who can
    decrypt them.

    Fix:
        Set `kms_key_id` of the output and `volume_kms_key_id` of the cluster to keys of your own.

    Sources:
        https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateDataQualityJobDefinition.html
    """
    yield must_be_customer_key(job["data_quality_job_output_config"]["kms_key_id"])
    yield must_be_customer_key(job["job_resources"]["cluster_config"]["volume_kms_key_id"])


@policy(
    id="sagemaker-quality-job-in-transit-unencrypted",
    severity=MEDIUM,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=("CKV_AWS_369",),
    resources=("aws_sagemaker_data_quality_job_definition",),
    default=False,
)
def sagemaker_quality_job_in_transit_unencrypted(job: Resource) -> Verdict:
    """SageMaker data quality job's containers exchange data in the clear.

    It matters for jobs on several instances: those exchange parts of the data over the network.

    Fix:
        Set `enable_inter_container_traffic_encryption` in `network_config` to true.

    Sources:
        https://docs.aws.amazon.com/sagemaker/latest/dg/train-encrypt.html
    """
    return job["network_config"]["enable_inter_container_traffic_encryption"].must_be(True)


@policy(
    id="sagemaker-flow-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_372",),
    resources=("aws_sagemaker_flow_definition",),
    default=False,
)
def sagemaker_flow_without_customer_key(flow: Resource) -> Verdict:
    """SageMaker flow definition's output is not encrypted with a customer-managed key.

    What people answered about the data is stored with the key of the bucket, which S3 manages by default.

    Fix:
        Set `kms_key_id` in `output_config` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_FlowDefinitionOutputConfig.html
    """
    return must_be_customer_key(flow["output_config"]["kms_key_id"])


@policy(
    id="sagemaker-model-networked",
    severity=MEDIUM,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20",),
    aliases=("CKV_AWS_370",),
    resources=("aws_sagemaker_model",),
    default=False,
)
def sagemaker_model_networked(model: Resource) -> Verdict:
    """SageMaker model's containers can reach the network.

    A model that was tampered with can carry away what it is given. Most models need no network to answer; some
    call other services.

    Fix:
        Set `enable_network_isolation` to true.

    Sources:
        https://docs.aws.amazon.com/sagemaker/latest/dg/mkt-algo-model-internet-free.html
    """
    return model["enable_network_isolation"].must_be(True)
