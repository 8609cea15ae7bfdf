"""The data class of a resource."""

import pytest

from groundrule.classification import data_class, is_critical, is_protected, must_be_kept
from groundrule.subject import Resource
from groundrule.value import Data, OneOf, Truth, Unknown
from groundrule.verdict import Outcome
from groundrule.vocabulary.parameters import BACKUP_DAYS
from tests.support import subject


def _with(values: dict[str, Data], **parameters: object) -> Resource:
    resource = subject({"tags": values})
    resource.node.graph.parameters = {name.replace("_", "-"): value for name, value in parameters.items()}
    return resource


@pytest.mark.parametrize("name", ["data-class", "DataClass", "Data_Classification", "data.risk"])
@pytest.mark.parametrize("value", ["high", "High Risk", "PHI", "restricted"])
def test_a_tag_tells_it_however_it_is_written(name: str, value: str) -> None:
    found = data_class(_with({name: value}))
    assert (found.word, found.told_by, found.unknown) == ("high", "tag", None)
    assert found.among(("high",)) is Truth.TRUE
    assert found.among(("low", "unclassified")) is Truth.FALSE


def test_what_carries_no_tag_is_unclassified_unless_the_profile_says_another_class() -> None:
    assert data_class(_with({"Name": "high"})).word == "unclassified"
    assert data_class(_with({}, default_class="moderate")).word == "moderate"


def test_a_path_tells_it_where_no_tag_does() -> None:
    by_path = {"*.tf": "low", "main.tf": "high"}
    found = data_class(_with({}, classes_by_path=by_path))
    assert (found.word, found.told_by) == ("high", "path")
    assert data_class(_with({"data-class": "moderate"}, classes_by_path=by_path)).word == "moderate"


def test_contradictory_tags_give_the_strictest() -> None:
    found = data_class(_with({"data-class": "low", "classification": "PHI"}))
    assert found.is_contradictory
    assert found.word == "high"


def test_a_value_that_means_no_class_is_strange() -> None:
    found = data_class(_with({"data-class": "purple"}))
    assert [tag.data for tag in found.strange] == ["purple"]
    assert found.word == "unclassified"


def test_a_class_that_is_not_known_is_not_guessed() -> None:
    unknown = Unknown("`var.class` has no value")
    assert data_class(_with({"data-class": unknown})).among(("high",)) is Truth.UNKNOWN
    assert data_class(subject({"tags": unknown})).among(("high",)) is Truth.UNKNOWN
    either = data_class(_with({"data-class": OneOf(("high", "moderate"), unknown)}))
    assert either.among(("high",)) is Truth.UNKNOWN
    assert either.among(("low",)) is Truth.FALSE
    assert either.among(("high", "moderate")) is Truth.TRUE


def test_critical_is_what_a_tag_calls_so_and_what_is_high_risk() -> None:
    assert is_critical(_with({"Critical": "true"})) is Truth.TRUE
    assert is_critical(_with({"critical": "no"})) is Truth.FALSE
    assert is_critical(_with({"data-class": "phi"})) is Truth.TRUE
    assert is_critical(_with({"tier": "gold"}, critical_tags={"tier": ["gold"]})) is Truth.TRUE


@pytest.mark.parametrize(("word", "outcome"), [("low", Outcome.ALLOW), ("high", Outcome.DENY), ("", Outcome.ALLOW)])
def test_days_are_held_against_what_the_class_asks_for(word: str, outcome: Outcome) -> None:
    resource = subject({"days": 10, "tags": {"data-class": word} if word else {}})
    verdict = must_be_kept(resource["days"], resource, BACKUP_DAYS)
    assert verdict.outcome is outcome
    assert ("high risk" in verdict.detail) == (word == "high")


def test_days_that_one_of_the_possible_classes_asks_for_are_unknown() -> None:
    resource = subject({"days": 10, "tags": {"data-class": Unknown("later")}})
    assert must_be_kept(resource["days"], resource, BACKUP_DAYS).outcome is Outcome.UNKNOWN
    enough = subject({"days": 35, "tags": {"data-class": Unknown("later")}})
    assert must_be_kept(enough["days"], enough, BACKUP_DAYS).outcome is Outcome.ALLOW


def test_what_is_protected_the_profile_says() -> None:
    assert is_protected(_with({"data-class": "PHI"})) is Truth.TRUE
    assert is_protected(_with({"data-class": "moderate"})) is Truth.FALSE
    assert is_protected(_with({"data-class": "moderate"}, protected_classes=["moderate"])) is Truth.TRUE
