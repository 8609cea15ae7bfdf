import pytest

from groundrule.cloudformation.load import Inputs
from groundrule.value import ABSENT, Data, Encoded, OneOf, Partial, Reference, Unknown, Why
from tests.cloudformation.templates import graph, value

HEAD = """
Parameters:
  Name: {Type: String, Default: records}
  Free: {Type: String}
  Choice: {Type: String, AllowedValues: [a, b]}
  Zones: {Type: CommaDelimitedList, Default: "x, y"}
  Image: {Type: "AWS::SSM::Parameter::Value<String>", Default: /ami}
Mappings:
  Size:
    small: {Gb: 1}
    large: {Gb: 2}
Conditions:
  Same: !Equals [!Ref Name, records]
  Other: !Not [!Condition Same]
  Maybe: !Equals [!Ref Free, x]
  Loop: !And [!Condition Loop, !Condition Loop]
"""


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("plain", "plain"),
        ("!Ref Name", "records"),
        ("{Ref: Name}", "records"),
        ("!Ref Zones", ["x", "y"]),
        ("!Sub 'a-${Name}-${!Literal}'", "a-records-${Literal}"),
        ("!Sub ['${x}-${Name}', {x: !Ref Name}]", "records-records"),
        ("!Join ['-', [a, 1, true]]", "a-1-true"),
        ("!Select [1, [a, b]]", "b"),
        ("!Select ['0', !Ref Zones]", "x"),
        ("!Split [',', 'a,b']", ["a", "b"]),
        ("!FindInMap [Size, large, Gb]", 2),
        ("!FindInMap [Size, none, Gb, {DefaultValue: 7}]", 7),
        ("!If [Same, a, b]", "a"),
        ("!If [Other, a, b]", "b"),
        ("!If [Other, a, !Ref 'AWS::NoValue']", ABSENT),
        ("{a: 1, b: !Ref 'AWS::NoValue'}", {"a": 1}),
        ("[1, !Ref 'AWS::NoValue']", [1]),
        ("!Base64 abc", "YWJj"),
        ("!Cidr ['10.0.0.0/16', 2, 8]", ["10.0.0.0/24", "10.0.1.0/24"]),
        ("{'Fn::Length': [1, 2]}", 2),
        ("{'Fn::ToJsonString': {a: [1]}}", '{"a":[1]}'),
        ("!And [!Condition Same, !Condition Other]", False),
        ("!Or [!Condition Same, !Condition Maybe]", True),
    ],
)
def test_what_is_known(expression: str, expected: Data) -> None:
    assert value(expression, HEAD) == expected


@pytest.mark.parametrize(
    ("expression", "why", "reason"),
    [
        ("!Ref Free", Why.INPUT, "parameter `Free` has no default"),
        ("!Ref Image", Why.DATA, "read from Systems Manager"),
        ("!Ref AWS::Region", Why.APPLY, "`AWS::Region` is known only when the stack is made"),
        ("!ImportValue net", Why.DATA, "the export `net` of another stack"),
        ("!GetAZs ''", Why.APPLY, "availability zones"),
        ("'{{resolve:secretsmanager:a:SecretString:b}}'", Why.EXTERNAL, "it is kept in `secretsmanager`"),
        ("!Ref Nothing", Why.ERROR, "there is no parameter or resource `Nothing`"),
        ("!GetAtt Nothing.Arn", Why.ERROR, "there is no resource `Nothing`"),
        ("!Select [5, [a]]", Why.ERROR, "the list of 1 has no element 5"),
        ("!Join [a]", Why.ERROR, "it takes a list of 2"),
        ("!FindInMap [Size, none, Gb]", Why.ERROR, "there is no `Size.none.Gb`"),
        ("!If [Nowhere, a, b]", Why.ERROR, "there is no condition `Nowhere`"),
        ("!Equals [!Condition Loop, true]", Why.ERROR, "depends on itself"),
    ],
)
def test_what_is_not_known_says_why(expression: str, why: Why, reason: str) -> None:
    found = value(expression, HEAD)
    unknown = found.unknown if isinstance(found, OneOf) else found
    assert isinstance(unknown, Unknown)
    assert unknown.why is why
    assert reason in unknown.reason


def test_references_are_edges() -> None:
    bucket = value("!Ref B")
    assert isinstance(bucket, Reference)
    assert (bucket.target, bucket.attribute) == ("B", "id")
    for written in ("!GetAtt B.Arn", "!GetAtt [B, Arn]", "{'Fn::GetAtt': [B, Arn]}"):
        arn = value(written)
        assert isinstance(arn, Reference)
        assert (arn.target, arn.attribute) == ("B", "arn")


def test_strings_may_be_known_in_part() -> None:
    text = value("!Sub '${B.Arn}/*'")
    assert isinstance(text, Partial)
    assert text.suffix == "/*"
    joined = value("!Join ['', ['a-', !Ref Free, '-z']]", HEAD)
    assert isinstance(joined, Partial)
    assert (joined.prefix, joined.suffix) == ("a-", "-z")
    assert isinstance(value("{'Fn::ToJsonString': {a: !Ref Free}}", HEAD), Encoded)


def test_alternatives() -> None:
    choice = value("!Ref Choice", HEAD)
    assert isinstance(choice, OneOf)
    assert choice.choices == ("a", "b")
    branch = value("!If [Maybe, 1, 2]", HEAD)
    assert isinstance(branch, OneOf)
    assert "`Free`" in branch.unknown.reason
    mapped = value("!FindInMap [Size, !Ref Free, Gb]", HEAD)
    assert isinstance(mapped, OneOf)
    assert set(mapped.choices) == {1, 2}


def test_inputs_win_over_defaults() -> None:
    given = Inputs({"Name": "other", "Zones": "a"}, "us-gov-west-1", "111122223333")
    assert value("!Ref Name", HEAD, given) == "other"
    assert value("!Ref Zones", HEAD, given) == ["a"]
    assert value("!Sub '${AWS::Region}/${AWS::AccountId}/${AWS::Partition}'", "", given) == (
        "us-gov-west-1/111122223333/aws-us-gov"
    )


def test_resources_exist_by_their_conditions() -> None:
    text = (
        HEAD
        + "Resources:\n"
        + "".join(
            f"  {name}:\n    Type: AWS::SNS::Topic\n    Condition: {name}\n" for name in ("Same", "Other", "Maybe")
        )
    )
    found = {resource.address: resource.exists.value for resource in graph(text).resources}
    assert found == {"Same": "true", "Maybe": "unknown"}


def test_places_and_origins() -> None:
    text = """\
    Parameters:
      On: {Type: String, Default: "false"}
    Conditions:
      Same: !Equals [a, a]
    Resources:
      V:
        Type: AWS::EC2::Volume
        Properties:
          Encrypted: !If [Same, !Ref On, true]
    """
    (volume,) = graph(text).resources
    assert volume.value("encrypted") is False
    place = volume.locate(("encrypted",))
    assert (place.span.first.line, place.words) == (9, "Encrypted")
    assert [step.text for step in place.origin] == ["condition Same is true", 'parameter On: Default: "false"']
    missing = volume.locate(("kms_key_id",))
    assert (missing.span.first.line, missing.words) == (6, "KmsKeyId")
    assert volume.locate(()).span.first.line == 6


def test_json_and_yaml_of_one_template_are_alike() -> None:
    text = '{"Resources": {"V": {"Type": "AWS::EC2::Volume", "Properties": {"Encrypted": {"Fn::Equals": ["a", "a"]}}}}}'
    for path in ("t.json", "t.yaml"):
        (volume,) = graph(text, path=path).resources
        assert volume.value("encrypted") is True
