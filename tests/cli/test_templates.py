"""More than one template: nested stacks, stack sets, cloud assemblies, deployment files."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command

CHILD = """\
Parameters:
  Encrypted: {Type: String}
  Key: {Type: String, Default: ""}
Resources:
  Volume:
    Type: AWS::EC2::Volume
    Properties:
      Size: 1
      Encrypted: !Ref Encrypted
  Topic: {Type: "AWS::SNS::Topic"}
Outputs:
  Flag: {Value: !Ref Encrypted}
  Topic: {Value: !Ref Topic}
"""
PARENT = """\
Parameters:
  Encrypted: {Type: String, Default: "false"}
Resources:
  First:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: ./parts/volume.yaml
      Parameters: {Encrypted: !Ref Encrypted}
  Second:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: parts/volume.yaml
      Parameters: {Encrypted: "true"}
  Here:
    Type: AWS::EC2::Volume
    Properties: {Size: 1, Encrypted: !GetAtt First.Outputs.Flag}
"""


@pytest.fixture(autouse=True)
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    return tmp_path


def write(directory: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (directory / name).parent.mkdir(parents=True, exist_ok=True)
        (directory / name).write_text(text, "utf-8")


def report(groundrule: Command, *arguments: str, select: str = "ebs-volume-unencrypted") -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(groundrule("check", "--select", select, "--format", "json", *arguments).out)
    return loaded


def places(found: dict[str, Any]) -> list[tuple[str, str, str, int]]:
    return [
        (item["resource"]["address"], item["verdict"], item["location"]["path"], item["location"]["start"]["line"])
        for item in found["findings"]
    ]


def test_a_nested_stack_is_judged_with_what_it_is_given(groundrule: Command, directory: Path) -> None:
    write(directory, {"main.yaml": PARENT, "parts/volume.yaml": CHILD})
    found = report(groundrule)
    assert places(found) == [
        ("Here", "deny", "main.yaml", 16),
        ("First/Volume", "deny", "parts/volume.yaml", 9),
    ]
    assert found["coverage"]["complete"]
    (chain,) = found["findings"][1]["chains"]
    assert [(step["text"], step["line"]) for step in chain["calls"]] == [("First", 4)]
    assert found["findings"][1]["resource"]["root"] == "main.yaml"
    assert places(report(groundrule, "--parameter", "Encrypted=true")) == []
    # by itself its parameter has no value
    assert places(report(groundrule, "parts/volume.yaml")) == [("Volume", "unknown", "parts/volume.yaml", 9)]


def test_a_stack_that_only_some_scenarios_make(groundrule: Command, directory: Path) -> None:
    parent = """\
Parameters: {Env: {Type: String, AllowedValues: [dev, prod]}}
Conditions: {IsProd: !Equals [!Ref Env, prod]}
Resources:
  S:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: volume.yaml
      Parameters: {Encrypted: !If [IsProd, "true", "false"]}
"""
    write(directory, {"main.yaml": parent, "volume.yaml": CHILD})
    (finding,) = report(groundrule)["findings"]
    assert finding["resource"]["address"] == "S/Volume"
    assert finding["message"].endswith("when `IsProd` is false")


def test_conditions_of_a_nested_template_hang_on_what_its_caller_passes(groundrule: Command, directory: Path) -> None:
    parent = """\
Parameters: {Env: {Type: String}}
Conditions: {IsDev: !Equals [!Ref Env, dev]}
Resources:
  Net:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: child.yaml, Parameters: {Stage: !Ref Env, Dev: !If [IsDev, "yes", "no"]}}
"""
    child = """\
Parameters: {Stage: {Type: String}, Dev: {Type: String}}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsDev: !Equals [!Ref Dev, "yes"]
Resources:
  Some:
    Type: AWS::EC2::Volume
    Properties: {Size: 1, Encrypted: !If [IsProd, true, false]}
  None:
    Type: AWS::EC2::Volume
    Properties: {Size: 1, Encrypted: !If [IsProd, !If [IsDev, false, true], true]}
