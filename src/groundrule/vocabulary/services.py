"""Which cloud service a resource belongs to, by its type."""

from __future__ import annotations

from typing import Final, NamedTuple

_PROVIDERS: Final = {"aws": "aws", "azurerm": "azure", "google": "google"}

# services by what types begin with after the provider's word; the longest beginning counts, and what is not here is
# named by the first word of its type: `aws_lightsail_instance` belongs to `lightsail`
_AWS: Final = {
    "acmpca": "private-ca",
    "alb": "elb",
    "ami": "ec2",
    "api_gateway": "apigateway",
    "apigatewayv2": "apigateway",
    "autoscaling": "ec2",
    "bedrockagent": "bedrock",
    "cloudwatch_event": "eventbridge",
    "db": "rds",
    "default": "vpc",
    "dx": "directconnect",
    "ebs": "ebs",
    "ec2": "vpc",
    "ecrpublic": "ecr-public",
    "egress": "vpc",
    "eip": "vpc",
    "elastic_beanstalk": "elasticbeanstalk",
    "elasticsearch": "opensearch",
    "flow": "vpc",
    "instance": "ec2",
    "internet": "vpc",
    "key": "ec2",
    "kinesis_analytics": "kinesisanalytics",
    "kinesis_firehose": "firehose",
    "kinesis_video": "kinesisvideo",
    "kinesisanalyticsv2": "kinesisanalytics",
    "launch": "ec2",
    "lb": "elb",
    "lightsail": "lightsail",
    "load": "elb",
    "main": "vpc",
    "msk": "kafka",
    "mskconnect": "kafka",
    "nat": "vpc",
    "network": "vpc",
    "networkfirewall": "network-firewall",
    "opensearchserverless": "opensearch",
    "placement": "ec2",
    "proxy": "elb",
    "redshiftserverless": "redshift",
    "route": "vpc",
    "route53": "route53",
    "s3control": "s3",
    "s3outposts": "s3",
    "s3tables": "s3",
    "security": "vpc",
    "securityhub": "securityhub",
    "securitylake": "securitylake",
    "service": "cloudmap",
    "sesv2": "ses",
    "sfn": "stepfunctions",
    "snapshot": "ebs",
    "spot": "ec2",
    "subnet": "vpc",
    "timestreamwrite": "timestream",
    "vpc": "vpc",
    "vpn": "vpn",
    "wafregional": "waf",
    "wafv2": "waf",
}
_AZURE: Final = {
    "application_gateway": "application-gateway",
    "cosmosdb": "cosmosdb",
    "data_factory": "data-factory",
    "key_vault": "key-vault",
    "kubernetes": "kubernetes",
    "linux_virtual": "virtual-machines",
    "linux_web": "app-service",
    "linux_function": "functions",
    "log_analytics": "monitor",
    "machine_learning": "machine-learning",
    "managed_disk": "virtual-machines",
    "mssql": "sql-database",
    "mysql": "mysql",
    "postgresql": "postgresql",
    "recovery_services": "backup",
    "service_plan": "app-service",
    "servicebus": "service-bus",
    "sql": "sql-database",
    "storage": "storage",
    "synapse": "synapse",
    "virtual_machine": "virtual-machines",
    "virtual_network": "virtual-network",
    "windows_function": "functions",
    "windows_virtual": "virtual-machines",
    "windows_web": "app-service",
}
_GOOGLE: Final = {
    "artifact_registry": "artifact-registry",
    "bigquery": "bigquery",
    "bigtable": "bigtable",
    "cloud_run": "cloud-run",
    "cloudfunctions": "cloud-functions",
    "cloudfunctions2": "cloud-functions",
    "compute": "compute-engine",
    "container": "kubernetes-engine",
    "healthcare": "healthcare",
    "kms": "kms",
    "logging": "logging",
    "notebooks": "vertex-ai",
    "secret_manager": "secret-manager",
    "sql": "cloud-sql",
    "storage": "storage",
    "vertex_ai": "vertex-ai",
}
_NAMES: Final = {"aws": _AWS, "azure": _AZURE, "google": _GOOGLE}
# CloudFormation's words for services, where the vocabulary has no word of its own for a type
_CLOUDFORMATION: Final = {
    "elasticloadbalancing": "elb",
    "elasticloadbalancingv2": "elb",
    "events": "eventbridge",
    "kinesisfirehose": "firehose",
    "logs": "cloudwatch",
    "msk": "kafka",
    "opensearchservice": "opensearch",
    "wafv2": "waf",
}


class Service(NamedTuple):
    """A cloud service: `aws`, `azure` or `google`, and our word for it."""

    provider: str
    name: str

    def __str__(self) -> str:
        return f"{self.provider}:{self.name}"


def service_of(type_: str) -> Service | None:
    """The service that a resource of a type belongs to; None for any other provider's."""
    if type_.startswith("AWS::"):
        word = type_.split("::")[1].lower()
        return Service("aws", _CLOUDFORMATION.get(word, word))
    word, _, rest = type_.partition("_")
    provider = _PROVIDERS.get(word)
    if provider is None or not rest:
        return None
    names = _NAMES[provider]
    parts = rest.split("_")
    for length in range(len(parts), 0, -1):
        name = names.get("_".join(parts[:length]))
        if name is not None:
            return Service(provider, name)
    return Service(provider, parts[0])
