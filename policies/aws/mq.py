"""Amazon MQ."""

from groundrule.policy import LOW, Category, Resource, Verdict, must_be_customer_key, policy


@policy(
    id="mq-broker-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_209", "3db3f534-e3a3-487f-88c7-0a9fbf64b702", "316278b3-87ac-444c-8f8f-a733a28da60f"),
    resources=("aws_mq_broker",),
    default=False,
)
def mq_broker_without_customer_key(broker: Resource) -> Verdict:
    """MQ broker is not encrypted with a customer-managed key.

    Brokers are always encrypted, by default with a key that AWS owns and that you can neither see nor
    withdraw.

    Fix:
        Set `kms_key_id` in `encryption_options` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/data-protection.html
    """
    return must_be_customer_key(broker["encryption_options"]["kms_key_id"])
