"""Amazon API Gateway: who may call."""

from groundrule.policy import MEDIUM, Category, Resource, Verdict, any_true, policy


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
    excused = any_true([method["http_method"].is_("OPTIONS"), method["api_key_required"].is_(expected=True), *private])
    return method["authorization"].must_not_be_one_of("NONE").unless(excused)
