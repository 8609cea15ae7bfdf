"""Where a resource is deployed: its provider, service, region and account."""

from __future__ import annotations

import re
from typing import Final

from groundrule.patterns import fits
from groundrule.subject import Resource
from groundrule.value import ABSENT, Data, OneOf, Partial, Reference, Truth, Unknown, any_true, first_unknown
from groundrule.vocabulary.services import service_of

# the attributes that say it, in the order in which they count: Google's zones lie in regions, and buckets in locations
_PLACES: Final = {
    "aws": ("region", "provider.region"),
    "azure": ("location",),
    "google": ("location", "location_id", "region", "zone", "provider.region"),
}
_SPANNER: Final = "google_spanner_instance"
_ZONE: Final = re.compile(r"[a-z]{2}(?:-[a-z]+)+-\d[a-z]")


def provider_of(resource: Resource) -> str:
    """`aws`, `azure` or `google`; empty for any other provider's resources."""
    found = service_of(resource.type)
    return found.provider if found else ""


def region_of(resource: Resource) -> Data:
    """The region or location, `ABSENT` where the resource has none."""
    zone = resource["availability_zone"].text or ""
    if _ZONE.fullmatch(zone):
        return zone[:-1]
    home = resource.node.graph.home
    if home is not None:
        return home.region
    if resource.type == _SPANNER:
        return _of_configuration(resource["config"].data)
    for name in _PLACES.get(provider_of(resource), ()):
        data = resource[name].data
        if data is not ABSENT and data is not None:
            return data
    return ABSENT


def _of_configuration(data: Data) -> Data:
    """The places of one of Spanner's instance configurations: `regional-us-east1`, `nam6`, `nam-eur-asia1`.

    Source: https://cloud.google.com/spanner/docs/instance-configurations
    """
    if not isinstance(data, str):
        return data
    name = data.rpartition("/")[2].removeprefix("custom-")
    region = name.removeprefix("regional-")
    return region if region != name else list(name.split("-"))


def account_of(resource: Resource) -> Data:
    """The account (AWS), subscription (Azure) or project (Google)."""
    home = resource.node.graph.home
    if home is not None:
        return home.account
    project = resource["project"].data if provider_of(resource) == "google" else ABSENT
    return resource["provider.account"].data if project is ABSENT or project is None else project


def lies_in(place: Data, allowed: tuple[str, ...]) -> Truth:
    """Whether a region or location is among patterns; case and spaces do not count."""
    match place:
        case str():
            return Truth.of(fits(place, allowed))
        case OneOf():
            answers = {lies_in(choice, allowed) for choice in place.choices}
            return answers.pop() if len(answers) == 1 else Truth.UNKNOWN
        case list():
            return ~any_true(~lies_in(item, allowed) for item in place)
        case _:
            return Truth.UNKNOWN


def why_not_told(data: Data, what: str) -> Unknown:
    """What would tell a region or account."""
    if isinstance(data, Reference | Partial):
        return Unknown(f"the {what} is not known before deployment")
    return first_unknown(data) or Unknown(f"the {what} is not written")
