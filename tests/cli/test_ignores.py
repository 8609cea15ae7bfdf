"""Ignores that stand in the scanned files."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command

POLICY = "ebs-volume-unencrypted"
IGNORE = f'groundrule: ignore[{POLICY}] reason="scratch" approved-by=sec'
KICS = "cc997676-481b-4e93-aa81-d19f8c5e9b12"


def write(name: str, text: str) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def findings(groundrule: Command, *arguments: str) -> dict[str, Any]:
    """The waiver of each finding, or None, by policy and the address of its first instance."""
    selected = f"{POLICY},ignore-unused,ignore-expired,ignore-malformed,ignore-not-permitted"
    report = json.loads(groundrule("check", "--select", selected, "--format", "json", *arguments).out)
    return {f"{item['policy']} {item['resource']['address']}": item["waived"] for item in report["findings"]}


def volume(body: str, above: str = "", header: str = "") -> str:
    return f'{above}resource "aws_ebs_volume" "v" {{{header}\n  size = 1\n{body}}}\n'


HONOURED = {
    "on the line": volume(f"  encrypted = false # {IGNORE}\n"),
    "above the line": volume(f"  # {IGNORE}\n  encrypted = false\n"),
    "above the block": volume("  encrypted = false\n", above=f"# {IGNORE}\n"),
    "above the block with more comments": volume("  encrypted = false\n", above=f"// {IGNORE}\n# why\n/* a\n b */\n"),
    "on the block's first line": volume("  encrypted = false\n", header=f" # {IGNORE}"),
    "for what is not written": volume("", above=f"/* {IGNORE} */\n"),
    "by another linter's id": volume("  encrypted = false\n", above="# groundrule: ignore[CKV_AWS_3]\n"),
    "checkov, inside": volume("  # checkov:skip=CKV_AWS_3:scratch\n"),
    "checkov, by its old name": volume("  # bridgecrew:skip=CKV_AWS_3\n"),
    "checkov, on the last line": 'resource "aws_ebs_volume" "v" {\n  size = 1 } #checkov:skip=CKV_AWS_3\n',
    "tfsec": volume("  encrypted = false #tfsec:ignore:AVD-AWS-0026\n"),
    "tfsec, everything": volume("", above="#tfsec:ignore:*\n"),
    "trivy": volume("", above="#trivy:ignore:aws-0026\n"),
    "trivy, not yet expired": volume("", above="#trivy:ignore:AWS-0026:exp:2999-01-01\n"),
    "tfsec, a long name": volume("", above="#tfsec:ignore:aws-ebs-enable-volume-encryption\n"),
    "trivy, a long name": volume("", above="#trivy:ignore:aws-ec2-enable-volume-encryption\n"),
    "trivy, a short code": volume("", above="#trivy:ignore:enable-volume-encryption\n"),
    "trivy, a wildcard": volume("", above="#trivy:ignore:aws-ec2-enable-*\n"),
    "trivy, a wildcard of ids": volume("", above="#trivy:ignore:AVD-AWS-00*\n"),
    "trivy, the workspace": volume("", above="#trivy:ignore:AWS-0026:ws:def*\n"),
    "kics, the file": "# kics-scan ignore\n" + volume(""),
    "kics, below other comments": "/* head */\n# kics-scan ignore\n" + volume(""),
    "kics, other queries only": "# kics-scan enable=0afa6ab8-a047-48cf-be07-93a2f8c34cf7\n" + volume(""),
    "kics, a query": f"# kics-scan disable={KICS}\n" + volume(""),
    "kics, the block": volume("", above="# kics-scan ignore-block\n"),
    "kics, the line": volume("  # kics-scan ignore-line\n  encrypted = false\n"),
}
NOT_HONOURED = {
    "a blank line between": volume("", above=f"# {IGNORE}\n\n"),
    "another policy": volume("", above="# checkov:skip=CKV_AWS_999\n"),
    "checkov, outside": volume("", above="# checkov:skip=CKV_AWS_3\n"),
    "another line": volume("  encrypted = false\n").replace("size = 1", f"size = 1 # {IGNORE}"),
    "in a string": volume(f'  encrypted = false\n  tags = {{ a = "# groundrule: ignore[{POLICY}]" }}\n'),
    "in a heredoc": volume(f"  encrypted = false\n  tags = {{ a = <<E\n# {IGNORE}\nE\n }}\n"),
    "trivy, expired": volume("", above="#trivy:ignore:AWS-0026:exp:2020-01-01\n"),
    "trivy, another workspace": volume("", above="#trivy:ignore:AWS-0026:ws:prod\n"),
    "trivy, another long name": volume("", above="#trivy:ignore:aws-ec2-volume-encryption-customer-key\n"),
    "trivy's wildcard in a word of ours": volume("", above="#groundrule: ignore[CKV*]\n"),
    "trivy's short code in a word of ours": volume("", above="#groundrule: ignore[enable-volume-encryption]\n"),
    "kics, below what is judged": volume("") + "# kics-scan ignore\n",
    "kics, inside": volume(f"  # kics-scan disable={KICS}\n"),
    "kics, this query only": f"# kics-scan enable={KICS}\n" + volume(""),
    "another block": f"# {IGNORE}\nlocals {{}}\n" + volume(""),
}


@pytest.mark.parametrize("text", HONOURED.values(), ids=HONOURED.keys())
def test_terraform(groundrule: Command, text: str) -> None:
    write("main.tf", text)
    waived = findings(groundrule)
    assert set(waived) == {f"{POLICY} aws_ebs_volume.v"}
    assert waived[f"{POLICY} aws_ebs_volume.v"]["by"] == "inline"
    assert findings(groundrule, "--no-ignores") == {f"{POLICY} aws_ebs_volume.v": None}


@pytest.mark.parametrize("text", NOT_HONOURED.values(), ids=NOT_HONOURED.keys())
def test_what_does_not_count(groundrule: Command, text: str) -> None:
    write("main.tf", text)
    assert findings(groundrule)[f"{POLICY} aws_ebs_volume.v"] is None


def test_other_linters_ignores_can_be_left_out_of_account(groundrule: Command) -> None:
    write("main.tf", HONOURED["checkov, inside"])
    assert findings(groundrule, "--no-foreign-ignores") == {f"{POLICY} aws_ebs_volume.v": None}
    write("main.tf", HONOURED["on the line"])
    assert findings(groundrule, "--no-foreign-ignores")[f"{POLICY} aws_ebs_volume.v"] is not None


def test_what_is_waived_stays_in_the_json_report_and_is_counted_in_the_text(groundrule: Command) -> None:
    write("main.tf", HONOURED["on the line"])
    result = groundrule("check", "--select", POLICY)
    assert result.code == 0
    assert "No findings; 1 waived." in result.out
    assert POLICY not in result.out
    report = json.loads(groundrule("check", "--select", POLICY, "--format", "json").out)
    assert report["findings"][0]["waived"] == {"by": "inline", "reason": "scratch", "approver": "sec", "expires": ""}
    assert report["summary"]["waived"] == 1
    assert "ebs" not in groundrule("check", "--select", POLICY, "--format", "concise").out


MODULE = 'resource "aws_ebs_volume" "v" {\n  size = 1\n}\n'


def test_a_module_call_is_ignored_with_everything_inside(groundrule: Command) -> None:
    write("deep/main.tf", MODULE)
    write("m/main.tf", 'module "deep" {\n  source = "../deep"\n}\n' + MODULE)
    write(
        "main.tf",
        f'# {IGNORE}\nmodule "a" {{\n  source   = "./m"\n  for_each = toset(["x", "y"])\n}}\n'
        'module "b" {\n  source = "./m"\n}\n',
    )
    report = json.loads(groundrule("check", "--select", POLICY, "--format", "json").out)
    instances = {
        instance["address"]: finding["waived"] is not None
        for finding in report["findings"]
        for instance in finding["instances"]
    }
    assert instances == {
        'module.a["x"].aws_ebs_volume.v': True,
        'module.a["y"].aws_ebs_volume.v': True,
        "module.b.aws_ebs_volume.v": False,
        'module.a["x"].module.deep.aws_ebs_volume.v': True,
        'module.a["y"].module.deep.aws_ebs_volume.v': True,
        "module.b.module.deep.aws_ebs_volume.v": False,
    }
    for finding in report["findings"]:
        prefix = "module.a" if finding["waived"] else "module.b"
        assert finding["resource"]["address"].startswith(prefix)
        assert all(chain["calls"][0]["text"].startswith(prefix) for chain in finding["chains"])
    assert groundrule("check", "--select", POLICY).code == 1


TEMPLATE = """\
Resources:
{above}  Volume:{header}
    Type: AWS::EC2::Volume
{metadata}    Properties:
      AvailabilityZone: a
      Size: 1
{inside}      Encrypted: false{line}
"""


def template(above: str = "", header: str = "", metadata: str = "", inside: str = "", line: str = "") -> str:
    return TEMPLATE.format(above=above, header=header, metadata=metadata, inside=inside, line=line)


HONOURED_IN_TEMPLATES = {
    "on the line": template(line=f" # {IGNORE}"),
    "above the line": template(inside=f"      # {IGNORE}\n"),
    "above the resource": template(above=f"  # {IGNORE}\n"),
    "on the resource": template(header=f" # {IGNORE}"),
    "metadata": template(
        metadata=f"    Metadata:\n      groundrule:\n        ignore:\n          - policy: {POLICY}\n            reason: scratch\n"
    ),
    "metadata, several": template(
        metadata=f"    Metadata:\n      groundrule:\n        ignore:\n          - policy: [{POLICY}]\n            until: 2999-01-01\n"
    ),
    "metadata of the template": f"Metadata:\n  groundrule:\n    ignore:\n      - policy: {POLICY}\n" + template(),
    "checkov, inside": template(inside="      # checkov:skip=CKV_AWS_3:scratch\n"),
    "checkov, metadata": template(
        metadata="    Metadata:\n      checkov:\n        skip:\n          - id: CKV_AWS_3\n            comment: scratch\n"
    ),
    "cfn_nag, metadata": template(
        metadata="    Metadata:\n      cfn_nag:\n        rules_to_suppress:\n          - id: F1\n            reason: scratch\n"
    ),
    "kics, the block": template(above="  # kics-scan ignore-block\n"),
    "kics, the file": "---\n# kics-scan ignore\n" + template(),
}


@pytest.mark.parametrize("text", HONOURED_IN_TEMPLATES.values(), ids=HONOURED_IN_TEMPLATES.keys())
def test_cloudformation(groundrule: Command, text: str) -> None:
    write("stack.yaml", text)
    waived = findings(groundrule)
    assert set(waived) == {f"{POLICY} Volume"}
    assert waived[f"{POLICY} Volume"]["by"] == "inline"


def test_metadata_of_a_json_template(groundrule: Command) -> None:
    resource = {
        "Type": "AWS::EC2::Volume",
        "Metadata": {"groundrule": {"ignore": [{"policy": POLICY, "reason": "scratch"}]}},
        "Properties": {"Encrypted": False},
    }
    write("stack.json", json.dumps({"Resources": {"Volume": resource}}))
    assert findings(groundrule)[f"{POLICY} Volume"]["reason"] == "scratch"


def complaints(groundrule: Command, *arguments: str) -> list[str]:
    lines = groundrule("check", "--format", "concise", *arguments).out.splitlines()
    return [line for line in lines if " ignore-" in line]


def test_what_is_the_matter_with_ignores(groundrule: Command) -> None:
    write(
        "main.tf",
        'resource "aws_ebs_volume" "v" {\n'
        f"  encrypted = true # groundrule: ignore[{POLICY}]\n"
        "  size      = 1    # groundrule: ignore[ebs-volume-unencryptet]\n"
        "  # groundrule: ignore[\n"
        f"  # groundrule: ignore[{POLICY}] until=2020-01-01\n"
        f"  # groundrule: ignore[{POLICY}] until=tomorrow\n"
        "  # groundrule: ignore[s3-acl-public]\n"
        "}\n",
    )
    assert complaints(groundrule, "--ignore", "tagging") == [
        f"main.tf:2:20: low ignore-unused: Ignore keeps nothing: `{POLICY}` finds nothing here",
        "main.tf:3:20: low ignore-unused: Ignore keeps nothing: there is no policy `ebs-volume-unencryptet`: did you mean `ebs-volume-unencrypted`?",
        "main.tf:4:3: medium ignore-malformed: Ignore can't be understood: expected `ignore[policy-id]` behind `groundrule:`",
        "main.tf:5:3: medium ignore-expired: Ignore has expired: it held until 2020-01-01",
        "main.tf:6:3: medium ignore-malformed: Ignore can't be understood: `until=tomorrow` is no day: write it as 2027-01-31",
        "main.tf:7:3: low ignore-unused: Ignore keeps nothing: `s3-acl-public` finds nothing here",
    ]
    assert not complaints(groundrule, "--ignore", "ignore-unused,ignore-malformed,ignore-expired")
    assert not complaints(groundrule, "--select", "secrets"), "what was not asked for is not called unused"
    assert groundrule("explain", "ignore-unused").out.startswith("ignore-unused: Ignore keeps nothing")


@pytest.mark.parametrize(
    ("comment", "told"),
    [
        ("trivy:ignore:AWS-0026[size=1]", "it holds for some values only (`[size=1]`), and those are not looked at"),
        ("tfsec:ignore:AWS-0026:exp:2027-02-30", "`exp:2027-02-30` is no day: write it as 2027-01-31"),
        ("trivy:ignore:AWS-0095[size=1]", ""),  # it would keep nothing here anyway
        ("trivy:ignore:AWS-0026:ws:prod", ""),  # it is meant for another workspace
    ],
)
def test_another_linters_ignore_that_is_not_honoured_is_told_of_where_it_matters(
    groundrule: Command, comment: str, told: str
) -> None:
    write("main.tf", volume("", above=f"# {comment}\n"))
    assert findings(groundrule)[f"{POLICY} aws_ebs_volume.v"] is None
    expected = [f"main.tf:1:1: low ignore-unused: Ignore keeps nothing: {told}"] if told else []
    assert complaints(groundrule, "--ignore", "tagging") == expected


def test_a_workspace_can_be_given(groundrule: Command) -> None:
    write("main.tf", volume("", above="# trivy:ignore:AWS-0026:ws:prod-*\n"))
    assert findings(groundrule, "--workspace", "prod-eu")[f"{POLICY} aws_ebs_volume.v"]["by"] == "inline"
    assert findings(groundrule)[f"{POLICY} aws_ebs_volume.v"] is None


PARTS = {
    "call.tf": f'# {IGNORE}\nmodule "m" {{\n  source = "../m"\n}}\n# groundrule: ignore[nonsense]\n',
    "other.tf": f"# {IGNORE}\n\n# groundrule: ignore[nonsense]\n",
}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["a"], {"a/other.tf:1", "a/other.tf:3", "a/call.tf:5"}),
        ([], {"a/other.tf:1", "a/other.tf:3", "a/call.tf:5", "m/main.tf:1"}),
        (["a/call.tf"], {"a/call.tf:5"}),
        (["a/other.tf"], {"a/other.tf:3"}),
        (["--from-filenames", "a/call.tf"], {"a/other.tf:3", "a/call.tf:5"}),
        (["--from-filenames", "m/main.tf"], set()),
    ],
)
def test_no_ignore_is_called_unused_where_not_everything_is_reported(
    groundrule: Command, arguments: list[str], told: set[str]
) -> None:
    write(".git/HEAD", "ref: refs/heads/main\n")
    for name, text in PARTS.items():
        write(f"a/{name}", text)
    write("m/main.tf", "# groundrule: ignore[s3-acl-public]\n" + volume(""))
    lines = complaints(groundrule, "--ignore", "tagging", *arguments)
    assert {":".join(line.split(":")[:2]) for line in lines} == told


@pytest.mark.parametrize(
    ("settings", "comment", "refused"),
    [
        ('require-approver = "high"', f"ignore[{POLICY}]", "a finding of severity high needs an approver"),
        ('require-approver = "critical"', f"ignore[{POLICY}]", ""),
        ('require-approver = "low"', f"ignore[{POLICY}] approved-by=sec", ""),
        (
            'require-approver = "low"\napprovers = ["boss"]',
            f"ignore[{POLICY}] approved-by=sec",
            "`sec` may not approve it",
        ),
        ("require-reason = true", f"ignore[{POLICY}]", "it needs a reason"),
        ("longest = { high = 30 }", f"ignore[{POLICY}]", "it needs an expiry"),
        ("longest = { high = 30 }", f"ignore[{POLICY}] until=2999-01-01", "for 30 days at most, not for"),
        ("longest = { low = 30 }", f"ignore[{POLICY}]", ""),
        ('unwaivable = ["encryption-at-rest"]', f"ignore[{POLICY}]", f"`{POLICY}` may not be waived"),
    ],
)
def test_the_organisations_rules(groundrule: Command, settings: str, comment: str, refused: str) -> None:
    write("main.tf", volume(f"  encrypted = false # groundrule: {comment}\n"))
    write("groundrule.toml", f"ignore = ['tagging']\n[governance]\n{settings}\n")
    found = complaints(groundrule)
    assert (refused in found[0]) if refused else not found
    assert groundrule("check").code == (1 if refused else 0)


def test_an_expiry_counts_through_its_day(groundrule: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    write("main.tf", volume(f"  encrypted = false # groundrule: ignore[{POLICY}] until=2027-01-31\n"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1801439999")  # 2027-01-31T23:59:59Z
    assert groundrule("check", "--ignore", "tagging").code == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1801440000")
    assert groundrule("check", "--ignore", "tagging").code == 1
