"""AWS CodeArtifact."""

from groundrule.policy import LOW, Category, Resource, Verdict, must_be_customer_key, policy


@policy(
    id="codeartifact-domain-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_221",),
    resources=("aws_codeartifact_domain",),
    default=False,
)
def codeartifact_domain_without_customer_key(domain: Resource) -> Verdict:
    """CodeArtifact domain is not encrypted with a customer-managed key.

    Only with a key of your own can you say who may use it, see its use and take it away.

    Fix:
        Set `encryption_key` to a key of your own; it can only be chosen when the domain is made.

    Sources:
        https://docs.aws.amazon.com/codeartifact/latest/ug/domain-create.html
    """
    return must_be_customer_key(domain["encryption_key"])
