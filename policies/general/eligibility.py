"""Which services may hold classified data: HIPAA-eligible ones, and those that the organisation approves."""

from groundrule.policy import (
    ANY,
    APPROVED_SERVICES,
    CLASSIFICATION,
    ELIGIBILITY_CLASSES,
    ELIGIBLE_SERVICES,
    HIGH,
    LIST_DAYS,
    Category,
    Resource,
    Truth,
    Verdict,
    data_class,
    holds_no_data,
    is_approved,
    is_eligible,
    policy,
    service_of,
)


@policy(
    id="service-not-hipaa-eligible",
    severity=HIGH,
    category=Category.DATA_GOVERNANCE,
    requirements=("CUIMC-06", "STAN-02"),
    parameters=(*CLASSIFICATION, ELIGIBILITY_CLASSES, ELIGIBLE_SERVICES, LIST_DAYS),
    resources=(ANY,),
    default=False,
)
def service_not_hipaa_eligible(resource: Resource) -> Verdict | None:
    """Health data lies with a service that is not HIPAA-eligible.

    The provider's agreement covers the services on its list and no others: protected health information with any other
    one is disclosed without an agreement. The lists are shipped with their dates; the parameter `eligible-services`
    adds what has become eligible since, and one that is older than `list-days` is told.

    Fix:
        Use a service that is on the provider's list, or keep high-risk data out of this one and classify it so.

    Sources:
        https://aws.amazon.com/compliance/hipaa-eligible-services-reference/
        https://learn.microsoft.com/azure/compliance/offerings/offering-hipaa-us
        https://cloud.google.com/security/compliance/hipaa
    """
    service = service_of(resource.type)
    if service is None or holds_no_data(service):
        return None
    found = data_class(resource)
    applies = found.among(resource.parameter(ELIGIBILITY_CLASSES))
    if is_eligible(service, resource.parameter(ELIGIBLE_SERVICES)):
        return resource.allow() if applies is Truth.TRUE else None
    denied = resource.deny(f"`{service.name}` is not among the services that the provider's agreement covers")
    return denied.when(applies, found.unknown)


@policy(
    id="service-not-approved",
    severity=HIGH,
    category=Category.DATA_GOVERNANCE,
    requirements=("STAN-02",),
    parameters=(*CLASSIFICATION, APPROVED_SERVICES),
    resources=(ANY,),
    default=False,
)
def service_not_approved(resource: Resource) -> Verdict | None:
    """Service is not approved for the class of its data.

    The organisation has looked at the services in `approved-services`, by data class, and at no others.

    Fix:
        Keep the data with an approved service, or ask the information-security office to approve this one.

    Sources:
        https://learn.microsoft.com/azure/well-architected/security/data-classification
    """
    service = service_of(resource.type)
    approved = resource.parameter(APPROVED_SERVICES)
    if service is None or not approved:
        return None
    found = data_class(resource)
    words = [word for word in found.words if word in approved and not is_approved(service, approved[word])]
    if found.unknown is None and found.word not in words:
        return resource.allow() if found.word in approved else None
    if not words:
        return None
    listed = approved.get(found.word, ())
    only = ", ".join(f"`{name}`" for name in listed) or "no service"
    denied = resource.deny(f"{only} may hold data of the class `{found.word}`, and this is `{service}`")
    return denied if found.unknown is None else denied.when(Truth.UNKNOWN, found.unknown)
