"""Amazon CodeGuru."""

from groundrule.policy import LOW, Category, Resource, Verdict, policy


@policy(
    id="codeguru-association-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_381",),
    resources=("aws_codegurureviewer_repository_association",),
    default=False,
)
def codeguru_association_without_customer_key(association: Resource) -> Verdict:
    """CodeGuru keeps what it knows of a repository without a customer-managed key.

    Only with a key of your own can you say who may use it, see its use and take it away.

    Fix:
        Set `encryption_option` of `kms_key_details` to `CUSTOMER_MANAGED_CMK` and name a key.

    Sources:
        https://docs.aws.amazon.com/codeguru/latest/reviewer-api/API_KMSKeyDetails.html
    """
    return association["kms_key_details"]["encryption_option"].must_be("CUSTOMER_MANAGED_CMK")
