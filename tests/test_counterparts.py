"""Other linters' names: what the table says, and how it is looked up."""

import pytest

from groundrule.counterparts import counterparts, in_trivy, matches, table
from groundrule.registry import bundled, load
from groundrule.selection import find, is_known_as, select

POLICIES = load([bundled()])
KNOWN = {policy.id for policy in POLICIES} | {alias for policy in POLICIES for alias in policy.aliases}


def test_every_row_means_something_that_there_is() -> None:
    missing = {(row.linter, row.service, row.code): item for row in table() for item in row.means if item not in KNOWN}
    assert not missing


def test_every_row_is_of_a_known_kind_and_there_once() -> None:
    names = [(row.linter, row.service, row.code) for row in table()]
    assert len(set(names)) == len(names)
    assert {linter for linter, _, _ in names} == {"trivy", "cfn_nag"}
    assert all(bool(service) == (linter == "trivy") for linter, service, _ in names)


def test_no_name_of_ours_is_another_linters() -> None:
    assert not any(counterparts(policy.id) for policy in POLICIES)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("aws-s3-enable-bucket-encryption", {"AWS-0088"}),
        ("aws-vpc-no-public-egress-sgr", {"AWS-0104"}),
        ("w35", {"s3-bucket-without-access-log"}),
        ("f3", {"iam-policy-any-action", "iam-policy-full-admin"}),
        ("w9999", set()),
        ("enable-bucket-encryption", set()),
        ("aws-s3-*", set()),
    ],
)
def test_a_long_name_or_id_by_itself(name: str, expected: set[str]) -> None:
    assert counterparts(name) == expected


def test_in_trivys_comments() -> None:
    assert in_trivy("enable-bucket-encryption") == {"AWS-0088"}
    assert in_trivy("aws-sns-*") == {"AWS-0095", "AWS-0136"}
    assert {"AWS-0003", "AWS-0066"} <= in_trivy("enable-tracing")
    assert in_trivy("w35") == set()


def test_policies_can_be_selected_and_explained_by_them() -> None:
    assert [policy.id for policy in select(POLICIES, ["aws-ebs-enable-volume-encryption"], [])] == [
        "ebs-volume-unencrypted"
    ]
    assert [policy.id for policy in select(POLICIES, ["W35"], [])] == ["s3-bucket-without-access-log"]
    assert find(POLICIES, "W35").id == "s3-bucket-without-access-log"
    assert not any(is_known_as(policy, "CKV*") for policy in POLICIES)


@pytest.mark.parametrize(
    ("pattern", "name", "expected"),
    [
        ("a", "a", True),
        ("a", "ab", False),
        ("a*", "ab", True),
        ("*b", "ab", True),
        ("a*c*e", "abcde", True),
        ("a*a", "a", False),
        ("a*bb*b", "abb", False),
        ("[a]", "a", False),
        ("*", "", True),
    ],
)
def test_patterns(pattern: str, name: str, expected: bool) -> None:
    assert matches(pattern, name) is expected
