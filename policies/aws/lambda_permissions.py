"""AWS Lambda permissions."""

from groundrule.policy import CRITICAL, HIGH, LOW, MEDIUM, Category, Partial, Resource, Truth, Verdict, any_true, policy


@policy(
    id="lambda-permission-public",
    severity=CRITICAL,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03",),
    aliases=(
        "CKV_AWS_301",
        "1btsf2f9-af8c-4dfc-a0f1-a03adb70deb2",
        "e08ed7eb-f3ef-494d-9d22-2e3db756a347",
        "1d6e16f1-5d8a-4379-bfb3-2dadd38ed5a7",
    ),
    resources=("aws_lambda_permission",),
)
def lambda_permission_public(permission: Resource) -> Verdict:
    """Lambda function can be invoked by everybody.

    Everybody with an AWS account can run the function and pays nothing for it. An organisation, or a
    source account or resource, narrows it.

    Fix:
        Name the principal, or set `principal_org_id`.

    Sources:
        https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
    """
    narrowed = any_true(permission[name].is_set() for name in ("principal_org_id", "source_account", "source_arn"))
    return permission["principal"].must_not_be("*").unless(narrowed)


def _is_service(text: object) -> bool:
    return isinstance(text, str) and text.endswith((".amazonaws.com", ".amazon.com", ".amazonaws.com.cn"))


@policy(
    id="lambda-permission-any-source",
    severity=MEDIUM,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08",),
    aliases=("CKV_AWS_364", "AWS-0067"),
    resources=("aws_lambda_permission",),
)
def lambda_permission_any_source(permission: Resource) -> Verdict:
    """Lambda function can be invoked by a service on behalf of any account.

    The service is shared by all its customers: another one's bucket, topic or rule can call the function.

    Fix:
        Name the resource in `source_arn`; for S3 the `source_account` as well.

    Sources:
        https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html
        https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
    """
    narrowed = any_true(permission[name].is_set() for name in ("source_arn", "source_account", "principal_org_id"))
    service = permission["principal"].asks(_is_service)
    return permission.decide(
        narrowed,
        "neither a source nor an account is named",
        unknown=permission["source_arn"].why_unknown,
        remedy="name the resource in `source_arn`",
    ).when(service, permission["principal"].why_unknown)


@policy(
    id="lambda-permission-any-action",
    severity=MEDIUM,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08",),
    aliases=(
        "75ec6890-83af-4bf1-9f16-e83726df0bd0",
        "9b83114b-b2a1-4534-990d-06da015e47aa",
        "ad9dabc7-7839-4bae-a957-aa9120013f39",
    ),
    resources=("aws_lambda_permission",),
)
def lambda_permission_any_action(permission: Resource) -> Verdict:
    """Lambda permission allows more than invoking the function.

    The principal could change or delete the function, or hand the permission on.

    Fix:
        Set `action` to `lambda:InvokeFunction`, or to `lambda:InvokeFunctionUrl` for a function URL.

    Sources:
        https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
    """
    return permission["action"].must_be_one_of(
        "lambda:InvokeFunction", "lambda:InvokeFunctionUrl", "lambda:GetLayerVersion"
    )


@policy(
    id="lambda-permission-whole-api",
    severity=LOW,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08", "CUIMC-20"),
    aliases=("3ef8696c-e4ae-4872-92c7-520bb44dfe77", "57b12981-3816-4c31-b190-a1e614361dd2"),
    resources=("aws_lambda_permission",),
    default=False,
)
def lambda_permission_whole_api(permission: Resource) -> Verdict:
    """Lambda function can be invoked by every stage and method of an API.

    A method that is added to the API tomorrow, or a stage for tests, calls the function as well.

    Fix:
        Name stage, method and path at the end of `source_arn`.

    Sources:
        https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html
    """
    gateway = permission["principal"].is_one_of(("apigateway.amazonaws.com", "*"))
    source = permission["source_arn"]
    whole = source.asks(_ends_wide)
    return source.must(~whole, "`{name}` ends in `/*/*`", remedy="name stage, method and path").when(gateway)


def _ends_wide(source: object) -> bool:
    text = source.suffix if isinstance(source, Partial) else source
    return isinstance(text, str) and text.endswith("/*/*")


@policy(
    id="lambda-url-unauthenticated",
    severity=HIGH,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03",),
    aliases=("CKV_AWS_258",),
    resources=("aws_lambda_function_url",),
)
def lambda_url_unauthenticated(url: Resource) -> Verdict:
    """Lambda function URL asks for no credentials.

    Everybody on the internet can call the function, as often as they like.

    Fix:
        Set `authorization_type` to `AWS_IAM`.

    Sources:
        https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
    """
    return url["authorization_type"].must_not_be("NONE")


@policy(
    id="lambda-url-any-origin",
    severity=MEDIUM,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03",),
    aliases=("CKV2_AWS_75",),
    resources=("aws_lambda_function_url",),
)
def lambda_url_any_origin(url: Resource) -> Verdict:
    """Lambda function URL lets pages of every site call every method.

    A page of somebody else can call the function from a visitor's browser.

    Fix:
        Name the origins in `allow_origins`, or the methods in `allow_methods`.

    Sources:
        https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html
    """
    cors = url["cors"]
    methods = cors["allow_methods"].contains("*")
    if not cors.written:
        methods = Truth.FALSE
    return cors["allow_origins"].must_not_contain("*").when(methods)