"""
    write(directory, {"main.yaml": parent, "child.yaml": child})
    found = report(groundrule)
    assert [(address, verdict) for address, verdict, *_ in places(found)] == [("Net/Some", "deny")]
    assert found["findings"][0]["message"].endswith("when `Net/IsProd` is false")


def test_templates_that_are_not_there_are_told(groundrule: Command, directory: Path) -> None:
    text = """\
Resources:
  Missing: {Type: "AWS::CloudFormation::Stack", Properties: {TemplateURL: nowhere.yaml}}
  Outside: {Type: "AWS::CloudFormation::Stack", Properties: {TemplateURL: ../outside.yaml}}
  Itself: {Type: "AWS::CloudFormation::Stack", Properties: {TemplateURL: main.yaml}}
  Broken: {Type: "AWS::CloudFormation::Stack", Properties: {TemplateURL: broken.yaml}}
  Remote: {Type: "AWS::CloudFormation::Stack", Properties: {TemplateURL: "https://x.s3.amazonaws.com/a.yaml"}}
  Volume: {Type: "AWS::EC2::Volume", Properties: {Size: 1}}
"""
    write(directory, {"main.yaml": text, "broken.yaml": "Resources: [1]\n"})
    found = report(groundrule)
    assert [address for address, *_ in places(found)] == ["Volume"]
    assert {(item["path"], item["line"], item["reason"]) for item in found["coverage"]["skipped"]} == {
        ("main.yaml", 2, "the nested template `nowhere.yaml` can't be read: No such file or directory"),
        ("main.yaml", 3, "the nested template `../outside.yaml` lies outside of the scanned directory"),
        ("main.yaml", 4, "the nested template `main.yaml` calls itself"),
        ("broken.yaml", 1, "`Resources` must be a mapping"),
    }
    assert [(item["line"], item["reason"]) for item in found["coverage"]["notes"]] == [
        (6, "its template is not on disk: what it makes is not looked at")
    ]


def test_a_circle_of_templates_ends(groundrule: Command, directory: Path) -> None:
    call = 'Resources:\n  S: {{Type: "AWS::CloudFormation::Stack", Properties: {{TemplateURL: {}}}}}\n'
    write(directory, {"a.yaml": call.format("b.yaml"), "b.yaml": call.format("a.yaml")})
    found = report(groundrule)
    assert [item["reason"] for item in found["coverage"]["skipped"]] == ["the nested template `a.yaml` calls itself"]


def test_the_template_of_a_stack_set(groundrule: Command, directory: Path) -> None:
    text = """\
Resources:
  Set:
    Type: AWS::CloudFormation::StackSet
    Properties:
      StackSetName: x
      Parameters:
        - {ParameterKey: Encrypted, ParameterValue: "false"}
      TemplateBody: |
        Parameters:
          Encrypted: {Type: String}

        Resources:
          Volume:
            Type: AWS::EC2::Volume
            Properties:
              Size: 1
              Encrypted: !Ref Encrypted
  Quoted:
    Type: AWS::CloudFormation::StackSet
    Properties:
      TemplateBody: '{"Resources": {"V": {"Type": "AWS::EC2::Volume", "Properties": {"Size": 1}}}}'
