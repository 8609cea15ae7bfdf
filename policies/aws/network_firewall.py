"""AWS Network Firewall."""

from groundrule.policy import LOW, MEDIUM, Category, Resource, Verdict, must_be_customer_key, policy


@policy(
    id="network-firewall-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_345", "CKV_AWS_346"),
    resources=(
        "aws_networkfirewall_firewall",
        "aws_networkfirewall_rule_group",
        "aws_networkfirewall_firewall_policy",
    ),
    default=False,
)
def network_firewall_without_customer_key(firewall: Resource) -> Verdict | None:
    """Network firewall is not encrypted with a customer-managed key.

    Its rules tell what is not looked at. A key of AWS encrypts them already; only your own lets you decide, and
    log, who can read them. CloudFormation has no property for it.

    Fix:
        Set `key_id` in `encryption_configuration`, with the type `CUSTOMER_KMS`.

    Sources:
        https://docs.aws.amazon.com/network-firewall/latest/developerguide/kms-encryption-at-rest.html
    """
    if firewall.dialect == "cloudformation":
        return None
    return must_be_customer_key(firewall["encryption_configuration"]["key_id"])


@policy(
    id="network-firewall-deletable",
    severity=LOW,
    category=Category.DELETION_PROTECTION,
    requirements=("CUIMC-20",),
    aliases=("CKV_AWS_344",),
    resources=("aws_networkfirewall_firewall",),
    default=False,
)
def network_firewall_deletable(firewall: Resource) -> Verdict:
    """Network firewall is not protected from deletion.

    One mistaken apply takes the firewall away, and the traffic with it.

    Fix:
        Set `delete_protection` to true.

    Sources:
        https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_Firewall.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/networkfirewall-controls.html#networkfirewall-9
    """
    return firewall["delete_protection"].must_be(True)


@policy(
    id="network-firewall-without-log",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-17",),
    aliases=("CKV2_AWS_63",),
    resources=("aws_networkfirewall_firewall",),
)
def network_firewall_without_log(firewall: Resource) -> Verdict:
    """Network firewall writes no log.

    What it stopped and what it let through cannot be told after an incident.

    Fix:
        Add an `aws_networkfirewall_logging_configuration` for the firewall.

    Sources:
        https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-logging.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/networkfirewall-controls.html#networkfirewall-2
    """
    logs = firewall.companions("aws_networkfirewall_logging_configuration", by="firewall_arn")
    return logs.must_exist("no logging configuration names the firewall")
