"""AWS WAF: what stands behind no web ACL."""

from groundrule.policy import MEDIUM, Category, Resource, Verdict, any_of, any_true, policy

_ASSOCIATIONS = ("aws_wafv2_web_acl_association", "aws_wafregional_web_acl_association")


def _is_associated(resource: Resource) -> Verdict:
    """A web ACL must be associated with the resource by its ARN."""
    return resource.companions(*_ASSOCIATIONS, by="resource_arn").must_exist(
        "no web ACL stands in front of it", remedy="associate a web ACL with it"
    )


def _ends_with_stage(association: Resource, stage: Resource) -> bool:
    """Whether an ARN that is built from an API's names the stage."""
    name = stage["stage_name"].text
    parts = getattr(association["resource_arn"].data, "suffix", "")
    return name is None or parts.endswith(f"/stages/{name}")


@policy(
    id="apigw-stage-without-waf",
    severity=MEDIUM,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20", "CUIMC-16"),
    aliases=("CKV2_AWS_29", "a186e82c-1078-4a7b-85d8-579561fde884", "fcbf9019-566c-4832-a65c-af00d8137d2b"),
    resources=("aws_api_gateway_stage",),
    default=False,
)
def apigw_stage_without_waf(stage: Resource) -> Verdict:
    """API Gateway stage stands behind no web firewall.

    A web firewall holds off known attacks and floods of requests before they reach the backend. Private APIs are
    reached from their network only.

    Fix:
        Associate a web ACL with the stage's ARN.

    Sources:
        https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html
    """
    apis = stage["rest_api_id"].targets("aws_api_gateway_rest_api")
    private = any_true(api["endpoint_configuration"]["types"].contains("PRIVATE") for api in apis)
    by_api = [
        api.companions(*_ASSOCIATIONS, by="resource_arn").where(lambda item: _ends_with_stage(item, stage))
        for api in apis
    ]
    verdicts = [_is_associated(stage), *(found.must_exist("") for found in by_api)]
    return any_of(verdicts).unless(private)


@policy(
    id="appsync-api-without-waf",
    severity=MEDIUM,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20", "CUIMC-16"),
    aliases=("CKV2_AWS_33",),
    resources=("aws_appsync_graphql_api",),
    default=False,
)
def appsync_api_without_waf(api: Resource) -> Verdict:
    """AppSync API stands behind no web firewall.

    A web firewall holds off known attacks and floods of requests. Private APIs are reached from their network only.

    Fix:
        Associate a web ACL with the API's ARN.

    Sources:
        https://docs.aws.amazon.com/appsync/latest/devguide/WAF-Integration.html
    """
    return _is_associated(api).unless(api["visibility"].is_("PRIVATE"))


@policy(
    id="cloudfront-without-waf",
    severity=MEDIUM,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20", "CUIMC-16"),
    aliases=(
        "CKV_AWS_68",
        "AWS-0011",
        "1419b4c6-6d5c-4534-9cf6-6a5266085333",
        "0f139403-303f-467c-96bd-e717e6cfd62d",
    ),
    resources=("aws_cloudfront_distribution",),
    default=False,
)
def cloudfront_without_waf(distribution: Resource) -> Verdict:
    """CloudFront distribution stands behind no web firewall.

    A web firewall holds off known attacks and floods of requests at the edge, before they reach the origin. A
    distribution that is switched off serves nobody.

    Fix:
        Set `web_acl_id` to the ARN of a web ACL of the scope `CLOUDFRONT`.

    Sources:
        https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-awswaf.html
    """
    return distribution["web_acl_id"].must_be_set().unless(distribution["enabled"].is_(False))
