"""Amazon SageMaker AI."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::SageMaker::DataQualityJobDefinition": Row("aws_sagemaker_data_quality_job_definition"),
    "AWS::SageMaker::Domain": Row("aws_sagemaker_domain"),
    "AWS::SageMaker::EndpointConfig": Row("aws_sagemaker_endpoint_configuration", {"kms_key_arn": "KmsKeyId"}),
    "AWS::SageMaker::Model": Row("aws_sagemaker_model"),
    "AWS::SageMaker::NotebookInstance": Row("aws_sagemaker_notebook_instance"),
}
