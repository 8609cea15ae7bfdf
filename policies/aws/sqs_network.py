"""Amazon SQS: private endpoints."""

from groundrule.policy import LOW, Category, Partial, Resource, Truth, Verdict, any_true, policy


def _is_queue_endpoint(endpoint: Resource) -> Truth:
    def question(name: object) -> bool:
        return (name.suffix if isinstance(name, Partial) else str(name)).endswith(".sqs")

    return endpoint["service_name"].asks(question)


@policy(
    id="sqs-endpoint-without-dns",
    severity=LOW,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20",),
    aliases=("e9b7acf9-9ba0-4837-a744-31e7df1e434d",),
    resources=("aws_vpc",),
)
def sqs_endpoint_without_dns(vpc: Resource) -> Verdict | None:
    """VPC with an SQS endpoint resolves no names.

    Without DNS in the network the name of the queue does not lead to the endpoint: traffic goes over the internet,
    or nowhere.

    Fix:
        Set `enable_dns_support` to true, or leave it out.

    Sources:
        https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-sending-messages-from-vpc.html
        https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html
    """
    if vpc["enable_dns_support"].is_(False) is Truth.FALSE:
        return None
    endpoints = vpc.companions("aws_vpc_endpoint", by="vpc_id")
    sure = any_true(_is_queue_endpoint(endpoint) for endpoint in endpoints.sure)
    possible = Truth.UNKNOWN if endpoints.maybe else Truth.FALSE
    return vpc["enable_dns_support"].must_not_be(False).when(sure | possible)
