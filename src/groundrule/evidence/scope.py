"""What a report is about: which sources, judged when, by what, under which terms."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from groundrule import __version__
from groundrule.evidence.assessment import Assessment, Standing
from groundrule.finding import Coverage, Finding, order
from groundrule.git import Checkout
from groundrule.profile.catalogue import Catalogue
from groundrule.profile.model import Profile


class Scope(NamedTuple):
    """What was judged.

    Attributes:
        paths: as they were named.
        checkouts: the repositories that they lie in.
        moment: when.
        profile: the organisation's choice.
        catalogues: its requirements.
        terms: the options that bear on what was found, in words.
        tool: the linter's version.
    """

    paths: tuple[str, ...]
    checkouts: tuple[Checkout, ...]
    moment: datetime
    profile: Profile
    catalogues: tuple[Catalogue, ...]
    terms: Mapping[str, str]
    tool: str = __version__


class Evidence(NamedTuple):
    """The whole report.

    Attributes:
        scope: what was judged.
        coverage: what of it was inspected.
        assessments: every requirement of every catalogue, in their order.
    """

    scope: Scope
    coverage: Coverage
    assessments: tuple[Assessment, ...]

    def of(self, catalogue: Catalogue) -> Sequence[Assessment]:
        """The assessments of one catalogue's requirements."""
        return [item for item in self.assessments if item.requirement in catalogue.requirements]

    @property
    def findings(self) -> Sequence[Finding]:
        """The findings of all requirements, each once, in the order of their places."""
        # what a waiver has taken apart shares its fingerprint
        found = {id(finding): finding for item in self.assessments for finding in item.findings}
        return sorted(found.values(), key=order)

    @property
    def totals(self) -> Mapping[Standing, int]:
        """How many requirements stand how."""
        return Counter(item.standing for item in self.assessments)


def now() -> datetime:
    """The moment of a report: `SOURCE_DATE_EPOCH` where it is set, else the present, to the second."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(fixed), UTC) if fixed.isdigit() else datetime.now(UTC).replace(microsecond=0)
