"""Business associate agreements: which provider and account may hold protected health information."""

from collections.abc import Mapping, Sequence

from groundrule.policy import (
    ANY,
    BAA_REGISTER,
    CLASSIFICATION,
    CRITICAL,
    ELIGIBILITY_CLASSES,
    Category,
    Data,
    Resource,
    Truth,
    Verdict,
    account_of,
    data_class,
    is_in_force,
    policy,
    service_of,
    why_not_told,
)

_ENTER = "deploy to an account that an agreement covers, or have the agreement entered in `baa-register`"
_NAMES = {"aws": "AWS", "azure": "Azure", "google": "Google Cloud"}


@policy(
    id="agreement-missing",
    severity=CRITICAL,
    category=Category.DATA_GOVERNANCE,
    requirements=("CUIMC-29", "STAN-04"),
    parameters=(*CLASSIFICATION, ELIGIBILITY_CLASSES, BAA_REGISTER),
    resources=(ANY,),
    default=False,
)
def agreement_missing(resource: Resource) -> Verdict | None:
    """Health data lies where no business associate agreement covers it.

    Whoever handles protected health information for the organisation needs an agreement first. The register
    `baa-register` of the profile names the provider and the account of each, and its last day.

    Fix:
        Deploy to an account that the register names, or have the agreement signed and entered.

    Sources:
        https://www.hhs.gov/hipaa/for-professionals/covered-entities/sample-business-associate-agreement-provisions/index.html
    """
    service = service_of(resource.type)
    if service is None or _holds_nothing(resource):
        return None
    found = data_class(resource)
    applies = found.among(resource.parameter(ELIGIBILITY_CLASSES))
    if applies is Truth.FALSE:
        return None
    own = [entry for entry in resource.parameter(BAA_REGISTER) if entry["provider"] == service.provider]
    return _covered(resource, own, _NAMES[service.provider]).when(applies, found.unknown)


def _holds_nothing(resource: Resource) -> bool:
    return not resource["tags_all"].written and not resource["tags"].written and not resource["labels"].written


def _covered(resource: Resource, entries: Sequence[Mapping[str, str]], provider: str) -> Verdict:
    valid = [entry for entry in entries if is_in_force(entry)]
    if not valid:
        ended = f"; the last one ended on {max(entry['expires'] for entry in entries)}" if entries else ""
        return resource.deny(f"the register has no agreement with {provider} that holds today{ended}", remedy=_ENTER)
    if any(entry["account"] == "*" for entry in valid):
        return resource.allow()
    account: Data = account_of(resource)
    if not isinstance(account, str):
        return resource.unknown(why_not_told(account, "account"), "whether an agreement covers it is not known")
    if any(entry["account"] == account for entry in valid):
        return resource.allow()
    detail = f"no agreement in the register covers the account `{account}` of {provider}"
    return resource.deny(detail, remedy=_ENTER)
