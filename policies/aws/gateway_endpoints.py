"""Gateway endpoints of a VPC."""

from groundrule.policy import LOW, Category, Partial, Resource, Verdict, policy


@policy(
    id="gateway-endpoint-without-route-table",
    severity=LOW,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20",),
    aliases=("0bc534c5-13d1-4353-a7fe-b8665d5c1d7d",),
    resources=("aws_vpc_endpoint",),
)
def gateway_endpoint_without_route_table(endpoint: Resource) -> Verdict:
    """Gateway endpoint for DynamoDB or S3 is in no route table.

    Nothing uses it then: traffic to the service still leaves by the internet gateway or the NAT.

    Fix:
        List route tables in `route_table_ids`, or add an `aws_vpc_endpoint_route_table_association`.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
    """
    service = endpoint["service_name"].asks(_is_gateway_service)
    gateway = service & ~endpoint["vpc_endpoint_type"].is_one_of(("Interface", "GatewayLoadBalancer"))
    tables = endpoint["route_table_ids"].must_be_set()
    joined = endpoint.companions("aws_vpc_endpoint_route_table_association", by="vpc_endpoint_id")
    return (tables | joined.must_exist("no route table is associated with it")).when(gateway)


def _is_gateway_service(name: object) -> bool:
    text = name.suffix if isinstance(name, Partial) else str(name)
    return text.endswith((".dynamodb", ".s3"))
