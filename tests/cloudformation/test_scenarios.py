"""Conditions: verdicts over the scenarios that can be reached."""

import itertools
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrule.cloudformation.load import Inputs
from groundrule.engine import judge
from groundrule.policy import HIGH, Category, Resource, Verdict, policy
from groundrule.scenarios import named
from groundrule.verdict import Outcome
from tests.cloudformation.templates import graph

HEAD = """\
Parameters:
  Env: {Type: String, AllowedValues: [dev, test, prod]}
  Key: {Type: String}
  Vpc: {Type: "AWS::EC2::VPC::Id"}
  Sizes: {Type: CommaDelimitedList}
  Long: {Type: String, MinLength: 1}
  Stored: {Type: "AWS::SSM::Parameter::Value<String>", Default: /x}
Mappings:
  Envs:
    dev: {Big: "no"}
    test: {Big: "no"}
    prod: {Big: "yes"}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
  IsDev: !Equals [!Ref Env, dev]
  Big: !Equals [!FindInMap [Envs, !Ref Env, Big], "yes"]
  Never: !And [!Condition IsProd, !Condition IsDev]
  HasKey: !Not [!Equals [!Ref Key, ""]]
  NoVpc: !Equals [!Ref Vpc, ""]
  NoSizes: !Equals [!Join ["", !Ref Sizes], ""]
  Empty: !Equals [!Ref Long, ""]
  Stored: !Equals [!Ref Stored, a]
  Virginia: !Equals [!Ref "AWS::Region", us-east-1]
  Ireland: !Equals [!Ref "AWS::Region", eu-west-1]
  China: !Equals [!Ref "AWS::Partition", aws-cn]
"""


@policy(id="not-encrypted", severity=HIGH, category=Category.ENCRYPTION_AT_REST, resources=("aws_ebs_volume",))
def not_encrypted(volume: Resource) -> Verdict:
    """Not encrypted."""
    return volume["encrypted"].must_be(True)


def outcomes(resources: str, head: str = HEAD, inputs: Inputs = Inputs()) -> list[tuple[str, str, str]]:  # noqa: B008
    """Address, outcome and the scenario (or the missing input) of every finding."""
    found = judge(graph(f"{head}Resources:\n{resources}", inputs), [not_encrypted])
    assert not found.failures
    return [
        (item.address, item.outcome.value, item.reason or item.message.partition(", when ")[2])
        for item in found.findings
    ]


def volume(encrypted: str, condition: str = "") -> str:
    extra = f"    Condition: {condition}\n" if condition else ""
    return f"  V:\n    Type: AWS::EC2::Volume\n{extra}    Properties: {{Encrypted: {encrypted}}}\n"


@pytest.mark.parametrize(
    ("encrypted", "when"),
    [
        ("!If [IsProd, true, false]", "`IsProd` is false"),
        ("!If [IsProd, !Ref 'AWS::NoValue', true]", "`IsProd` is true"),
        ("!If [Big, true, false]", "`Big` is false"),
        ("!If [HasKey, !If [IsProd, true, false], true]", "`HasKey` is true and `IsProd` is false"),
        ("!If [NoSizes, true, false]", "`NoSizes` is false"),
        ("!If [Virginia, true, !If [Ireland, false, true]]", "`Ireland` is true"),
        ("!If [China, true, false]", "`China` is false"),
        ("!If [IsProd, !Equals [!Ref Env, dev], true]", "`IsProd` is true"),
    ],
)
def test_denied_in_some_scenarios(encrypted: str, when: str) -> None:
    assert outcomes(volume(encrypted)) == [("V", "deny", when)]


@pytest.mark.parametrize(
    "encrypted",
    [
        "!If [Never, false, true]",
        "!If [IsProd, !If [IsDev, false, true], true]",
        "!If [Big, !If [IsProd, true, false], true]",
        "!If [Virginia, !If [Ireland, false, true], true]",
        "!If [NoVpc, false, true]",
        "!If [Empty, false, true]",
        "!If [IsProd, !Equals [!Ref Env, prod], true]",
    ],
)
def test_what_only_exclusive_conditions_would_deny_is_allowed(encrypted: str) -> None:
    assert outcomes(volume(encrypted)) == []


def test_denied_in_all_names_none() -> None:
    encrypted = "!If [IsProd, false, !If [IsProd, true, !If [IsDev, false, !Ref 'AWS::NoValue']]]"
    assert outcomes(volume(encrypted)) == [("V", "deny", "")]


def test_a_resource_that_no_scenario_makes_is_not_judged() -> None:
    assert outcomes(volume("false", "Never")) == []
    assert outcomes(volume("false", "IsDev")) == [("V", "deny", "`IsDev` is true")]
    assert outcomes(volume("!If [IsProd, false, true]", "IsDev")) == []


