"""The tables against the resource provider schemas that cfn-lint ships: a property that nobody knows fails."""

import csv
import importlib.util
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from groundrule.vocabulary.table import Row
from groundrule.vocabulary.tables import row_of, rows
from groundrule.vocabulary.typenames import TYPES

# not in the provider schemas: transforms, and what CloudFormation has by other means
_WITHOUT_SCHEMA = {
    "AWS::Serverless::Api",
    "AWS::Serverless::Function",
    "AWS::Serverless::HttpApi",
    "AWS::Serverless::SimpleTable",
    "AWS::Serverless::StateMachine",
}


@cache
def folder() -> Path:
    """Where cfn-lint keeps its schemas; it is found without being imported."""
    spec = importlib.util.find_spec("cfnlint")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "data" / "schemas"


@cache
def index() -> dict[str, str]:
    """The file of every type's schema."""
    listed: dict[str, str] = json.loads((folder() / "providers" / "us-east-1.json").read_text("utf-8"))
    return listed


@cache
def schema(type_: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((folder() / "resources" / f"{index()[type_]}.json").read_text("utf-8"))
    return loaded


def property_names(node: Any) -> Iterator[str]:
    """Every property name anywhere in a schema."""
    if isinstance(node, dict):
        properties = node.get("properties")
        if isinstance(properties, dict):
            yield from properties
        for value in node.values():
            yield from property_names(value)
    elif isinstance(node, list):
        for value in node:
            yield from property_names(value)


def written(row: Row) -> Iterator[str]:
    """Every property that a row speaks of by its own."""
    for path in row.fields.values():
        yield from (step for step in path.split(".") if step and not step.isdigit())
    yield from (property_ for property_, _ in row.settings.values())
    for companion in row.companions:
        yield companion.property
        for path in companion.fields.values():
            yield from (step for step in path.split(".") if step)


@pytest.mark.parametrize("type_", sorted(set(rows()) - _WITHOUT_SCHEMA))
def test_every_property_is_known_to_the_provider(type_: str) -> None:
    known = set(property_names(schema(type_)))
    assert set(written(rows()[type_])) <= known


def test_every_name_is_a_property_of_some_type() -> None:
    """Names that several types share need not be properties of each, but of one they must be."""
    known: set[str] = set()
    for type_ in set(rows()) - _WITHOUT_SCHEMA:
        known |= set(property_names(schema(type_)))
    strange = {name for row in rows().values() for name in row.names if name not in known}
    assert not strange


def test_what_the_table_does_not_say_goes_by_rule() -> None:
    assert row_of("AWS::Kinesis::StreamConsumer").type == "aws_kinesis_stream_consumer"
    assert row_of("AWS::EC2::VPC").type == "aws_vpc"


def named_types() -> list[tuple[str, str]]:
    """CloudFormation's types that policies are about, with the Terraform provider's; empty where it has none."""
    with (Path(__file__).parent / "types.csv").open(encoding="utf-8", newline="") as file:
        return [(row["cloudformation"], row["terraform"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("theirs", "ours"), [pair for pair in named_types() if pair[1]])
def test_every_type_has_the_name_of_the_provider(theirs: str, ours: str) -> None:
    assert row_of(theirs).type == ours


def test_types_without_a_counterpart_are_listed() -> None:
    assert {theirs for theirs, ours in named_types() if not ours} == {
        "AWS::CodeStar::GitHubRepository",  # the provider has connections to repositories only
        "AWS::ElastiCache::SecurityGroupIngress",  # EC2-Classic: part of the group in Terraform
        "AWS::FSx::FileSystem",  # one type for what are four
        "AWS::RDS::DBSecurityGroupIngress",
        "AWS::Redshift::ClusterSecurityGroupIngress",
        "Alexa::ASK::Skill",  # no AWS service
    }


def test_names_of_types_are_those_of_known_types_and_agree_with_the_rows() -> None:
    known = index().keys() | {"AWS::Serverless::LayerVersion", "AWS::Serverless::StateMachine"}
    strange = [type_ for type_ in TYPES if type_ not in known]
    assert not strange
    assert all(rows()[type_].type == TYPES[type_] for type_ in TYPES.keys() & rows().keys())
