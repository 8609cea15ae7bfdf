import pytest

from groundrule.cloudformation.sniff import is_template


@pytest.mark.parametrize(
    "text",
    [
        'AWSTemplateFormatVersion: "2010-09-09"\nResources: {}\n',
        "Resources:\n  A:\n    Type: AWS::SNS::Topic\n",
        "---\n# comment\nResources:\n  A:\n    Type: 'AWS::SNS::Topic'\n",
        " Resources:\n  A:\n    Type: AWS::SNS::Topic\n",
        "# comment\n\n  Description: x\n  Resources:\n    A:\n      Type: AWS::SNS::Topic\n",
        '{"Resources": {"A": {"Type": "AWS::SNS::Topic"}}}',
        '{\n  "Description": "x",\n  "Resources": {"A": {"Type": "Custom::X"}}\n}',
    ],
)
def test_templates_are_told(text: str) -> None:
    assert is_template(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "apiVersion: v1\nkind: Pod\n",
        "openapi: 3.0.0\npaths: {}\n",
        '{"name": "package", "version": "1.0.0"}',
        "on: push\njobs:\n  Resources:\n    runs-on: x\n",
        "  jobs:\n    Resources:\n      Type: AWS::SNS::Topic\n",
        "steps:\n  - Resources: a\n    Type: b\n",
        '{"fragment": {"Resources": {"A": {"Type": "AWS::SNS::Topic"}}}}',
    ],
)
def test_other_files_are_not(text: str) -> None:
    assert not is_template(text)
