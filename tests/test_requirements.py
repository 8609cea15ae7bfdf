"""Every requirement tried with templates that break it and templates that keep it, under its campus's profile."""

from functools import cache
from pathlib import Path

import pytest

from groundrule import selection
from groundrule.engine import judge
from groundrule.graph import Gap
from groundrule.harness import parameters
from groundrule.loading import load_alone
from groundrule.policy import Policy
from groundrule.profile import applied, read
from groundrule.profile.model import Profile
from groundrule.registry import bundled, load
from groundrule.verdict import Outcome

FIXTURES = Path(__file__).parent.parent / "fixtures" / "requirements"
TEMPLATES = sorted(path for path in FIXTURES.glob("*/*") if path.name.startswith(("breaks", "keeps")))
PROFILES = {"CUIMC": "cuimc", "STAN": "stanford"}


@cache
def campus(name: str) -> tuple[Profile, tuple[Policy, ...]]:
    """A bundled profile and the policies that run under it."""
    profile = read.read(name).profile
    known = applied.regraded(load([bundled()]), profile)
    return profile, selection.select(known, profile.select, profile.ignore)


def denied(path: Path) -> list[str]:
    """The policies of a template's requirement that deny something in it."""
    requirement = path.parent.name
    profile, policies = campus(PROFILES[requirement.partition("-")[0]])
    found = []
    # what the office would enter in its own profile
    given = {**profile.parameters, **parameters(path.read_text("utf-8"))}
    for graph in load_alone(path):
        judgement = judge(graph, policies, parameters=given)
        assert not judgement.failures
        assert all(isinstance(skipped, Gap) for skipped in graph.skipped)
        found += [
            f"{finding.policy.id}: {finding.address}"
            for finding in judgement.findings
            if finding.outcome is Outcome.DENY and requirement in finding.policy.requirements
        ]
    return found


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_the_profile_denies_what_breaks_a_requirement_and_nothing_that_keeps_it(path: Path) -> None:
    found = denied(path)
    assert bool(found) == path.name.startswith("breaks"), found


@pytest.mark.parametrize("directory", sorted(FIXTURES.iterdir()), ids=lambda directory: directory.name)
def test_a_requirement_is_tried_both_ways(directory: Path) -> None:
    kinds = {path.name.partition(".")[0].partition("-")[0] for path in directory.iterdir()}
    assert kinds == {"breaks", "keeps"}


@pytest.mark.parametrize("name", sorted(PROFILES.values()))
def test_every_row_that_is_served_at_all_is_served_by_the_profile(name: str) -> None:
    _, policies = campus(name)
    every = {row for policy in load([bundled()]) for row in policy.requirements}
    chosen = {row for policy in policies for row in policy.requirements}
    prefix = next(prefix for prefix, profile in PROFILES.items() if profile == name)
    assert {row for row in every - chosen if row.startswith(prefix)} == set()
