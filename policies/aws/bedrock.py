"""Amazon Bedrock."""

from groundrule.policy import LOW, MEDIUM, Category, Resource, Verdict, must_be_customer_key, policy


@policy(
    id="bedrock-agent-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_373",),
    resources=("aws_bedrockagent_agent",),
    default=False,
)
def bedrock_agent_without_customer_key(agent: Resource) -> Verdict:
    """Bedrock agent is not encrypted with a customer-managed key.

    Only with a key of your own can you say who may use it, see its use and take it away.

    Fix:
        Set `customer_encryption_key_arn` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/bedrock/latest/userguide/encryption-agents-new.html
    """
    return must_be_customer_key(agent["customer_encryption_key_arn"])


@policy(
    id="bedrock-agent-without-guardrail",
    severity=MEDIUM,
    category=Category.PATCHING,
    requirements=("CUIMC-09",),
    aliases=("CKV_AWS_383",),
    resources=("aws_bedrockagent_agent",),
    default=False,
)
def bedrock_agent_without_guardrail(agent: Resource) -> Verdict:
    """Bedrock agent answers without a guardrail.

    A guardrail keeps harmful content, attacks by prompt and personal data out of what the agent takes in and gives out.

    Fix:
        Name a guardrail in `guardrail_configuration`.

    Sources:
        https://docs.aws.amazon.com/bedrock/latest/userguide/agents-guardrail.html
    """
    return agent["guardrail_configuration"]["guardrail_identifier"].must_be_set()
