from collections.abc import Callable

import pytest

from groundrule import graph
from groundrule.graph import Elsewhere, Graph, Remark, Skipped
from groundrule.subject import Attribute, Resource
from groundrule.value import ABSENT, Data, OneOf, OpenList, Partial, Reference, Truth, Unknown, Why
from groundrule.verdict import Outcome, Verdict
from groundrule.vocabulary.defaults import default
from tests.support import graph_of, node, subject

UNKNOWN = Unknown("`var.x` has no value")
ARN = Reference("aws_kms_key.k", "arn")
DENY, ALLOW, UNSURE = Outcome.DENY, Outcome.ALLOW, Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("data", "outcome"),
    [
        (True, ALLOW),
        ("true", ALLOW),
        (False, DENY),
        (ABSENT, DENY),
        (None, DENY),
        (UNKNOWN, UNSURE),
        (OneOf((True, False), UNKNOWN), UNSURE),
        (OneOf((True, "true"), UNKNOWN), ALLOW),
        (OneOf((False, None), UNKNOWN), DENY),
    ],
)
def test_must_be_true(data: Data, outcome: Outcome) -> None:
    assert subject({"a": data})["a"].must_be(True).outcome is outcome


@pytest.mark.parametrize(
    ("data", "outcome"),
    [
        ("x", ALLOW),
        ("", DENY),
        ([], DENY),
        ({}, DENY),
        ({"a": 1}, ALLOW),
        ([1], ALLOW),
        (0, ALLOW),
        (None, DENY),
        (ABSENT, DENY),
        (UNKNOWN, UNSURE),
        (ARN, ALLOW),
        (Partial(("x", UNKNOWN)), ALLOW),
        (Unknown("a secret store", Why.EXTERNAL), ALLOW),
        (OpenList([{}], UNKNOWN), UNSURE),
        (OneOf((ARN, None), UNKNOWN), UNSURE),
    ],
)
def test_must_be_set(data: Data, outcome: Outcome) -> None:
    assert subject({"a": data})["a"].must_be_set().outcome is outcome


@pytest.mark.parametrize(
    ("judge", "data", "outcome"),
    [
        (lambda a: a.must_be_at_least(7), 7, ALLOW),
        (lambda a: a.must_be_at_least(7), "7", ALLOW),
        (lambda a: a.must_be_at_least(7), 6, DENY),
        (lambda a: a.must_be_at_least(7), ABSENT, DENY),
        (lambda a: a.must_be_at_least(7), UNKNOWN, UNSURE),
        (lambda a: a.must_be_at_least(7), True, DENY),
        (lambda a: a.must_be_at_most(7), 8, DENY),
        (lambda a: a.must_contain("a", "b"), ["b", "a"], ALLOW),
        (lambda a: a.must_contain("a", "b"), ["a"], DENY),
        (lambda a: a.must_contain("a"), ["b", UNKNOWN], UNSURE),
        (lambda a: a.must_not_contain("a"), ["b", UNKNOWN], UNSURE),
        (lambda a: a.must_not_contain("a"), ["a", UNKNOWN], DENY),
        (lambda a: a.must_not_contain("a"), [], ALLOW),
        (lambda a: a.must_be_one_of("x", "y"), "y", ALLOW),
        (lambda a: a.must_be_one_of("x", "y"), Partial(("z", UNKNOWN)), DENY),
        (lambda a: a.must_not_be_one_of("x", "y"), "z", ALLOW),
        (lambda a: a.must_not_be("x"), "x", DENY),
        (lambda a: a.must_not_be_set(), "x", DENY),
        (lambda a: a.must_not_be_set(), ABSENT, ALLOW),
    ],
)
def test_verdicts_on_values(judge: Callable[[Attribute], Verdict], data: Data, outcome: Outcome) -> None:
    assert judge(subject({"a": data})["a"]).outcome is outcome


def test_a_block_that_occurs_once_is_asked_through() -> None:
    versioning = subject({"versioning": [{"enabled": True}]})["versioning"]["enabled"]
    assert versioning.spot.path == ("versioning", 0, "enabled")
    assert versioning.must_be(True).outcome is ALLOW
    assert subject({})["versioning"]["enabled"].must_be(True).outcome is DENY


def test_a_block_that_may_be_missing_is_unknown() -> None:
    logging = subject({"logging": OpenList([{"bucket": "b"}], UNKNOWN)})["logging"]["bucket"]
    assert logging.must_be_set().outcome is UNSURE


