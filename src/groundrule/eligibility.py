"""The providers' lists of services that may hold protected health information under an agreement (HIPAA)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from groundrule.lifecycle import today
from groundrule.patterns import fits
from groundrule.vocabulary import services
from groundrule.vocabulary.services import Service

_DIRECTORY: Final = Path(services.__file__).with_name("eligible")


class Eligible(NamedTuple):
    """One provider's list.

    Attributes:
        provider: `aws`, `azure` or `google`.
        date: the day as of which it holds, as `2025-06-30`.
        source: where the provider publishes it.
        services: our words for the services on it.
        without_data: those that grant, group or bill and hold no data of their own, of which no list speaks.
    """

    provider: str
    date: str
    source: str
    services: frozenset[str]
    without_data: frozenset[str]


@cache
def eligible(provider: str) -> Eligible:
    """The list of a provider."""
    data = json.loads((_DIRECTORY / f"{provider}.json").read_text("utf-8"))
    return Eligible(
        provider, data["date"], data["source"], frozenset(data["services"]), frozenset(data["without_data"])
    )


def holds_no_data(service: Service) -> bool:
    """Whether a service holds no data of its customers' own, so that no list need name it."""
    return service.name in eligible(service.provider).without_data


def is_eligible(service: Service, changes: Mapping[str, Mapping[str, Sequence[str]]]) -> bool:
    """Whether a service is on its provider's list.

    Args:
        service: the service.
        changes: by provider, what the organisation adds to the list and removes from it.
    """
    own = changes.get(service.provider, {})
    if service.name in own.get("remove", ()):
        return False
    return service.name in {*eligible(service.provider).services, *own.get("add", ())}


def is_approved(service: Service, patterns: Sequence[str]) -> bool:
    """Whether a service is among those that a class of data may lie with: `aws`, `aws:s3`, `google:big*`."""
    return service.provider in patterns or fits(str(service), patterns)


def is_in_force(agreement: Mapping[str, str]) -> bool:
    """Whether an agreement of the register has not ended before the day of the run."""
    return agreement.get("expires", "9999") >= today()


def outdated(days: int, providers: Iterable[str]) -> Iterator[Eligible]:
    """The providers' lists that are older than so many days."""
    from datetime import date

    now = date.fromisoformat(today())
    for provider in providers:
        found = eligible(provider)
        if (now - date.fromisoformat(found.date)).days > days:
            yield found
