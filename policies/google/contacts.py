"""Essential contacts: whom Google Cloud tells of incidents."""

from groundrule.policy import MEDIUM, Category, Resource, Truth, Verdict, any_true, policy

_TOLD = ("ALL", "SECURITY")


def _is_told(contact: Resource) -> Truth:
    """Whether a contact is told of security incidents, at an address."""
    categories = contact["notification_category_subscriptions"]
    return any_true(categories.contains(name) for name in _TOLD) & contact["email"].is_set()


def _lie_apart(one: Resource, other: Resource) -> bool:
    """Whether two contacts are surely for different projects, folders or organisations."""
    first, second = one["parent"].text, other["parent"].text
    return first is not None and second is not None and first != second


@policy(
    id="google-security-contact-missing",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-01",),
    resources=("google_essential_contacts_contact",),
    default=False,
)
def google_security_contact_missing(contact: Resource) -> Verdict:
    """Essential contacts of Google Cloud are told of everything but security incidents.

    Google writes of a breach or a vulnerability to the contacts of the category `SECURITY`. Where there is none, it
    falls back on whoever administers the organisation, and the people who triage breaches hear of it last. One contact
    for security beside the others is enough.

    Fix:
        Add `SECURITY` (or `ALL`) to `notification_category_subscriptions` of the people who triage breaches.

    Sources:
        https://docs.cloud.google.com/resource-manager/docs/managing-notification-contacts
        https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/essential_contacts_contact
    """
    others = contact.others("google_essential_contacts_contact")
    told = _is_told(contact) | any_true(_is_told(other) for other in others if not _lie_apart(contact, other))
    return contact["notification_category_subscriptions"].must(
        told, "no contact here is told of security incidents", remedy='add "SECURITY" to `{name}`'
    )