def test_the_details_speak_of_the_value() -> None:
    attribute = subject({"a": "b"})["a"].must_be("c")
    assert attribute.detail == "`{name}` is `b`, expected `c`"
    assert attribute.remedy == "set `{name}` to `c`"
    assert subject({})["a"].must_be_set().detail == "`{name}` is not set"


def test_defaults_stand_in_for_what_is_not_written() -> None:
    volume = subject({}, "aws_ebs_volume.v")["encrypted"]
    assert volume.data is False
    assert not volume.written
    assert volume.must_be(True).detail == "`{name}` is not set and defaults to `false`, expected `true`"
    assert subject({"encrypted": None}, "aws_ebs_volume.v")["encrypted"].data is False
    mixed = subject({"encrypted": OneOf((True, None), UNKNOWN)}, "aws_ebs_volume.v")["encrypted"]
    assert mixed.must_be(True).outcome is UNSURE


def test_a_default_may_be_another_in_cloudformation() -> None:
    assert default("aws_dms_replication_instance", "publicly_accessible", "terraform") is False
    assert default("aws_dms_replication_instance", "publicly_accessible", "cloudformation") is True
    assert isinstance(default("aws_db_instance", "publicly_accessible", "cloudformation"), Unknown)
    assert default("aws_db_instance", "multi_az", "cloudformation") is False


def closed(rule: Attribute) -> Verdict:
    return rule["open"].must_be(False)


def test_each_element_has_its_own_verdict() -> None:
    rules = subject({"rule": [{"open": False}, {"open": True}, {"open": UNKNOWN}]})["rule"]
    assert [verdict.outcome for verdict in rules.each(closed)] == [ALLOW, DENY, UNSURE]
    assert rules.every(closed).outcome is DENY
    assert subject({})["rule"].every(closed).outcome is ALLOW
    assert [v.outcome for v in subject({"rule": UNKNOWN})["rule"].each(closed)] == [UNSURE]


def test_blocks_of_an_unknown_number_are_judged_as_if_they_were_there() -> None:
    rules = subject({"rule": OpenList([{"open": True}], UNKNOWN)})["rule"]
    assert rules.every(closed).outcome is DENY
    rules = subject({"rule": OpenList([{"open": False}], UNKNOWN)})["rule"]
    assert rules.any(closed, "no closed rule").outcome is UNSURE


def test_elements_of_one_alternative_are_never_certain() -> None:
    rules = subject({"rule": OneOf(([{"open": True}], []), UNKNOWN)})["rule"]
    assert [verdict.outcome for verdict in rules.each(closed)] == [UNSURE]


def test_companions_are_joined_by_reference_or_by_the_name_they_are_given() -> None:
    bucket = node("aws_s3_bucket.b", {"bucket": "records"})
    graph_of(
        bucket,
        node("aws_s3_bucket.other", {"bucket": "other"}),
        node("aws_s3_bucket_versioning.ref", {"bucket": Reference("aws_s3_bucket.b", "id")}),
        node("aws_s3_bucket_versioning.name", {"bucket": "records"}),
        node("aws_s3_bucket_versioning.elsewhere", {"bucket": Reference("aws_s3_bucket.other", "id")}),
    )
    found = Resource(bucket).companions("aws_s3_bucket_versioning", by="bucket")
    assert [companion.address for companion in found.sure] == [
        "aws_s3_bucket_versioning.ref",
        "aws_s3_bucket_versioning.name",
    ]
    assert found.exist is Truth.TRUE


def test_a_companion_that_may_belong_makes_absence_unknown() -> None:
    bucket = node("aws_s3_bucket.b", {"bucket": "records"})
    graph_of(bucket, node("aws_s3_bucket_versioning.v", {"bucket": UNKNOWN}))
    found = Resource(bucket).companions("aws_s3_bucket_versioning", by="bucket")
    verdict = found.must_exist("it has no versioning")
    assert verdict.outcome is UNSURE
    assert verdict.unknown is UNKNOWN


def test_a_companion_that_may_not_exist_makes_absence_unknown() -> None:
    bucket = node("aws_s3_bucket.b")
    graph_of(
        bucket,
        node("aws_s3_bucket_versioning.v", {"bucket": Reference(bucket.key, "id")}, exists=Truth.UNKNOWN),
    )
    found = Resource(bucket).companions("aws_s3_bucket_versioning", by="bucket")
    assert found.exist is Truth.UNKNOWN
    assert found.must_exist("none").outcome is UNSURE


