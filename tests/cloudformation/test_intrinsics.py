import ipaddress
import itertools
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundrule.cloudformation.intrinsics import FUNCTIONS
from groundrule.cloudformation.load import Inputs
from groundrule.secrecy import is_concealed
from groundrule.value import ABSENT, Data, Encoded, OneOf, Partial, Reference, Unknown, Why
from tests.cloudformation.templates import graph, value

HEAD = """
Parameters:
  Name: {Type: String, Default: records}
  Free: {Type: String}
  Choice: {Type: String, AllowedValues: [a, b]}
  Zones: {Type: CommaDelimitedList, Default: "x, y"}
  Image: {Type: "AWS::SSM::Parameter::Value<String>", Default: /ami}
  Pick: {Type: String, AllowedValues: [small, large, none]}
  Secret: {Type: String, NoEcho: true, Default: hunter2hunter2}
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
        ("!Cidr ['2001:db8::/56', 1, 64]", ["2001:db8::/64"]),
        ("!Cidr ['10.0.0.0/24', '2', '6']", ["10.0.0.0/26", "10.0.0.64/26"]),
        ("{'Fn::ToJsonString': {a: 1.5, b: 'x\"y', c: null}}", '{"a":1.5,"b":"x\\"y","c":null}'),
        ("!Join [',', !Split ['-', a-b]]", "a,b"),
        ("!Select [!FindInMap [Size, small, Gb], [a, b]]", "b"),
        ("!Sub '${Name}${!x}$${Name}'", "records${x}$records"),
        ("!Base64 {'Fn::Sub': 'a${Name}'}", "YXJlY29yZHM="),
        ("{'Fn::Length': !Ref Zones}", 2),
        ("!FindInMap [Nowhere, a, b, {DefaultValue: !Ref Name}]", "records"),
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
        ("!Cidr ['10.0.0.0/16', 1000000000, 1]", Why.ERROR, "more than 256"),
        ("!Cidr ['10.0.0.0/30', 8, 2]", Why.ERROR, "the block has not 8 such parts"),
        ("!Cidr [nonsense, 1, 8]", Why.ERROR, "no such parts of the block"),
        ("!Cidr a", Why.ERROR, "it takes a block, a number"),
        ("!Sub [a]", Why.ERROR, "it takes a string, or a list of a string and a mapping"),
        ("!Sub '${Nothing.Arn}'", Why.ERROR, "there is no resource `Nothing`"),
        ("!Split ['', a]", Why.ERROR, "it takes a separator and a string"),
        ("!Select [-1, [a]]", Why.ERROR, "the list of 1 has no element -1"),
        ("!FindInMap [a]", Why.ERROR, "it takes a mapping's name and two keys"),
        ("{'Fn::Length': a}", Why.ERROR, "it takes a list"),
        ("!If [Same, a]", Why.ERROR, "it takes a list of 3"),
        ("!Not [a, b]", Why.ERROR, "it takes a list of 1"),
        ("{'Fn::GetStackOutput': {StackName: a, OutputName: b}}", Why.DATA, "the output of another stack"),
        ("!Ref [a]", Why.ERROR, "it takes a name"),
        ("!GetAtt [B]", Why.ERROR, "it takes a logical id and an attribute"),
        ("!Transform {Name: Mine}", Why.IMPURE, "`Fn::Transform` is not run"),
        ("'{{resolve:ssm-secure:/a/b:1}}'", Why.EXTERNAL, "it is kept in `ssm-secure`"),
        ("'{{resolve:ssm:/a/b}}'", Why.EXTERNAL, "it is kept in `ssm`"),
    ],
)
def test_what_is_not_known_says_why(expression: str, why: Why, reason: str) -> None:
    found = value(expression, HEAD)
    unknown = found.unknown if isinstance(found, OneOf) else found
    assert isinstance(unknown, Unknown)
    assert unknown.why is why
    assert reason in unknown.reason


@pytest.mark.parametrize(("expression", "attribute"), [("!Ref Nothing", "id"), ("!GetAtt Nothing.RootArn", "root_arn")])
def test_what_names_nothing_still_means_nothing_else(expression: str, attribute: str) -> None:
    found = value(expression, HEAD)
    assert isinstance(found, Reference)
    assert (found.target, found.attribute, found.why) == ("Nothing", attribute, Why.ERROR)
    assert found.span is not None


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


@pytest.mark.parametrize(
    ("expression", "choices"),
    [
        ("!FindInMap [Size, !Ref Pick, Gb, {DefaultValue: 0}]", {1, 2, 0}),
        ("!Join ['-', [x, !Ref Choice]]", None),
        ("!Split ['-', !Ref Choice]", {("a",), ("b",)}),
        ("!Select [0, !If [Maybe, [p], [q, r]]]", {"p", "q"}),
        ("{'Fn::Length': !If [Maybe, [p], [q, r]]}", {1, 2}),
        ("!Join ['+', !If [Maybe, [p], [q, r]]]", {"p", "q+r"}),
    ],
)
def test_functions_of_alternatives_are_alternatives(expression: str, choices: set[object] | None) -> None:
    found = value(expression, HEAD)
    if choices is None:
        assert isinstance(found, Partial)
        return
    assert isinstance(found, OneOf)
    assert {tuple(item) if isinstance(item, list) else item for item in found.choices} == choices


def test_the_value_of_a_stored_parameter_is_not_its_name() -> None:
    found = value("!Ref Image", HEAD, Inputs({"Image": "/other"}))
    assert isinstance(found, Unknown)
    assert found.why is Why.DATA


def test_a_dynamic_reference_is_no_secret_in_the_source() -> None:
    found = value("'user:{{resolve:secretsmanager:db:SecretString:password}}@host'")
    assert isinstance(found, Partial)
    assert (found.prefix, found.suffix) == ("user:", "@host")


def test_hidden_parameters_are_never_shown() -> None:
    for inputs in (Inputs(), Inputs({"Secret": "other"})):
        source = graph(
            f"{HEAD}Resources:\n  V: {{Type: AWS::EC2::Volume, Properties: {{KmsKeyId: !Ref Secret}}}}\n", inputs
        )
        (volume,) = source.resources
        assert volume.value("kms_key_id") in {"hunter2hunter2", "other"}
        place = volume.locate(("kms_key_id",))
        assert is_concealed(place)
        assert "hunter2" not in place.origin[0].text


def test_what_no_value_removes_does_not_move_the_others() -> None:
    text = """\
    Resources:
      G:
        Type: AWS::EC2::SecurityGroup
        Properties:
          GroupDescription: x
          SecurityGroupIngress:
            - !Ref AWS::NoValue
            - {IpProtocol: tcp, CidrIp: 10.0.0.0/8}
            - {IpProtocol: udp, CidrIp: 0.0.0.0/0}
    """
    (group,) = graph(text).resources
    assert group.locate(("ingress", 1, "protocol")).span.first.line == 9


WORDS = st.text("abc-", max_size=4)


@given(st.lists(WORDS, min_size=1), st.sampled_from("-+"))
def test_split_undoes_join(words: list[str], separator: str) -> None:
    quoted = ", ".join(f"'{word}'" for word in words)
    assert value(f"!Join ['{separator}', [{quoted}]]") == separator.join(words)
    assert value(f"!Split ['{separator}', !Join ['{separator}', [{quoted}]]]") == separator.join(words).split(separator)


@given(st.integers(8, 20), st.integers(1, 8), st.integers(1, 16))
def test_cidr_parts_lie_side_by_side_in_their_block(length: int, bits: int, count: int) -> None:
    block = ipaddress.IPv4Network(f"10.0.0.0/{length}")
    found = value(f"!Cidr ['{block}', {count}, {bits}]")
    assert isinstance(found, list)
    parts = [ipaddress.IPv4Network(str(part)) for part in found]
    assert len(parts) == count
    assert all(part.prefixlen == 32 - bits and part.subnet_of(block) for part in parts)
    assert all(not one.overlaps(other) for one, other in itertools.pairwise(parts))


DATA = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, min_size=1, max_size=3),
    max_leaves=6,
)


@given(DATA)
def test_json_text_reads_back(data: object) -> None:
    written = value(f"{{'Fn::ToJsonString': {json.dumps(data)}}}")
    assert isinstance(written, str)
    assert json.loads(written) == data


JUNK = st.recursive(
    st.sampled_from(["a", "B", "B.Arn", "Name", "Same", "AWS::NoValue", "AWS::Region", "", 0, -1, True, None]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from([*FUNCTIONS, "DefaultValue", "Name"]), inner, min_size=1, max_size=2)
    ),
    max_leaves=12,
)


@given(JUNK)
@settings(max_examples=300)
def test_nothing_that_is_written_makes_evaluation_fail(data: object) -> None:
    value(json.dumps(data), HEAD)


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
