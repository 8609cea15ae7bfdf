"""Amazon API Gateway: who may call."""

from collections.abc import Iterator

from groundrule.policy import (
    HIGH,
    LOW,
    MEDIUM,
    Category,
    Resource,
    Truth,
    Verdict,
    all_true,
    any_true,
    must_not_be_public,
    policy,
    statements,
)


@policy(
    id="apigw-method-open",
    severity=MEDIUM,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03", "CUIMC-20"),
    aliases=(
        "CKV_AWS_59",
        "CKV2_AWS_70",
        "AWS-0004",
        "15ccec05-5476-4890-ad19-53991eba1db8",
        "1056dfbb-5802-4762-bf2b-8b9b9684b1b0",
    ),
    resources=("aws_api_gateway_method",),
)
def apigw_method_open(method: Resource) -> Verdict:
    """API Gateway method can be called by everybody.

    Nobody is asked who they are before the method runs. Pre-flight requests (`OPTIONS`) have to be open;
    a private API is reached from its network only, and an API key at least tells callers apart.

    Fix:
        Set `authorization` to `AWS_IAM`, `COGNITO_USER_POOLS` or `CUSTOM`.

    Sources:
        https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html
    """
    private = [
        api["endpoint_configuration"]["types"].contains("PRIVATE")
        for api in method["rest_api_id"].targets("aws_api_gateway_rest_api")
    ]
    excused = any_true([_is_preflight(method), method["api_key_required"].is_(expected=True), *private])
    return method["authorization"].must_not_be_one_of("NONE").unless(excused)


@policy(
    id="apigw-route-open",
    severity=MEDIUM,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03", "CUIMC-20"),
    aliases=("CKV_AWS_309",),
    resources=("aws_apigatewayv2_route",),
)
def apigw_route_open(route: Resource) -> Verdict:
    """Route of an HTTP or WebSocket API can be called by everybody.

    Nobody is asked who they are before the route runs. Pre-flight requests (`OPTIONS`) have to be open, and a
    WebSocket API asks only when a client connects.

    Fix:
        Set `authorization_type` to `JWT`, `AWS_IAM` or `CUSTOM`.

    Sources:
        https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html
        https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-control-access.html
    """
    socket = any_true(api["protocol_type"].is_("WEBSOCKET") for api in route["api_id"].targets("aws_apigatewayv2_api"))
    later = route["route_key"].asks(lambda value: isinstance(value, str) and value != "$connect")
    return route["authorization_type"].must_not_be("NONE").unless(_is_preflight(route) | (socket & later))


def _is_preflight(called: Resource) -> Truth:
    """Whether a method or route serves pre-flight requests only."""
    key = called["route_key"].asks(lambda value: isinstance(value, str) and value.startswith("OPTIONS "))
    return called["http_method"].is_("OPTIONS") | key


@policy(
    id="apigw-api-without-authorizer",
    severity=MEDIUM,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03", "CUIMC-20"),
    aliases=("0a96ce49-4163-4ee6-8169-eb3b0797d694", "7fd0d461-5b8c-4815-898c-f2b4b117eb28"),
    resources=("aws_api_gateway_rest_api", "aws_apigatewayv2_api"),
    default=False,
)
def apigw_api_without_authorizer(api: Resource) -> Verdict:
    """API has no authorizer.

    Without an authorizer the API can't ask callers who they are, unless every one of its methods asks for an IAM
    signature (pre-flight requests, `OPTIONS`, carry none). An API that is described by an OpenAPI document may have
    its authorizers there.

    Fix:
        Add an authorizer, or set `authorization` to `AWS_IAM` on each method.

    Sources:
        https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html
    """
    modern = api.type == "aws_apigatewayv2_api"
    by = "api_id" if modern else "rest_api_id"
    authorizers = api.companions("aws_apigatewayv2_authorizer" if modern else "aws_api_gateway_authorizer", by=by)
    callable_ = list(api.companions("aws_apigatewayv2_route" if modern else "aws_api_gateway_method", by=by))
    kind = "authorization_type" if modern else "authorization"
    asks = [item[kind].is_("AWS_IAM") | _is_preflight(item) for item in callable_]
    signed = all_true(asks) if asks else Truth.FALSE
    document = api["body"].decoded()
    described = document["securityDefinitions"].is_set() | document["components"]["securitySchemes"].is_set()
    return authorizers.must_exist("no authorizer names this API", remedy="add an authorizer").unless(
        signed | described, api["body"].why_unknown
    )