def test_an_abstract_resource_has_the_companions_of_any_of_its_instances() -> None:
    bucket = node("aws_s3_bucket.b[*]", exists=Truth.UNKNOWN)
    graph_of(bucket, node("aws_s3_bucket_versioning.v", {"bucket": Reference("aws_s3_bucket.b[0]", "id")}))
    found = Resource(bucket).companions("aws_s3_bucket_versioning", by="bucket")
    assert [companion.address for companion in found] == ["aws_s3_bucket_versioning.v"]


def test_references_are_edges() -> None:
    instance = node("aws_instance.i", {"vpc_security_group_ids": [Reference("aws_security_group.g", "id")]})
    graph_of(instance, node("aws_security_group.g"))
    groups = Resource(instance)["vpc_security_group_ids"].targets("aws_security_group")
    assert [group.address for group in groups] == ["aws_security_group.g"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ([{"x": 1}, {"x": 2}], Truth.TRUE),
        ([{"x": 1}], Truth.FALSE),
        ([], Truth.FALSE),
        ({"x": 2}, Truth.TRUE),
        (ABSENT, Truth.FALSE),
        (None, Truth.FALSE),
        (UNKNOWN, Truth.UNKNOWN),
        ([{"x": 1}, UNKNOWN], Truth.UNKNOWN),
        (OpenList([{"x": 2}], UNKNOWN), Truth.UNKNOWN),
        (OpenList([{"x": 1}], UNKNOWN), Truth.FALSE),
        (OneOf(([{"x": 2}], []), UNKNOWN), Truth.UNKNOWN),
        (OneOf(([{"x": 2}], {"x": 2}), UNKNOWN), Truth.TRUE),
    ],
)
def test_a_question_of_any_element(data: Data, expected: Truth) -> None:
    assert subject({"a": data})["a"].has(lambda element: element["x"].is_(2)) is expected


def test_companions_can_be_narrowed() -> None:
    volume = node("aws_ebs_volume.v", {})
    near = node("aws_thing.near", {"of": Reference("aws_ebs_volume.v", "id"), "x": 1})
    far = node("aws_thing.far", {"of": Reference("aws_ebs_volume.v", "id"), "x": 2})
    unclear = node("aws_thing.unclear", {"of": UNKNOWN, "x": 2})
    graph_of(volume, near, far, unclear)
    found = Resource(volume).companions("aws_thing", by="of").where(lambda other: other["x"].is_(2) is Truth.TRUE)
    assert [other.address for other in found] == ["aws_thing.far", "aws_thing.unclear"]
    assert found.exist is Truth.TRUE


def test_those_that_refer_to_a_resource() -> None:
    group = node("aws_security_group.g")
    every = node("aws_security_group.e[*]", exists=Truth.UNKNOWN)
    ids: dict[str, Data] = {
        "vpc_security_group_ids": [Reference(group.key, "id"), Reference("aws_security_group.e[0]", "id")]
    }
    graph_of(group, every, node("aws_instance.i", ids), node("aws_instance.other"))
    assert [user.address for user in Resource(group).referrers()] == ["aws_instance.i"]
    assert [user.address for user in Resource(every).referrers()] == ["aws_instance.i"]


def handed_out(*declared: graph.Resource, skipped: tuple[Skipped, ...] = ()) -> str:
    """Why a group may be used elsewhere; empty where it may not."""
    group = node("aws_security_group.g")
    Graph(".", "terraform", (group,), skipped, declared)
    reason = Resource(group).may_be_used_elsewhere()
    return reason.reason if reason else ""


def declared(type_: str, key: str) -> graph.Resource:
    made = node(f"{key}.aws_", {"value": Reference("aws_security_group.g", "id")})
    made.type, made.key, made.address = type_, key, key
    return made


def test_what_leaves_the_root_may_be_used_elsewhere() -> None:
    assert handed_out() == ""
    assert handed_out(declared("local", "local.group")) == ""
    assert "output.group" in handed_out(declared("output", "output.group"))
    assert "module.portal" in handed_out(declared("module", "module.portal"))


def test_what_a_module_at_hand_is_given_is_seen_there() -> None:
    inside = declared("variable", "module.portal.var.group")
    assert handed_out(declared("module", "module.portal"), inside) == ""


def test_a_part_that_was_not_read_may_use_anything() -> None:
    assert "cannot be read" in handed_out(skipped=(Skipped("main.tf", 1, "it cannot be read"),))
    assert handed_out(skipped=(Remark("main.tf", 1, "a mistake"), Elsewhere("main.tf", 2, "a module"))) == ""
