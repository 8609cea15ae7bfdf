"""AWS SAM."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Companion, Row

ROWS: Final[dict[str, Row]] = {
    "AWS::Serverless::Api": Row(
        "aws_api_gateway_stage",
        names={"TracingEnabled": "xray_tracing_enabled", "AccessLogSetting": "access_log_settings"},
        companions=(
            Companion("aws_api_gateway_method_settings", "MethodSettings", "stage_name", {"settings": ""}, each=True),
        ),
    ),
    "AWS::Serverless::HttpApi": Row("aws_apigatewayv2_stage"),
    "AWS::Serverless::Function": Row(
        "aws_lambda_function",
        {"dead_letter_config": "DeadLetterQueue"},
        companions=(
            Companion(
                "aws_lambda_function_url",
                "FunctionUrlConfig",
                "function_name",
                {"authorization_type": "AuthType", "cors": "Cors"},
            ),
        ),
    ),
    "AWS::Serverless::SimpleTable": Row("aws_dynamodb_table", {"server_side_encryption": "SSESpecification"}),
    "AWS::Serverless::StateMachine": Row(
        "aws_sfn_state_machine",
        {"logging_configuration": "Logging", "tracing_configuration": "Tracing"},
        names={"Destinations": "log_destination"},
    ),
}
