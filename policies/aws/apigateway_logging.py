"""Amazon API Gateway: logs, traces and metrics."""

from groundrule.policy import LOW, MEDIUM, Category, Resource, Verdict, policy


def _shared_api(stage: Resource, other: Resource) -> bool:
    """Whether nothing says that the two belong to different APIs: stages of several APIs have the same names."""
    mine, theirs = stage["rest_api_id"].targets(), other["rest_api_id"].targets()
    return not mine or not theirs or mine == theirs


def _logs_execution(method: Resource) -> Verdict:
    return method["settings"]["logging_level"].must_be_one_of("ERROR", "INFO")


@policy(
    id="apigw-stage-without-access-log",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-17", "CUIMC-02"),
    aliases=(
        "CKV_AWS_76",
        "CKV_AWS_95",
        "AWS-0001",
        "AWS-0113",
        "AWS-0116",
        "1b6799eb-4a7a-4b04-9001-8cceb9999326",
        "80d45af4-4920-4236-a56e-b7ef419d1941",
        "625abc0e-f980-4ac9-a775-f7519ee34296",
        "06ec63e3-9f72-4fe2-a218-2eb9200b8db5",
        "0a994e04-c6dc-471d-817e-d37451d18a3b",
    ),
    resources=("aws_api_gateway_stage", "aws_apigatewayv2_stage"),
)
def apigw_stage_without_access_log(stage: Resource) -> Verdict:
    """API Gateway stage keeps no access log.

    After an incident nobody can tell who called the API, when, and from where.

    Fix:
        Name a log group or a delivery stream in the `destination_arn` of `access_log_settings`.

    Sources:
        https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
        https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
    """
    return stage["access_log_settings"]["destination_arn"].must_be_set()


@policy(
    id="apigw-stage-execution-unlogged",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-17",),
    aliases=("CKV2_AWS_4", "982aa526-6970-4c59-8b9b-2ce7e019fe36", "1b6799eb-4a7a-4b04-9001-8cceb9999326"),
    resources=("aws_api_gateway_stage",),
    default=False,
)
def apigw_stage_execution_unlogged(stage: Resource) -> Verdict:
    """API Gateway stage does not log how requests were carried out.

    Execution logs tell why a request failed, which authorizer refused it and what the backend answered.

    Fix:
        Set the logging level of the stage's methods to `ERROR` or `INFO`.

    Sources:
        https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
    """
    settings = stage.companions("aws_api_gateway_method_settings", by="stage_name")
    return settings.where(lambda method: _shared_api(stage, method)).any(
        _logs_execution,
        "no method settings switch on its execution log",
        remedy="set the logging level of its methods to `ERROR` or `INFO`",
    )


@policy(
    id="apigw-bodies-logged",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-03", "CUIMC-17"),
    aliases=("CKV_AWS_276",),
    resources=("aws_api_gateway_method_settings",),
)
def apigw_bodies_logged(method: Resource) -> Verdict:
    """API Gateway writes whole requests and answers to its log.

    The log then holds what people sent and got, health data and tokens among it, and everybody who may read
    logs may read that too. AWS advises against it in production.

    Fix:
        Remove `data_trace_enabled`, or set it to false.

    Sources:
        https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
        https://docs.aws.amazon.com/apigateway/latest/api/API_MethodSetting.html
    """
    return method["settings"]["data_trace_enabled"].must_not_be(True)


@policy(
    id="apigw-stage-untraced",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-09",),
    aliases=(
        "CKV_AWS_73",
        "AWS-0003",
        "AWS-0111",
        "5813ef56-fa94-406a-b35d-977d4a56ff2b",
        "4ab10c48-bedb-4deb-8f3b-ff12783b61de",
        "c757c6a3-ac87-4b9d-b28d-e5a5add6a315",
    ),
    resources=("aws_api_gateway_stage",),
    default=False,
)
def apigw_stage_untraced(stage: Resource) -> Verdict:
    """API Gateway stage is not traced with X-Ray.

    Traces show where a request spent its time on its way through the services.

    Fix:
        Set `xray_tracing_enabled` to true.

    Sources:
        https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-xray.html
    """
    return stage["xray_tracing_enabled"].must_be(True)


@policy(
    id="apigw-methods-unmeasured",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-02",),
    aliases=("081069cb-588b-4ce1-884c-2a1ce3029fe5", "5d3c1807-acb3-4bb0-be4e-0440230feeaf"),
    resources=("aws_api_gateway_method_settings",),
    default=False,
)
def apigw_methods_unmeasured(method: Resource) -> Verdict:
    """API Gateway publishes no metrics of its methods.

    Metrics of each method show which of them is abused or fails; without them there are only those of the stage.

    Fix:
        Set `metrics_enabled` to true.

    Sources:
        https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
    """
    return method["settings"]["metrics_enabled"].must_be(True)
