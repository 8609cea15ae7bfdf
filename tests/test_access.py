import json

import pytest

from groundrule.access import denies_plain_http, must_not_be_public, statements
from groundrule.subject import Attribute
from groundrule.value import ABSENT, Data, Encoded, Partial, Reference, Truth, Unknown
from groundrule.verdict import Outcome
from tests.support import subject

DOUBT = Unknown("`var.x` has no value")
ROLE = Reference("aws_iam_role.r", "arn")


def document(*parts: Data) -> Attribute:
    return subject({"policy": {"Statement": list(parts)}})["policy"]


def allow(**more: Data) -> Data:
    return {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", **more}


@pytest.mark.parametrize(
    ("statement", "anonymous"),
    [
        (allow(Principal="*"), Truth.TRUE),
        (allow(Principal={"AWS": "*"}), Truth.TRUE),
        (allow(Principal={"AWS": ["arn:aws:iam::1:root", "*"]}), Truth.TRUE),
        (allow(NotPrincipal={"AWS": "arn:aws:iam::1:root"}), Truth.TRUE),
        (allow(Principal={"AWS": "arn:aws:iam::1:root"}), Truth.FALSE),
        (allow(Principal={"Service": "*"}), Truth.FALSE),
        (allow(Principal={"AWS": ROLE}), Truth.FALSE),
        (allow(Principal={"AWS": DOUBT}), Truth.UNKNOWN),
        (allow(Principal={"AWS": Partial(("arn:aws:iam::", DOUBT, ":root"))}), Truth.FALSE),
        (allow(), Truth.FALSE),
        ({"Effect": "Deny", "Principal": "*"}, Truth.FALSE),
        (allow(Principal="*", Condition={"StringEquals": {"aws:PrincipalOrgID": "o-1"}}), Truth.FALSE),
        (allow(Principal="*", Condition={"StringEquals": {"AWS:SourceVpce": "vpce-1"}}), Truth.FALSE),
        (allow(Principal="*", Condition={"ArnLike": {"aws:SourceArn": ROLE}}), Truth.FALSE),
        (allow(Principal="*", Condition={"IpAddress": {"aws:SourceIp": "198.51.100.0/24"}}), Truth.FALSE),
        (allow(Principal="*", Condition={"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}}), Truth.TRUE),
        (allow(Principal="*", Condition={"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}}), Truth.TRUE),
        (allow(Principal="*", Condition={"StringEqualsIfExists": {"aws:SourceVpce": "v"}}), Truth.TRUE),
        (allow(Principal="*", Condition={"StringLike": {"aws:PrincipalArn": "*"}}), Truth.TRUE),
        (allow(Principal="*", Condition={"Bool": {"aws:SecureTransport": "true"}}), Truth.TRUE),
        (allow(Principal="*", Condition=DOUBT), Truth.UNKNOWN),
    ],
)
def test_who_is_let_in(statement: Data, anonymous: Truth) -> None:
    (found,) = statements(document(statement))
    assert found.anonymous is anonymous


@pytest.mark.parametrize(
    "written",
    [
        json.dumps({"Statement": [allow(Principal="*")]}),
        json.dumps({"Statement": allow(Principal="*")}),
        Encoded({"Statement": [{"Effect": "Allow", "Principal": "*", "Resource": ROLE}]}),
        Partial(('{"Statement":{"Effect":"Allow","Principal":"*","Resource":"', ROLE, '/*"}}')),
    ],
)
def test_a_document_is_one_however_it_is_written(written: Data) -> None:
    policy = subject({"policy": written})["policy"]
    assert [verdict.outcome for verdict in must_not_be_public(policy)] == [Outcome.DENY]


@pytest.mark.parametrize(
    ("written", "outcomes"),
    [
        (ABSENT, []),
        (DOUBT, [Outcome.UNKNOWN]),
        ("{not json", [Outcome.UNKNOWN]),
        ({"Statement": DOUBT}, [Outcome.UNKNOWN]),
        ({"Statement": []}, []),
    ],
)
def test_what_nobody_can_read_is_unknown(written: Data, outcomes: list[Outcome]) -> None:
    policy = subject({"policy": written})["policy"]
    assert [verdict.outcome for verdict in must_not_be_public(policy)] == outcomes


def test_plain_http_is_denied_by_a_statement_for_everybody() -> None:
    deny: Data = {"Effect": "Deny", "Principal": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
    assert denies_plain_http(document(allow(), deny)) is Truth.TRUE
    assert denies_plain_http(document(allow())) is Truth.FALSE
    boolean: Data = {"Effect": "Deny", "Principal": {"AWS": "*"}, "Condition": {"Bool": {"aws:SecureTransport": False}}}
    assert denies_plain_http(document(boolean)) is Truth.TRUE
    assert denies_plain_http(subject({"policy": DOUBT})["policy"]) is Truth.UNKNOWN


def test_actions_match_by_iams_wildcards() -> None:
    (found,) = statements(document(allow(Action=["s3:Get*", "sqs:*"])))
    assert found.matches("s3:GetObject") is Truth.TRUE
    assert found.matches("S3:getobject") is Truth.TRUE
    assert found.matches("s3:PutObject") is Truth.FALSE
    assert found.every_action is Truth.TRUE
    (other,) = statements(document({"Effect": "Allow", "NotAction": "iam:*"}))
    assert other.matches("s3:GetObject") is Truth.TRUE
    assert other.matches("iam:PassRole") is Truth.FALSE
