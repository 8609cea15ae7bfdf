"""Amazon API Gateway."""

from groundrule.policy import HIGH, LOW, TLS_FLOOR, Category, Resource, Verdict, policy

# the lowest version that may be offered → how the names of the policies begin that offer nothing older
_MODERN = {
    "1.2": ("TLS_1_2", "TLS_1_3", "SecurityPolicy_TLS12", "SecurityPolicy_TLS13"),
    "1.3": ("TLS_1_3", "SecurityPolicy_TLS13_1_3", "SecurityPolicy_TLS13_2025"),
}
_NEWEST = {"1.2": "TLS_1_2", "1.3": "SecurityPolicy_TLS13_1_3_2025_09"}


@policy(
    id="apigw-cache-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "STAN-05"),
    aliases=(
        "CKV_AWS_308",
        "AWS-0002",
        "AWS-0110",
        "b7c9a40c-23e4-4a2d-8d39-a3352f10f288",
        "37cca703-b74c-48ba-ac81-595b53398e9b",
    ),
    resources=("aws_api_gateway_method_settings",),
)
def apigw_cache_unencrypted(method: Resource) -> Verdict:
    """API Gateway cache is stored unencrypted.

    Cached answers are copies of the data.

    Fix:
        Set `cache_data_encrypted` to true.

    Sources:
        https://docs.aws.amazon.com/apigateway/latest/developerguide/data-protection-encryption.html
    """
    settings = method["settings"]
    return settings["cache_data_encrypted"].must_be(True).when(settings["caching_enabled"].is_(True))


@policy(
    id="apigw-domain-old-tls",
    severity=HIGH,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    parameters=(TLS_FLOOR,),
    aliases=(
        "CKV_AWS_206",
        "AWS-0005",
        "AWS-0112",
        "4e1cc5d3-2811-4fb2-861c-ee9b3cb7f90b",
        "8275fab0-68ec-4705-bbf4-86975edb170e",
    ),
    resources=("aws_api_gateway_domain_name", "aws_apigatewayv2_domain_name"),
)
def apigw_domain_old_tls(domain: Resource) -> Verdict:
    """API Gateway domain accepts TLS older than 1.2, or than what the profile allows.

    TLS 1.0 has known weaknesses. It has to be ruled out by name, and HTTP and WebSocket APIs accept
    nothing else than TLS 1.2. A profile may ask for TLS 1.3 of REST APIs in `tls-floor`.

    Fix:
        Set `security_policy` to `TLS_1_2`.

    Sources:
        https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html
    """
    configuration = domain["domain_name_configuration"] if domain.type.startswith("aws_apigatewayv2") else domain
    security = configuration["security_policy"]
    floor = domain.parameter(TLS_FLOOR) if configuration is domain else "1.2"
    modern = security.asks(lambda value: isinstance(value, str) and value.startswith(_MODERN[floor]))
    newest = _NEWEST[floor]
    return security.must(modern, expected=f"`{newest}` or later", remedy=f"set `{{name}}` to `{newest}`")


@policy(
    id="apigw-stage-without-client-certificate",
    severity=LOW,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=("CKV2_AWS_51", "0b4869fc-a842-4597-aa00-1294df425440", "ed4c48b8-eccc-4881-95c1-09fdae23db25"),
    resources=("aws_api_gateway_stage",),
    default=False,
)
def apigw_stage_without_client_certificate(stage: Resource) -> Verdict:
    """API Gateway stage shows its backend no client certificate.

    With a certificate the backend can tell that a request really comes from the API.

    Fix:
        Set `client_certificate_id`.

    Sources:
        https://docs.aws.amazon.com/apigateway/latest/developerguide/getting-started-client-side-ssl-authentication.html
    """
    return stage["client_certificate_id"].must_be_set()
