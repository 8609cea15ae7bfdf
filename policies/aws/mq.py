"""Amazon MQ."""

from groundrule.policy import (
    HIGH,
    LOW,
    MEDIUM,
    Category,
    Resource,
    Truth,
    Verdict,
    must_be_customer_key,
    must_not_be_published,
    policy,
)


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
    withdraw. An empty `encryption_options` names no key.

    Fix:
        Set `kms_key_id` in `encryption_options` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/data-protection.html
    """
    return must_be_customer_key(broker["encryption_options"]["kms_key_id"])


@policy(
    id="mq-broker-public",
    severity=HIGH,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20", "CUIMC-03"),
    aliases=(
        "CKV_AWS_69",
        "AWS-0072",
        "4eb5f791-c861-4afd-9f94-f2a6a3fe49cb",
        "68b6a789-82f8-4cfd-85de-e95332fe6a61",
    ),
    resources=("aws_mq_broker",),
)
def mq_broker_public(broker: Resource) -> Verdict:
    """MQ broker can be reached from the internet.

    Only a password stands between everybody and the messages, and only the broker's own software before that. It is
    less severe where no subnet of it has a route to an internet gateway.

    Fix:
        Set `publicly_accessible` to false; it can not be changed later.

    Sources:
        https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/using-amazon-mq-securely.html
    """
    return must_not_be_published(broker)


@policy(
    id="mq-broker-without-general-log",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-17",),
    aliases=(
        "CKV_AWS_48",
        "AWS-0071",
        "31245f98-a6a9-4182-9fc1-45482b9d030a",
        "e519ed6a-8328-4b69-8eb7-8fa549ac3050",
    ),
    resources=("aws_mq_broker",),
)
def mq_broker_without_general_log(broker: Resource) -> Verdict:
    """MQ broker keeps no general log.

    Connections that fail and faults of the broker leave no trace.

    Fix:
        Set `general` to true in `logs`.

    Sources:
        https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/configure-logging-monitoring-activemq.html
        https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/security-logging-monitoring-rabbitmq.html
    """
    return broker["logs"]["general"].must_be(True)


def _is_rabbit(broker: Resource) -> Truth:
    return broker["engine_type"].asks(lambda value: str(value).lower() == "rabbitmq")


@policy(
    id="mq-broker-without-audit-log",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-17", "STAN-06"),
    aliases=(
        "CKV_AWS_197",
        "AWS-0070",
        "31245f98-a6a9-4182-9fc1-45482b9d030a",
        "e519ed6a-8328-4b69-8eb7-8fa549ac3050",
    ),
    resources=("aws_mq_broker",),
)
def mq_broker_without_audit_log(broker: Resource) -> Verdict:
    """MQ broker keeps no audit log.

    Nobody can tell who changed the broker through its console or by JMX. RabbitMQ has no audit log, though some
    linters ask for one.

    Fix:
        Set `audit` to true in `logs`.

    Sources:
        https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/configure-logging-monitoring-activemq.html
        https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/security-logging-monitoring-rabbitmq.html
    """
    return broker["logs"]["audit"].must_be(True).unless(_is_rabbit(broker))


@policy(
    id="mq-broker-without-minor-upgrades",
    severity=LOW,
    category=Category.PATCHING,
    requirements=("CUIMC-23",),
    aliases=("CKV_AWS_207",),
    resources=("aws_mq_broker",),
)
def mq_broker_without_minor_upgrades(broker: Resource) -> Verdict:
    """MQ broker does not take minor versions of its engine by itself.

    Mends of security faults wait until somebody thinks of them.

    Fix:
        Set `auto_minor_version_upgrade` to true.

    Sources:
        https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/upgrading-brokers.html
    """
    return broker["auto_minor_version_upgrade"].must_be(True)
