"""How a requirement stands."""

import pytest

from groundrule.evidence.assessment import Judged, Standing, assess
from groundrule.finding import Waiver
from groundrule.profile.catalogue import Kind
from groundrule.verdict import Outcome
from tests.evidence.evidences import SIGNED, judged, row
from tests.report.runs import finding

DENIED = finding(number=1)
UNKNOWN = finding(number=2, outcome=Outcome.UNKNOWN)
WAIVED = finding(number=3, waived=Waiver("waiver", "agreed", "CISO", "2027-01-31"))
IGNORED = finding(number=4, waived=Waiver("inline", "known"))
BEFORE = finding(number=5, waived=Waiver("baseline"))
OURS = SIGNED._replace(requirement="CUIMC-13")


@pytest.mark.parametrize(
    ("given", "standing"),
    [
        (judged(), Standing.SATISFIED),
        (judged([DENIED]), Standing.NOT_SATISFIED),
        (judged([DENIED, UNKNOWN, WAIVED]), Standing.NOT_SATISFIED),
        (judged([UNKNOWN, WAIVED]), Standing.UNDETERMINED),
        (judged([WAIVED]), Standing.WITH_EXCEPTIONS),
        (judged([IGNORED]), Standing.WITH_EXCEPTIONS),
        (judged([BEFORE]), Standing.NOT_SATISFIED),
        (judged(checks=0), Standing.NOT_APPLICABLE),
        (judged(selected=False, checks=0), Standing.UNDETERMINED),
        (judged(problem="can't be read"), Standing.UNDETERMINED),
        (judged(problem="can't be read", checks=0), Standing.UNDETERMINED),
        (judged([WAIVED], problem="can't be read"), Standing.UNDETERMINED),
        (judged([DENIED], problem="can't be read"), Standing.NOT_SATISFIED),
    ],
)
def test_templates_decide_a_checked_requirement(given: Judged, standing: Standing) -> None:
    assert assess(row(), given).standing is standing


@pytest.mark.parametrize(
    ("given", "standing"),
    [
        (judged(), Standing.TO_BE_ATTESTED),
        (judged(attested=[OURS]), Standing.SATISFIED),
        (judged([WAIVED], attested=[OURS]), Standing.WITH_EXCEPTIONS),
        (judged([DENIED], attested=[OURS]), Standing.NOT_SATISFIED),
        (judged([UNKNOWN], attested=[OURS]), Standing.UNDETERMINED),
        (judged([UNKNOWN]), Standing.UNDETERMINED),
        (judged(checks=0), Standing.TO_BE_ATTESTED),
        (judged(checks=0, attested=[OURS]), Standing.ATTESTED),
        (judged(attested=[OURS._replace(expires="2026-11-24")]), Standing.TO_BE_ATTESTED),
        (judged(attested=[OURS._replace(expires="2026-11-25")]), Standing.SATISFIED),
        (judged(attested=[OURS._replace(signed="2026-11-26")]), Standing.TO_BE_ATTESTED),
    ],
)
def test_a_statement_and_templates_decide_a_partly_checked_one(given: Judged, standing: Standing) -> None:
    assert assess(row(Kind.PARTLY), given).standing is standing


def test_no_template_satisfies_an_attested_one() -> None:
    alone = assess(row(Kind.ATTESTED, "CUIMC-24"), judged())
    assert (alone.standing, alone.by_templates) == (Standing.TO_BE_ATTESTED, None)
    signed = assess(row(Kind.ATTESTED, "CUIMC-24"), judged(attested=[SIGNED], problem="can't be read"))
    assert (signed.standing, signed.attested) == (Standing.ATTESTED, True)
    assert signed.reasons == ("all of it is attested by Ada until 2027-09-30",)


def test_it_says_what_it_rests_on() -> None:
    found = assess(row(Kind.PARTLY), judged([DENIED, UNKNOWN, WAIVED, BEFORE], checks=9, problem="can't be read"))
    assert found.counts == (9, 2, 1, 1, 1)
    assert found.reasons == (
        "2 denied",
        "1 unknown: an input is missing",
        "1 of them known from the baseline, which permits nothing",
        "1 waived",
        "what no template shows has still to be attested",
    )
    nothing = assess(row(), judged(checks=0))
    assert nothing.reasons == ("nothing in scope: none of its policies applies to anything that was found",)
    unasked = assess(row(), judged(checks=0, selected=False))
    assert unasked.reasons == ("none of its policies was selected",)
    assert [policy.id for policy in unasked.left_out] == ["thing-open"]
    assert assess(row(name="CUIMC-29"), judged()).reasons == ("there is no policy that checks it",)
    broken = assess(row(), judged(problem="can't be read"))
    assert broken.reasons == ("the run is incomplete: what could not be inspected may break it",)


def test_only_the_findings_of_its_own_policies_count() -> None:
    other = assess(row(name="CUIMC-29"), judged([DENIED]))
    assert (other.findings, other.counts.denied) == ((), 0)
