import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrule.value import Truth, Unknown
from groundrule.verdict import Outcome, Severity, Spot, Verdict, all_of, any_of, weaken
from tests.support import node

SPOT = Spot(node("aws_thing.a"))
AS_TRUTH = {Outcome.ALLOW: Truth.TRUE, Outcome.DENY: Truth.FALSE, Outcome.UNKNOWN: Truth.UNKNOWN}
OUTCOMES = st.sampled_from(Outcome)


def verdict(outcome: Outcome, detail: str = "") -> Verdict:
    return Verdict(outcome, SPOT, detail, unknown=Unknown("`var.x` has no value"))


@given(OUTCOMES, OUTCOMES)
def test_verdicts_combine_like_truths(left: Outcome, right: Outcome) -> None:
    both, either = verdict(left) & verdict(right), verdict(left) | verdict(right)
    assert AS_TRUTH[both.outcome] is AS_TRUTH[left] & AS_TRUTH[right]
    assert AS_TRUTH[either.outcome] is AS_TRUTH[left] | AS_TRUTH[right]


def test_a_verdict_is_no_bool() -> None:
    with pytest.raises(TypeError):
        bool(verdict(Outcome.ALLOW))


def test_a_denied_choice_names_every_alternative() -> None:
    denied = any_of([verdict(Outcome.DENY, "a is off"), verdict(Outcome.DENY, "b is off")])
    assert [item.detail for item in (denied, *denied.besides)] == ["a is off", "b is off"]
    assert [item.detail for item in denied.said("when `x` is true").besides] == ["b is off, when `x` is true"]


def test_what_would_decide_an_excuse_is_named() -> None:
    denied = Verdict(Outcome.DENY, SPOT, "off")
    doubt = Unknown("`var.engine` has no value")
    assert denied.unless(Truth.UNKNOWN, doubt).unknown is doubt
    assert denied.unless(Truth.UNKNOWN).unknown is not None, "an unknown verdict always has a reason"


def test_nothing_to_combine_is_the_callers_question() -> None:
    with pytest.raises(ValueError, match="no verdicts"):
        all_of([])


def test_an_excuse_that_is_not_known_weakens_only_a_denial() -> None:
    assert verdict(Outcome.DENY).unless(Truth.TRUE).outcome is Outcome.ALLOW
    assert verdict(Outcome.DENY).unless(Truth.UNKNOWN).outcome is Outcome.UNKNOWN
    assert verdict(Outcome.ALLOW).unless(Truth.UNKNOWN).outcome is Outcome.ALLOW
    assert verdict(Outcome.DENY).when(Truth.FALSE).outcome is Outcome.ALLOW
    assert verdict(Outcome.DENY).when(Truth.TRUE).outcome is Outcome.DENY


def test_an_allowance_where_a_policy_does_not_apply_is_told_from_one_that_was_asked_for() -> None:
    asked, idle = verdict(Outcome.ALLOW), verdict(Outcome.DENY).when(Truth.FALSE)
    assert (asked.idle, idle.idle, idle.unless(Truth.UNKNOWN).idle) == (False, True, True)
    for pair in ((asked, idle), (idle, asked)):
        assert not all_of(pair).idle
        assert not any_of(pair).idle
    assert all_of((idle, idle)).idle
    assert not verdict(Outcome.DENY).when(Truth.UNKNOWN).idle


def test_alternatives_that_differ_are_unknown() -> None:
    doubt = Unknown("`var.open` has no value")
    mixed = weaken([verdict(Outcome.ALLOW), verdict(Outcome.DENY, "open")], doubt)
    assert (mixed.outcome, mixed.detail, mixed.unknown) == (Outcome.UNKNOWN, "open", doubt)
    assert weaken([verdict(Outcome.DENY), verdict(Outcome.DENY)], doubt).outcome is Outcome.DENY


def test_a_severity_of_its_own_survives_being_combined() -> None:
    severe = verdict(Outcome.DENY).at(Severity.CRITICAL)
    assert (severe & verdict(Outcome.ALLOW)).severity is Severity.CRITICAL
    assert severe.unless(Truth.UNKNOWN).severity is Severity.CRITICAL
    assert any_of([severe, verdict(Outcome.DENY)]).severity is Severity.CRITICAL
