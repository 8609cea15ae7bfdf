"""Amazon Comprehend."""

from collections.abc import Iterator

from groundrule.policy import LOW, Category, Resource, Verdict, must_be_customer_key, policy


@policy(
    id="comprehend-recognizer-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_267", "CKV_AWS_268"),
    resources=("aws_comprehend_entity_recognizer",),
    default=False,
)
def comprehend_recognizer_without_customer_key(recognizer: Resource) -> Iterator[Verdict]:
    """Comprehend recognizer is not encrypted with a customer-managed key.

    Only with a key of your own can you say who may use it, see its use and take it away.

    Fix:
        Set `model_kms_key_id` and `volume_kms_key_id` to keys of your own.

    Sources:
        https://docs.aws.amazon.com/comprehend/latest/dg/kms-in-comprehend.html
    """
    for name in ("model_kms_key_id", "volume_kms_key_id"):
        yield must_be_customer_key(recognizer[name])
