"""The matcher of CloudWatch Logs' filter patterns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrule.filterpattern import Event, matcher

STOP: Event = {"eventName": "StopLogging", "eventSource": "cloudtrail.amazonaws.com", "userIdentity": {"type": "Root"}}


@pytest.mark.parametrize(
    ("pattern", "matches"),
    [
        ("", True),
        ("{ $.eventName = StopLogging }", True),
        ('{$.eventName="StopLogging"}', True),
        ("{ $.eventName = stoplogging }", False),
        ("{ $.eventName = Stop* }", True),
        ("{ $.eventName = St?p* }", False),
        ("{ $.eventName != StopLogging }", False),
        ("{ $.eventName != DeleteTrail }", True),
        ("{ $.errorCode != DeleteTrail }", False),
        ("{ $.errorCode NOT EXISTS }", True),
        ("{ $.eventName NOT EXISTS }", False),
        ("{ $.errorCode IS NULL }", False),
        ('{ $.userIdentity.type = "Root" }', True),
        ("{ $.userIdentity['type'] = \"Root\" }", True),
        ("{ $.userIdentity = Root }", False),
        # && binds closer than ||
        ("{ $.eventName = StopLogging || $.eventName = X && $.eventName = Y }", True),
        ("{ ($.eventName = StopLogging || $.eventName = X) && $.eventName = Y }", False),
        (
            "{ (($.eventSource = cloudtrail.amazonaws.com)) && (($.eventName = X) || ($.eventName = StopLogging)) }",
            True,
        ),
    ],
)
def test_a_pattern_matches(pattern: str, matches: bool) -> None:
    question = matcher(pattern)
    assert question is not None
    assert question(STOP) is matches


@pytest.mark.parametrize(
    "pattern",
    [
        "StopLogging",
        "[ip, user, status = 4*]",
        "{ $.eventName = }",
        "{ $.eventName }",
        "{ ($.eventName = X }",
        "{ $.eventName = X) }",
        "{ $.eventName = %Stop.*% }",
        "{ $.threshold > 5 }",
        "{ $.eventName EXISTS }",
        "{ " + "(" * 5000 + "$.a = b" + ")" * 5000 + " }",
    ],
)
def test_a_pattern_that_is_not_judged(pattern: str) -> None:
    assert matcher(pattern) is None


@given(st.text(alphabet='{}()$.ab=!|& "*', max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    question = matcher("{" + text + "}")
    assert question is None or question(STOP) in {True, False}
