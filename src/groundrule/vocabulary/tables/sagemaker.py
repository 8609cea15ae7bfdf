"""Amazon SageMaker AI."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::SageMaker::Domain": Row("aws_sagemaker_domain"),
    "AWS::SageMaker::EndpointConfig": Row("aws_sagemaker_endpoint_configuration", {"kms_key_arn": "KmsKeyId"}),
    "AWS::SageMaker::NotebookInstance": Row("aws_sagemaker_notebook_instance"),
}
