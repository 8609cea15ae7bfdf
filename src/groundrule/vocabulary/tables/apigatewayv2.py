"""API Gateway: HTTP and WebSocket."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::ApiGatewayV2::DomainName": Row(
        "aws_apigatewayv2_domain_name", {"domain_name_configuration": "DomainNameConfigurations"}
    ),
    "AWS::ApiGatewayV2::Authorizer": Row("aws_apigatewayv2_authorizer"),
    "AWS::ApiGatewayV2::Route": Row("aws_apigatewayv2_route"),
    "AWS::ApiGatewayV2::Stage": Row("aws_apigatewayv2_stage"),
    "AWS::ApiGatewayV2::Api": Row("aws_apigatewayv2_api"),
}
