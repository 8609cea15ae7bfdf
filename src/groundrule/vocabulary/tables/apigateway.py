"""API Gateway: REST."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Companion, Row

ROWS: Final[dict[str, Row]] = {
    "AWS::ApiGateway::Authorizer": Row("aws_api_gateway_authorizer"),
    "AWS::ApiGateway::DomainName": Row("aws_api_gateway_domain_name"),
    "AWS::ApiGateway::Method": Row(
        "aws_api_gateway_method",
        names={"AuthorizationType": "authorization", "ApiKeyRequired": "api_key_required"},
    ),
    "AWS::ApiGateway::RestApi": Row("aws_api_gateway_rest_api"),
    "AWS::ApiGateway::UsagePlan": Row("aws_api_gateway_usage_plan"),
    "AWS::ApiGateway::Stage": Row(
        "aws_api_gateway_stage",
        names={"TracingEnabled": "xray_tracing_enabled", "AccessLogSetting": "access_log_settings"},
        companions=(
            Companion("aws_api_gateway_method_settings", "MethodSettings", "stage_name", {"settings": ""}, each=True),
        ),
    ),
    "AWS::ApiGateway::Deployment": Row(
        "aws_api_gateway_deployment",
        companions=(
            Companion(
                "aws_api_gateway_method_settings",
                "StageDescription",
                "stage_name",
                {"settings": ""},
            ),
        ),
    ),
}