def test_what_is_read_from_the_account_stays_unknown() -> None:
    ((_, outcome, reason),) = outcomes(volume("!If [Stored, true, false]"))
    assert outcome == "unknown"
    assert "read from Systems Manager" in reason


def test_given_parameters_leave_one_scenario() -> None:
    given_values = Inputs({"Env": "prod"})
    assert outcomes(volume("!If [IsProd, true, false]"), inputs=given_values) == []
    assert outcomes(volume("!If [IsProd, false, true]"), inputs=given_values) == [("V", "deny", "")]


def test_a_companion_that_shares_its_condition() -> None:
    @policy(id="no-versions", severity=HIGH, category=Category.BACKUP_AND_RETENTION, resources=("aws_s3_bucket",))
    def no_versions(bucket: Resource) -> Verdict:
        """No versions."""
        return bucket.companions("aws_s3_bucket_policy", by="bucket").must_exist("it has no policy")

    def template(condition: str) -> str:
        return f"""{HEAD}Resources:
  B: {{Type: "AWS::S3::Bucket", Condition: IsProd}}
  P:
    Type: AWS::S3::BucketPolicy
    Condition: {condition}
    Properties: {{Bucket: !Ref B, PolicyDocument: {{}}}}
"""

    assert judge(graph(template("IsProd")), [no_versions]).findings == ()
    (missing,) = judge(graph(template("IsDev")), [no_versions]).findings
    assert missing.outcome is Outcome.DENY
    (some,) = judge(graph(template("HasKey")), [no_versions]).findings
    assert some.message.endswith("when `IsProd` is true and `HasKey` is false")


def test_a_spent_budget_is_told() -> None:
    names = [f"P{number}" for number in range(12)]
    head = "Parameters:\n" + "".join(f"  {name}: {{Type: String}}\n" for name in names)
    head += "Conditions:\n" + "".join(f'  C{name}: !Equals [!Ref {name}, "x"]\n' for name in names)
    nested = "true"
    for name in names:
        nested = f"!If [C{name}, false, {nested}]"
    ((_, outcome, reason),) = outcomes(volume(nested), head)
    assert outcome == "unknown"
    assert "4096 combinations of parameters, more than are tried" in reason


NAMES = ("A", "B", "C")
FORMULAS = st.recursive(
    st.tuples(st.sampled_from(("P", "Q")), st.sampled_from("xyz")).map(
        lambda pair: f"!Equals [!Ref {pair[0]}, {pair[1]}]"
    ),
    lambda inner: (
        inner.map(lambda one: f"!Not [{one}]")
        | st.tuples(inner, inner).map(lambda two: f"!And [{two[0]}, {two[1]}]")
        | st.tuples(inner, inner).map(lambda two: f"!Or [{two[0]}, {two[1]}]")
    ),
    max_leaves=4,
)
VALUES = st.recursive(
    st.sampled_from(("true", "false")),
    lambda inner: st.tuples(st.sampled_from(NAMES), inner, inner).map(lambda it: f"!If [{it[0]}, {it[1]}, {it[2]}]"),
    max_leaves=5,
)


@given(st.tuples(FORMULAS, FORMULAS, FORMULAS), VALUES, st.sampled_from((*NAMES, "")))
def test_scenarios_agree_with_every_value_of_the_parameters(
    formulas: tuple[str, str, str], value: str, condition: str
) -> None:
    head = 'Parameters:\n  P: {Type: String}\n  Q: {Type: String, AllowedValues: [x, "y", z, w]}\nConditions:\n'
    head += "".join(f"  {name}: {formula}\n" for name, formula in zip(NAMES, formulas, strict=True))
    template = volume(value, condition)
    each = [bool(outcomes(template, head, Inputs({"P": p, "Q": q}))) for p, q in itertools.product("xyzw", repeat=2)]
    found = outcomes(template, head)
    assert bool(found) == any(each)
    assert all(outcome == "deny" for _, outcome, _ in found)
    if all(each):
        assert [when for _, _, when in found] == [""]


@given(st.lists(st.fixed_dictionaries({name: st.booleans() for name in NAMES}), min_size=1, max_size=8))
def test_the_words_for_a_scenario_leave_out_all_others(worlds: list[Mapping[str, bool]]) -> None:
    hits, others = worlds[:1], [world for world in worlds[1:] if world != worlds[0]]
    words = named(hits, others)
    if not others:
        assert words == ""
        return
    told = dict(part.strip("`").split("` is ") for part in words.removeprefix("when ").split(" and "))
    holding = [world for world in worlds if all(str(world[name]).lower() == truth for name, truth in told.items())]
    assert worlds[0] in holding
    assert not any(world in others for world in holding)