"""
    write(directory, {"main.yaml": text})
    found = report(groundrule)
    assert places(found) == [
        ("Set/Volume", "deny", "main.yaml", 17),
        ("Quoted/V", "deny", "main.yaml", 21),
    ]
    assert found["findings"][0]["location"]["start"]["column"] == 26


def test_a_cloud_assembly(groundrule: Command, directory: Path) -> None:
    manifest = {
        "version": "36.0.0",
        "artifacts": {
            "App.assets": {"type": "cdk:asset-manifest"},
            "App": {
                "type": "aws:cloudformation:stack",
                "environment": "aws://111122223333/eu-west-1",
                "properties": {
                    "templateFile": "App.template.json",
                    "parameters": {"Encrypted": "false"},
                    "tags": {"owner": "me", "environment": "prod", "contact": "me"},
                },
            },
        },
    }
    template = {
        "Parameters": {"Encrypted": {"Type": "String"}},
        "Resources": {
            "VolumeABC": {
                "Type": "AWS::EC2::Volume",
                "Properties": {
                    "Size": 1,
                    "Encrypted": {"Ref": "Encrypted"},
                    "AvailabilityZone": {"Ref": "AWS::Region"},
                },
                "Metadata": {"aws:cdk:path": "App/Volume/Resource"},
            },
            "Nested": {
                "Type": "AWS::CloudFormation::Stack",
                "Properties": {"TemplateURL": {"Fn::Sub": "https://s3.${AWS::Region}.amazonaws.com/x.json"}},
                "Metadata": {"aws:asset:path": "Nested.nested.template.json", "aws:asset:property": "TemplateURL"},
            },
        },
    }
    nested = {"Resources": {"V": {"Type": "AWS::EC2::Volume", "Properties": {"Size": 1}}}}
    write(
        directory,
        {
            ".gitignore": "cdk.out\n",
            "cdk.out/manifest.json": json.dumps(manifest),
            "cdk.out/App.template.json": json.dumps(template),
            "cdk.out/Nested.nested.template.json": json.dumps(nested),
        },
    )
    found = report(groundrule, "cdk.out")
    assert [(address, verdict) for address, verdict, *_ in places(found)] == [
        ("VolumeABC", "deny"),
        ("Nested/V", "deny"),
    ]
    text = groundrule("check", "cdk.out", "--select", "ebs-volume-unencrypted").out
    assert "resource: App/Volume/Resource (VolumeABC)" in text
    graph = json.loads(groundrule("graph", "--root", "cdk.out/App.template.json").out)
    volume = graph["resources"][0]["attributes"]
    assert volume["availability_zone"] == "eu-west-1"


def test_a_deployment_file_gives_parameters_and_tags(groundrule: Command, directory: Path) -> None:
    deployment = """\
template-file-path: stacks/volume.yaml
parameters:
  Encrypted: "false"
tags:
  Owner: me
"""
    write(directory, {"stacks/volume.yaml": CHILD, "deploy/dev.yaml": deployment})
    assert places(report(groundrule)) == [("Volume", "deny", "stacks/volume.yaml", 9)]
    good = deployment.replace('"false"', '"true"')
    write(directory, {"deploy/prod.yaml": good})
    assert places(report(groundrule)) == [("Volume", "deny", "stacks/volume.yaml", 9)]
    write(directory, {"deploy/dev.yaml": good})
    assert places(report(groundrule)) == []
    write(directory, {"deploy/dev.yaml": good.replace("stacks/", "nowhere/")})
    found = report(groundrule)
    assert [(item["path"], item["reason"]) for item in found["coverage"]["skipped"]] == [
        ("deploy/dev.yaml", "there is no template `nowhere/volume.yaml`")
    ]


def test_tags_of_a_stack_are_those_of_its_resources(groundrule: Command, directory: Path) -> None:
    parent = """\
Resources:
  S:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: bucket.yaml
      Tags: [{Key: b, Value: nested}]
"""
    child = """\
Resources:
  B:
    Type: AWS::S3::Bucket
    Properties:
      Tags: [{Key: c, Value: own}]
