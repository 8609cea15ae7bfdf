"""Microsoft Defender for Cloud: that threats are detected, and that somebody is told."""

from groundrule.policy import LOW, MEDIUM, Category, Resource, Verdict, policy


@policy(
    id="azure-security-contact-not-told",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-01",),
    aliases=(
        "CKV_AZURE_21",
        "CKV_AZURE_131",
        "AZU-0044",
        "AZU-0062",
        "AZU-0063",
        "9db38e87-f6aa-4b5e-a1ec-7266df259409",
        "34664094-59e0-4524-b69f-deaa1a68cce3",
    ),
    resources=("azurerm_security_center_contact",),
    default=False,
)
def azure_security_contact_not_told(contact: Resource) -> Verdict:
    """Security contact of an Azure subscription is not told of alerts.

    Defender for Cloud finds a threat and writes to nobody; the triage begins when somebody happens to look.

    Fix:
        Set `email` to a mailbox that somebody reads, and `alert_notifications` to true.

    Sources:
        https://learn.microsoft.com/en-us/azure/defender-for-cloud/configure-email-notifications
        https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/security_center_contact
    """
    return contact["email"].must_be_set() & contact["alert_notifications"].must_be(True)


@policy(
    id="azure-security-contact-incomplete",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-01",),
    aliases=("CKV_AZURE_20", "CKV_AZURE_22", "AZU-0046", "AZU-0063"),
    resources=("azurerm_security_center_contact",),
    default=False,
)
def azure_security_contact_incomplete(contact: Resource) -> Verdict:
    """Azure security contact has no phone, or the subscription's administrators are not told of alerts.

    In an incident Microsoft can only write to the contact, and the people who could act hear of it from nobody.

    Fix:
        Set `phone`, and `alerts_to_admins` to true.

    Sources:
        https://learn.microsoft.com/en-us/azure/defender-for-cloud/configure-email-notifications
        https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/security_center_contact
    """
    return contact["phone"].must_be_set() & contact["alerts_to_admins"].must_be(True)


@policy(
    id="azure-defender-plan-free",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-01", "CUIMC-10", "CUIMC-16", "STAN-08"),
    aliases=(
        "CKV_AZURE_19",
        "CKV_AZURE_55",
        "CKV_AZURE_61",
        "CKV_AZURE_69",
        "CKV_AZURE_79",
        "CKV_AZURE_84",
        "CKV_AZURE_85",
        "CKV_AZURE_86",
        "CKV_AZURE_87",
        "CKV_AZURE_234",
        "AZU-0045",
        "819d50fd-1cdf-45c3-9936-be408aaad93e",
    ),
    resources=("azurerm_security_center_subscription_pricing",),
    default=False,
)
def azure_defender_plan_free(plan: Resource) -> Verdict:
    """Defender plan of an Azure subscription is switched off.

    Tier `Free` detects no threats, so a breach of these resources goes unnoticed and is reported to nobody.

    Fix:
        Set `tier` to `Standard`.

    Sources:
        https://learn.microsoft.com/en-us/azure/defender-for-cloud/defender-for-cloud-introduction
        https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/security_center_subscription_pricing
    """
    return plan["tier"].must_be("Standard")
