"""Amazon OpenSearch Service."""

from groundrule.policy import HIGH, LOW, Category, Resource, Truth, Verdict, must_be_customer_key, policy


@policy(
    id="opensearch-at-rest-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "STAN-05"),
    aliases=("CKV_AWS_5", "AWS-0048", "24e16922-4330-4e9d-be8a-caa90299466a", "86a248ab-0e01-4564-a82a-878303e253bb"),
    resources=("aws_opensearch_domain", "aws_elasticsearch_domain"),
)
def opensearch_at_rest_unencrypted(domain: Resource) -> Verdict:
    """OpenSearch domain is stored unencrypted.

    Indices, logs and snapshots lie on disk in the clear.

    Fix:
        Enable `encrypt_at_rest`.

    Sources:
        https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html
    """
    return domain["encrypt_at_rest"]["enabled"].must_be(True)


@policy(
    id="opensearch-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_247", "7af2f4a3-00d9-47f3-8d15-ca0888f4e5b2", "d926aa95-0a04-4abc-b20c-acf54afe38a1"),
    resources=("aws_opensearch_domain", "aws_elasticsearch_domain"),
    default=False,
)
def opensearch_without_customer_key(domain: Resource) -> Verdict:
    """OpenSearch domain is not encrypted with a customer-managed key.

    Only a key of your own lets you decide, and log, who can decrypt, and withdraw that.

    Fix:
        Set `kms_key_id` in `encrypt_at_rest` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html
    """
    return must_be_customer_key(domain["encrypt_at_rest"]["kms_key_id"])


@policy(
    id="opensearch-nodes-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=("CKV_AWS_6", "AWS-0043", "967eb3e6-26fc-497d-8895-6428beb6e8e2"),
    resources=("aws_opensearch_domain", "aws_elasticsearch_domain"),
)
def opensearch_nodes_unencrypted(domain: Resource) -> Verdict:
    """OpenSearch nodes exchange data unencrypted.

    Whoever is in the network of the domain can read what its nodes exchange.

    Fix:
        Enable `node_to_node_encryption`.

    Sources:
        https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ntn.html
    """
    return domain["node_to_node_encryption"]["enabled"].must_be(True)


@policy(
    id="opensearch-plain-http",
    severity=HIGH,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=("CKV_AWS_83", "AWS-0046", "2e9e0729-66d5-4148-9d39-5e6fb4bf2a4e", "4cdc88e6-c0c8-4081-a639-bb3a557cbedf"),
    resources=("aws_opensearch_domain", "aws_elasticsearch_domain"),
)
def opensearch_plain_http(domain: Resource) -> Verdict:
    """OpenSearch domain takes requests over plain HTTP.

    Queries and answers can be read on the way. A domain for which nothing is said takes them over plain HTTP too,
    though some linters only report where the switch is written.

    Fix:
        Set `enforce_https` to true.

    Sources:
        https://docs.aws.amazon.com/opensearch-service/latest/developerguide/infrastructure-security.html
    """
    options = domain["domain_endpoint_options"]
    enforced = options["enforce_https"]
    # Terraform's provider switches it on wherever the block is written, CloudFormation never does
    by_provider = domain.dialect == "terraform" and options.written and not enforced.written
    return enforced.must_be(True).unless(Truth.of(by_provider))


@policy(
    id="opensearch-old-tls",
    severity=HIGH,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=("CKV_AWS_228", "AWS-0126"),
    resources=("aws_opensearch_domain", "aws_elasticsearch_domain"),
)
def opensearch_old_tls(domain: Resource) -> Verdict:
    """OpenSearch domain accepts TLS older than 1.2.

    TLS 1.0 has known weaknesses; it is accepted unless a newer policy is chosen.

    Fix:
        Set `tls_security_policy` to `Policy-Min-TLS-1-2-2019-07` or later.

    Sources:
        https://docs.aws.amazon.com/opensearch-service/latest/developerguide/infrastructure-security.html
    """
    security = domain["domain_endpoint_options"]["tls_security_policy"]
    modern = security.asks(lambda value: isinstance(value, str) and value.startswith("Policy-Min-TLS-1-2"))
    return security.must(modern, expected="a policy of TLS 1.2", remedy="set `{name}` to `Policy-Min-TLS-1-2-2019-07`")
