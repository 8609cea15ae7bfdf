"""Amazon API Gateway: caches, plans and replacement."""

from groundrule.policy import LOW, Attribute, Category, Resource, Truth, Verdict, any_true, policy


@policy(
    id="apigw-stage-without-cache",
    severity=LOW,
    category=Category.HYGIENE,
    requirements=("CUIMC-09",),
    aliases=("CKV_AWS_120", "52790cad-d60d-41d5-8483-146f9f21208d", "60a05ede-0a68-4d0d-a58f-f538cf55ff79"),
    resources=("aws_api_gateway_stage",),
    default=False,
)
def apigw_stage_without_cache(stage: Resource) -> Verdict:
    """API Gateway stage has no cache.

    A cache answers repeated requests without the backend, which costs money by the hour.

    Fix:
        Set `cache_cluster_enabled` to true.

    Sources:
        https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html
    """
    return stage["cache_cluster_enabled"].must_be(True)


@policy(
    id="apigw-method-uncached",
    severity=LOW,
    category=Category.HYGIENE,
    requirements=("CUIMC-09",),
    aliases=("CKV_AWS_225", "AWS-0190"),
    resources=("aws_api_gateway_method_settings",),
    default=False,
)
def apigw_method_uncached(method: Resource) -> Verdict:
    """API Gateway does not cache the answers of a method.

    The backend has to answer every request anew, also those of a caller who sends the same one over and over.

    Fix:
        Set `caching_enabled` to true, for answers that may be shared.

    Sources:
        https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html
    """
    return method["settings"]["caching_enabled"].must_be(True)


@policy(
    id="apigw-api-uncompressed",
    severity=LOW,
    category=Category.HYGIENE,
    requirements=("CUIMC-09",),
    aliases=(
        "ed35928e-195c-4405-a252-98ccb664ab7b",
        "d6653eee-2d4d-4e6a-976f-6794a497999a",
        "a2f2800e-614b-4bc8-89e6-fec8afd24800",
    ),
    resources=("aws_api_gateway_rest_api",),
    default=False,
)
def apigw_api_uncompressed(api: Resource) -> Verdict:
    """REST API compresses nothing.

    Compressed answers cost less bandwidth and time. A negative size switches compression off, as if it were not
    written.

    Fix:
        Set `minimum_compression_size` to a number of bytes from 0 to 10485760.

    Sources:
        https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-enable-compression.html
    """
    size = api["minimum_compression_size"]
    return size.must_be_at_least(0) & size.must_be_at_most(10_485_760)


@policy(
    id="apigw-destroyed-before-replaced",
    severity=LOW,
    category=Category.AVAILABILITY,
    requirements=("CUIMC-09",),
    aliases=("CKV_AWS_217", "CKV_AWS_237"),
    resources=("aws_api_gateway_deployment", "aws_api_gateway_rest_api"),
    default=False,
)
def apigw_destroyed_before_replaced(api: Resource) -> Verdict | None:
    """API or deployment is destroyed before its replacement exists.

    The API is away meanwhile, and a deployment that a stage still uses can't be destroyed at all. CloudFormation
    makes the replacement first by itself.

    Fix:
        Set `create_before_destroy` in the `lifecycle` block.

    Never unknown:
        Terraform takes only literal values in a `lifecycle` block.

    Sources:
        https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/api_gateway_deployment
    """
    if api.dialect == "cloudformation":
        return None
    return api["lifecycle"]["create_before_destroy"].must_be(True)


def _names(entry: Attribute, stage: Resource) -> Truth:
    """Whether an entry of a usage plan names the stage."""
    by_reference = Truth.of(stage in entry["stage"].targets())
    api = Truth.of(entry["api_id"].targets() == stage["rest_api_id"].targets()) & entry["api_id"].is_set()
    name = stage["stage_name"]
    same = entry["stage"].is_(name.data) if name.text is not None else Truth.UNKNOWN
    return by_reference | (api & same)


@policy(
    id="apigw-stage-without-usage-plan",
    severity=LOW,
    category=Category.AVAILABILITY,
    requirements=("CUIMC-09",),
    aliases=(
        "b3a59b8e-94a3-403e-b6e2-527abaf12034",
        "783860a3-6dca-4c8b-81d0-7b62769ccbca",
        "c999cf62-0920-40f8-8dda-0caccd66ed7e",
        "7f8f1b60-43df-4c28-aa21-fb836dbd8071",
    ),
    resources=("aws_api_gateway_stage",),
    default=False,
)
def apigw_stage_without_usage_plan(stage: Resource) -> Verdict:
    """API Gateway stage is in no usage plan.

    A usage plan limits how much each caller can ask for, so that one of them can't use up the backend.

    Fix:
        Name the API and the stage in the `api_stages` of a usage plan.

    Sources:
        https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
    """
    plans = stage.others("aws_api_gateway_usage_plan")
    kept = any_true(plan["api_stages"].has(lambda entry: _names(entry, stage)) for plan in plans)
    return stage.decide(kept, "no usage plan names this stage", remedy="name it in the `api_stages` of a usage plan")
