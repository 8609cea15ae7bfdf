"""Amazon Kendra."""

from groundrule.policy import LOW, Category, Resource, Verdict, must_be_customer_key, policy


@policy(
    id="kendra-index-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_262",),
    resources=("aws_kendra_index",),
    default=False,
)
def kendra_index_without_customer_key(index: Resource) -> Verdict:
    """Kendra index is not encrypted with a customer-managed key.

    Only with a key of your own can you say who may use it, see its use and take it away.

    Fix:
        Set the `kms_key_id` of `server_side_encryption_configuration` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/kendra/latest/dg/encryption-at-rest.html
    """
    return must_be_customer_key(index["server_side_encryption_configuration"]["kms_key_id"])
