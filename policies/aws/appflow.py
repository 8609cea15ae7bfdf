"""Amazon AppFlow."""

from groundrule.policy import LOW, Category, Resource, Verdict, must_be_customer_key, policy


@policy(
    id="appflow-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_263", "CKV_AWS_264"),
    resources=("aws_appflow_flow", "aws_appflow_connector_profile"),
    default=False,
)
def appflow_without_customer_key(flow: Resource) -> Verdict:
    """AppFlow flow or connector profile is not encrypted with a customer-managed key.

    Only with a key of your own can you say who may use it, see its use and take it away.

    Fix:
        Set `kms_arn` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/appflow/latest/userguide/data-protection.html
    """
    return must_be_customer_key(flow["kms_arn"])
