"""What the policies of several database services share."""

from pathlib import Path

import pytest

from groundrule.databases import belongs_to_cluster, judged_by_named, parameter
from groundrule.loading import load_alone
from groundrule.subject import Resource
from groundrule.value import ABSENT, Data, OneOf, OpenList, Truth, Unknown
from groundrule.verdict import Outcome, Verdict
from tests.support import subject

DOUBT = Unknown("`var.x` has no value")


def block(name: Data, value: Data) -> Data:
    return {"name": name, "value": value}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ([block("tls", "disabled")], "disabled"),
        ([block("audit_logs", "all"), block("tls", "disabled")], "disabled"),
        ({"tls": "disabled"}, "disabled"),
        ([], ABSENT),
        ([block("audit_logs", "all")], ABSENT),
        ({"audit_logs": "all"}, ABSENT),
        (ABSENT, ABSENT),
    ],
)
def test_a_parameter_is_found_however_it_is_written(written: Data, value: Data) -> None:
    group = subject({"parameter": written})
    assert parameter(group, "tls").data == value


@pytest.mark.parametrize("written", [DOUBT, OpenList([block(DOUBT, DOUBT)], DOUBT), [block(DOUBT, "1")]])
def test_a_parameter_that_may_be_written_is_unknown(written: Data) -> None:
    group = subject({"parameter": written})
    assert parameter(group, "tls").is_("disabled") is Truth.UNKNOWN


def test_a_block_that_may_not_be_there_is_one_of() -> None:
    group = subject({"parameter": OpenList([block("tls", "disabled")], DOUBT)})
    found = parameter(group, "tls").data
    assert isinstance(found, OneOf)
    assert found.choices == ("disabled", ABSENT)


@pytest.mark.parametrize(
    ("type_", "values", "member"),
    [
        ("aws_db_instance", {"engine": "aurora-mysql"}, Truth.TRUE),
        ("aws_db_instance", {"engine": "mysql", "db_cluster_identifier": "trials"}, Truth.TRUE),
        ("aws_db_instance", {"engine": "mysql"}, Truth.FALSE),
        ("aws_db_instance", {"engine": DOUBT}, Truth.UNKNOWN),
        ("aws_rds_cluster", {"engine": "aurora-mysql"}, Truth.FALSE),
    ],
)
def test_members_of_a_cluster(type_: str, values: dict[str, Data], member: Truth) -> None:
    assert belongs_to_cluster(subject(values, f"{type_}.a", "cloudformation")) is member


def test_terraform_has_a_type_of_its_own_for_members() -> None:
    assert belongs_to_cluster(subject({"engine": DOUBT}, "aws_db_instance.a")) is Truth.FALSE


SAME_NAME = """
resource "aws_db_parameter_group" "old" {
  name   = "records"
  family = "postgres13"
}

resource "aws_db_parameter_group" "new" {
  name   = "records"
  family = "postgres16"
}

resource "aws_db_instance" "by_reference" {
  parameter_group_name = aws_db_parameter_group.new.name
}

resource "aws_db_instance" "by_name" {
  parameter_group_name = "records"
}

resource "aws_db_instance" "elsewhere" {
  parameter_group_name = "campus"
}
"""


def test_of_several_with_one_name_the_one_that_is_named_is_judged(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(SAME_NAME)
    (graph,) = load_alone(tmp_path)
    verdicts: dict[str, Verdict | None] = {}
    for database in graph.of_type("aws_db_instance"):
        named = Resource(database)["parameter_group_name"]
        verdicts[database.address] = judged_by_named(
            named, "aws_db_parameter_group", lambda group: group["family"].must_be("postgres16")
        )
    outcomes = {address: None if verdict is None else verdict.outcome for address, verdict in verdicts.items()}
    assert outcomes == {
        "aws_db_instance.by_reference": Outcome.ALLOW,
        "aws_db_instance.by_name": Outcome.UNKNOWN,
        "aws_db_instance.elsewhere": None,
    }
