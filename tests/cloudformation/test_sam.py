"""Serverless templates, translated by AWS's own translator and found again in the source."""

import subprocess
import sys

import pytest

from groundrule.graph import Gap, Graph
from groundrule.value import ABSENT, Reference, Unknown
from tests.cloudformation.templates import graph

pytest.importorskip("samtranslator", reason="aws-sam-translator is not installed")

TEMPLATE = """\
Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage: {Type: String, AllowedValues: [dev, prod]}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Globals:
  Function:
    Timeout: 30
    Environment:
      Variables:
        MODE: !Ref Stage
Resources:
  Work:
    Type: AWS::Serverless::Function
    Condition: IsProd
    Properties:
      CodeUri: ./src
      Handler: app.run
      Runtime: python3.12
      MemorySize: 512
      Policies:
        - AmazonS3ReadOnlyAccess
        - Statement:
            - Effect: Allow
              Action: "s3:*"
              Resource: !GetAtt Store.Arn
      Events:
        Web:
          Type: Api
          Properties: {Path: /x, Method: get}
  Store:
    Type: AWS::S3::Bucket
"""


def by_key(found: Graph) -> dict[str, str]:
    return {resource.key: resource.native_type for resource in found.resources}


def test_serverless_resources_become_what_the_transform_makes_of_them() -> None:
    found = graph(TEMPLATE)
    assert not found.skipped
    kinds = by_key(found)
    assert kinds["Work"] == "AWS::Lambda::Function"
    assert kinds["WorkRole"] == "AWS::IAM::Role"
    assert kinds["ServerlessRestApiProdStage"] == "AWS::ApiGateway::Stage"
    assert kinds["Store"] == "AWS::S3::Bucket"
    work = found.find("Work")
    assert work is not None
    assert work.value("memory_size") == 512
    assert work.value("timeout") == 30
    assert isinstance(work.value("role"), Reference)


def test_places_are_those_of_the_source() -> None:
    found = graph(TEMPLATE)
    work, role = found.find("Work"), found.find("WorkRole/aws_iam_role_policy/0")
    assert work is not None
    assert role is not None
    lines = {
        name: work.locate((name,)).span.first.line for name in ("handler", "memory_size", "timeout", "kms_key_arn")
    }
    assert lines == {"handler": 18, "memory_size": 20, "timeout": 8, "kms_key_arn": 13}
    assert work.locate(("environment", "variables", "MODE")).span.first.line == 11
    assert role.header.first.line == 13
    # people know only what they wrote
    assert (role.address, role.native_type) == ("Work", "AWS::IAM::Role")
    assert role.locate(("policy", "Statement", 0, "Action")).span.first.line == 25


def test_what_the_transform_does_not_accept_is_told_and_unknown() -> None:
    found = graph("""\
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Work:
            Type: AWS::Serverless::Function
            Properties: {CodeUri: ./src, Handler: a.b, Runtime: python3.12, Events: [wrong]}
          Volume: {Type: "AWS::EC2::Volume"}
        """)
    (gap,) = found.skipped
    assert isinstance(gap, Gap)
    assert gap.line == 1
    assert "`AWS::Serverless-2016-10-31` can't be run" in gap.reason
    work, volume = found.find("Work"), found.find("Volume")
    assert work is not None
    assert volume is not None
    assert work.value("handler") == "a.b"
    assert isinstance(work.value("kms_key_arn"), Unknown)
    assert volume.value("encrypted") is ABSENT


def test_applications_from_the_repository_stay_as_they_are() -> None:
    found = graph("""\
        Transform: AWS::Serverless-2016-10-31
        Resources:
          App:
            Type: AWS::Serverless::Application
            Properties: {Location: {ApplicationId: "arn:aws:serverlessrepo:x", SemanticVersion: 1.0.0}}
        """)
    assert by_key(found) == {"App": "AWS::Serverless::Application"}


def test_the_translator_is_loaded_only_for_serverless_templates() -> None:
    code = """
import sys
from groundrule.cloudformation.load import Inputs, load
from groundrule.source import Source
load(Source("t.yaml", "Resources: {A: {Type: 'AWS::SNS::Topic'}}"), Inputs())
print("samtranslator" in sys.modules, "boto3" in sys.modules, "cfnlint" in sys.modules)
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.split() == ["False", "False", "False"]


def test_the_translator_opens_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("boto3.client", refuse)
    monkeypatch.setattr("boto3.session.Session.client", refuse)
    found = graph("""\
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Local:
            Type: AWS::Serverless::Application
            Properties: {Location: https://bucket.s3.amazonaws.com/app.yaml}
          Work:
            Type: AWS::Serverless::Function
            Properties:
              {InlineCode: x, Handler: a.b, Runtime: python3.12, Policies: [{S3ReadPolicy: {BucketName: b}}, AmazonS3FullAccess]}
        """)
    assert {"Local", "Work", "WorkRole"} <= by_key(found).keys()