@policy(
    id="apigw-policy-public",
    severity=HIGH,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03", "CUIMC-08"),
    aliases=("b161c11b-a59b-4431-9a29-4e19f63e6b27",),
    resources=("aws_api_gateway_rest_api_policy", "aws_api_gateway_rest_api"),
)
def apigw_policy_public(api: Resource) -> Iterator[Verdict]:
    """Resource policy of an API lets everybody in.

    A resource policy is there to say who may call; one that lets everybody in says nothing. The pattern of AWS's
    own examples, an Allow for everybody beside a Deny with a condition, is well.

    Fix:
        Name the accounts or roles, add a condition that pins the callers, or deny all others.

    Sources:
        https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html
    """
    denied = any_true(
        item.at["Effect"].is_("Deny") & item.principals & item.at["Condition"].is_set()
        for item in statements(api["policy"])
    )
    for verdict in must_not_be_public(api["policy"]):
        yield verdict.unless(denied)


@policy(
    id="apigw-endpoint-public",
    severity=MEDIUM,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20",),
    aliases=(
        "6b2739db-9c49-4db7-b980-7816e0c248c1",
        "4a8daf95-709d-4a36-9132-d3e19878fa34",
        "6b5b0313-771b-4319-ad7a-122ee78700ef",
    ),
    resources=("aws_api_gateway_rest_api",),
    default=False,
)
def apigw_endpoint_public(api: Resource) -> Verdict:
    """REST API is reached from the internet.

    An API that serves only your own network need not be reachable from everywhere. The default is an endpoint at the
    edge of AWS's network. A serverless API takes its type from `Type`; a `Types` that is written there makes nothing
    private.

    Fix:
        Set the type of the endpoint to `PRIVATE` and reach it by a VPC endpoint.

    Sources:
        https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html
    """
    return api["endpoint_configuration"]["types"].must_contain("PRIVATE")


@policy(
    id="apigw-method-without-api-key",
    severity=LOW,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20",),
    aliases=("671211c5-5d2a-4e97-8867-30fc28b02216", "3641d5b4-d339-4bc2-bfb9-208fe8d3477f"),
    resources=("aws_api_gateway_method",),
    default=False,
)
def apigw_method_without_api_key(method: Resource) -> Verdict:
    """API Gateway method asks for no API key.

    Keys tell callers apart and let a usage plan limit each. They are no authorization. Pre-flight requests
    (`OPTIONS`) can't carry one.

    Fix:
        Set `api_key_required` to true.

    Sources:
        https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
    """
    return method["api_key_required"].must_be(True).unless(method["http_method"].is_("OPTIONS"))


@policy(
    id="apigw-method-unvalidated",
    severity=LOW,
    category=Category.PATCHING,
    requirements=("CUIMC-09",),
    aliases=("CKV2_AWS_53",),
    resources=("aws_api_gateway_method",),
    default=False,
)
def apigw_method_unvalidated(method: Resource) -> Verdict:
    """API Gateway method passes requests on unvalidated.

    With a validator malformed requests are refused before the backend sees them. Pre-flight requests (`OPTIONS`)
    need none.

    Fix:
        Set `request_validator_id`.

    Sources:
        https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
    """
    return method["request_validator_id"].must_be_set().unless(method["http_method"].is_("OPTIONS"))
