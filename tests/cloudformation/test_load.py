from groundrule.cloudformation.load import Inputs, load
from groundrule.graph import Gap
from groundrule.source import Source
from groundrule.value import Partial, Truth, Unknown
from tests.cloudformation.templates import graph


def test_loops_over_resources_are_expanded() -> None:
    found = graph("""\
        Transform: AWS::LanguageExtensions
        Parameters:
          Names: {Type: CommaDelimitedList, Default: "a,b"}
        Resources:
          Fn::ForEach::Outer:
            - Name
            - !Ref Names
            - Fn::ForEach::Inner:
                - Kind
                - [X, Y]
                - Topic${Name}${Kind}:
                    Type: AWS::SNS::Topic
                    Properties:
                      TopicName: !Sub "${Name}-${Kind}"
                      DisplayName: !Ref Kind
        """)
    names = {resource.address: resource.value("name") for resource in found.resources}
    assert names == {"TopicaX": "a-X", "TopicaY": "a-Y", "TopicbX": "b-X", "TopicbY": "b-Y"}
    assert found.resources[0].value("display_name") == "X"
    assert found.resources[0].header.first.line == 11


def test_one_resource_stands_for_a_collection_that_is_not_known() -> None:
    found = graph("""\
        Parameters: {Names: {Type: CommaDelimitedList}}
        Resources:
          Fn::ForEach::L:
            - Name
            - !Ref Names
            - "T${Name}":
                Type: AWS::SNS::Topic
                Properties: {TopicName: !Sub "a-${Name}", DisplayName: !Ref Name}
        """)
    (topic,) = found.resources
    assert topic.address == "T*"
    assert topic.exists is Truth.UNKNOWN
    name, shown = topic.value("name"), topic.value("display_name")
    assert isinstance(name, Partial)
    assert name.prefix == "a-"
    assert isinstance(shown, Unknown)
    assert "`Names` has no default" in shown.reason


def test_loops_inside_of_resources_conditions_and_outputs() -> None:
    found = graph("""\
        Transform: AWS::LanguageExtensions
        Conditions:
          Fn::ForEach::C: [X, [A, B], {"Is${X}": !Equals [!Ref X, A]}]
        Resources:
          One: {Type: AWS::SNS::Topic, Condition: IsA}
          Two: {Type: AWS::SNS::Topic, Condition: IsB}
          Fn:
            Type: AWS::Lambda::Function
            Properties:
              Environment:
                Variables:
                  Fn::ForEach::V: [X, [a, b], {"VAR${X}": !Sub "v${X}"}]
        """)
    assert [resource.address for resource in found.resources] == ["One", "Fn"]
    variables = found.resources[1].value("environment")
    assert variables == {"variables": {"VARa": "va", "VARb": "vb"}}


def test_a_loop_that_is_wrong_is_told() -> None:
    found = graph("Resources:\n  Fn::ForEach::L: [Name, [a]]\n  T: {Type: AWS::SNS::Topic}\n")
    (skipped,) = found.skipped
    assert "`Fn::ForEach::L` is not expanded: it takes an identifier" in skipped.reason
    assert [resource.address for resource in found.resources] == ["T"]


def test_what_another_tool_makes_is_told() -> None:
    found = graph("Resources:\n  N:\n    Type: !Rain::Module vpc.yml\n  T:\n    Type: AWS::SNS::Topic\n")
    (gap,) = found.skipped
    assert isinstance(gap, Gap)
    assert "`N` is made by another tool" in gap.reason
    assert len(found.resources) == 1


def test_a_macro_that_is_not_run_is_told() -> None:
    found = graph("Transform: [Boto3, 'AWS::Serverless-2016-10-31']\nResources: {}\n")
    (gap,) = found.skipped
    assert "`Boto3` is not run" in gap.reason


def test_a_file_that_holds_a_template_inside_is_none() -> None:
    text = '{"fragment": {"Resources": {"A": {"Type": "AWS::SNS::Topic"}}}}'
    assert load(Source("event.json", text), Inputs()) is None
