"""AWS Secrets Manager."""

from groundrule.policy import LOW, Category, Resource, Verdict, must_be_customer_key, policy


@policy(
    id="secret-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-21", "CUIMC-13"),
    aliases=(
        "CKV_AWS_149",
        "AWS-0098",
        "a2f548f2-188c-4fff-b172-e9a6acb216bd",
        "b0d3ef3f-845d-4b1b-83d6-63a5a380375f",
        "c8ae9ba9-c2f7-4e5c-b32e-a4b7712d4d22",
    ),
    resources=("aws_secretsmanager_secret",),
    default=False,
)
def secret_without_customer_key(secret: Resource) -> Verdict:
    """Secret is not encrypted with a customer-managed key.

    Secrets are always encrypted, by default with a key that AWS manages and that everybody in the account
    may use through the service. Only a key of your own can be shared with another account or withheld
    from somebody.

    Fix:
        Set `kms_key_id` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
    """
    return must_be_customer_key(secret["kms_key_id"])