"""
    write(directory, {"main.yaml": parent, "bucket.yaml": child})
    write(directory, {"given.json": '{"Parameters": {}, "Tags": {"a": "stack", "c": "stack"}}'})
    policies = directory / "policies"
    policies.mkdir()
    (policies / "tags.py").write_text(
        '''from groundrule.policy import HIGH, Category, Resource, Verdict, policy


@policy(id="tags-are", severity=HIGH, category=Category.TAGGING, resources=("aws_s3_bucket",))
def tags_are(bucket: Resource) -> Verdict:
    """Tags."""
    tags = bucket["tags_all"].data
    return bucket.deny(" ".join(f"{key}={value}" for key, value in sorted(tags.items())))
'''
    )
    found = report(groundrule, "--policies", "policies", "--parameter-file", "given.json", select="tags-are")
    assert found["findings"][0]["message"] == "Tags: a=stack b=nested c=own"


def test_what_a_template_includes_stands_in_its_own_file(groundrule: Command, directory: Path) -> None:
    text = """\
Transform: {Name: AWS::Include, Parameters: {Location: ./head.yaml}}
Resources:
  One:
    Type: AWS::EC2::Volume
    Properties:
      Size: 1
      Fn::Transform: {Name: AWS::Include, Parameters: {Location: parts/encrypted.json}}
  Two:
    Type: AWS::EC2::Volume
    Properties:
      Size: !FindInMap [Sizes, Big, Gb]
      Encrypted: !FindInMap [Sizes, Big, Encrypted]
"""
    write(
        directory,
        {
            "main.yaml": text,
            "head.yaml": "Mappings:\n  Sizes:\n    Big:\n      Gb: 10\n      Encrypted: false\n",
            "parts/encrypted.json": '{\n  "AvailabilityZone": "a",\n  "Encrypted": "false"\n}',
        },
    )
    found = report(groundrule)
    assert places(found) == [("Two", "deny", "main.yaml", 12), ("One", "deny", "parts/encrypted.json", 3)]
    assert found["findings"][0]["origin"] == [
        {"path": "head.yaml", "line": 5, "text": "mapping Sizes.Big.Encrypted: false"}
    ]
    assert found["coverage"]["complete"]


def test_what_can_not_be_included_is_told_and_unknown(groundrule: Command, directory: Path) -> None:
    include = "Fn::Transform: {{Name: AWS::Include, Parameters: {{Location: {}}}}}"
    text = f"""\
Resources:
  Remote:
    Type: AWS::EC2::Volume
    Properties:
      {include.format("s3://bucket/part.yaml")}
      Size: 1
  Missing:
    Type: AWS::EC2::Volume
    Properties:
      {include.format("nowhere.yaml")}
  Outside:
    Type: AWS::EC2::Volume
    Properties:
      {include.format("../outside.yaml")}
  Whole:
    {include.format("s3://bucket/part.yaml")}
"""
    write(directory, {"main.yaml": text})
    found = report(groundrule)
    assert [(address, verdict) for address, verdict, *_ in places(found)] == [
        ("Remote", "unknown"),
        ("Missing", "unknown"),
        ("Outside", "unknown"),
    ]
    assert {(item["line"], item["reason"].partition("`: ")[2]) for item in found["coverage"]["skipped"]} == {
        (10, "can't be read: No such file or directory"),
        (14, "lies outside of the scanned directory"),
    }
    notes = [(item["line"], item["reason"]) for item in found["coverage"]["notes"]]
    assert (5, "what `AWS::Include` takes from `s3://bucket/part.yaml` is not on disk") in notes
    assert (15, "the resource `Whole` is made by a transform that is not run") in notes


def test_what_a_macro_may_set_is_unknown(groundrule: Command, directory: Path) -> None:
    text = "Transform: [Mine]\nResources:\n  V: {Type: AWS::EC2::Volume, Properties: {Size: 1}}\n"
    write(directory, {"main.yaml": text})
    found = report(groundrule)
    assert places(found) == [("V", "unknown", "main.yaml", 3)]
    assert found["findings"][0]["reason"] == "the transform `Mine` may set it"
    assert [item["reason"] for item in found["coverage"]["notes"]] == [
        "the transform `Mine` is not run: what it changes is not looked at"
    ]
