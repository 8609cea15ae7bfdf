"""Dated tables of versions, and the day of the run."""

from pathlib import Path

import pytest

from groundrule import lifecycle
from groundrule.discovery import discover
from groundrule.lifecycle import (
    AURORA_MYSQL,
    EKS_VERSIONS,
    ELASTICACHE_REDIS,
    LAMBDA_RUNTIMES,
    RDS_MARIADB,
    RDS_POSTGRES,
    Table,
    is_lower,
)
from groundrule.loading import Inputs, load_alone
from groundrule.run import run
from groundrule.subject import Resource
from groundrule.verdict import Outcome


def outcome(path: Path, version: str, table: Table) -> Outcome:
    file = path / "main.tf"
    file.write_text(f'variable "v" {{}}\nresource "aws_x" "x" {{\n  version = {version}\n}}\n', "utf-8")
    resource = next(iter(load_alone(file))).resources[0]
    return lifecycle.must_be_supported(Resource(resource)["version"], table).outcome


@pytest.mark.parametrize(
    ("version", "table", "expected"),
    [
        ('"python3.8"', LAMBDA_RUNTIMES, Outcome.DENY),
        ('"python3.14"', LAMBDA_RUNTIMES, Outcome.ALLOW),
        ('"python3.99"', LAMBDA_RUNTIMES, Outcome.ALLOW),
        ("1.27", EKS_VERSIONS, Outcome.DENY),
        ('"1.31"', EKS_VERSIONS, Outcome.ALLOW),
        ('"1.99"', EKS_VERSIONS, Outcome.ALLOW),
        ('"10.23"', RDS_POSTGRES, Outcome.DENY),
        ('"16.4"', RDS_POSTGRES, Outcome.ALLOW),
        ('"19.1"', RDS_POSTGRES, Outcome.ALLOW),
        ('"10.4.32"', RDS_MARIADB, Outcome.DENY),
        ('"10.11.8"', RDS_MARIADB, Outcome.ALLOW),
        ('"5.6.10a"', AURORA_MYSQL, Outcome.DENY),
        ('"5.7.mysql_aurora.2.11.2"', AURORA_MYSQL, Outcome.ALLOW),
        ('"6.x"', ELASTICACHE_REDIS, Outcome.ALLOW),
        ("null", EKS_VERSIONS, Outcome.ALLOW),
        ("var.v", EKS_VERSIONS, Outcome.UNKNOWN),
        ('"1.${var.v}"', EKS_VERSIONS, Outcome.UNKNOWN),
        ('var.v == "a" ? "1.20" : "1.21"', EKS_VERSIONS, Outcome.DENY),
        ('var.v == "a" ? "1.20" : "1.35"', EKS_VERSIONS, Outcome.UNKNOWN),
    ],
)
def test_a_version_is_held_against_its_table(tmp_path: Path, version: str, table: Table, expected: Outcome) -> None:
    assert outcome(tmp_path, version, table) is expected


def test_a_version_ends_after_its_last_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for day, expected in (("2026-11-26", Outcome.ALLOW), ("2026-11-27", Outcome.DENY)):
        monkeypatch.setattr(lifecycle, "today", lambda day=day: day)
        assert outcome(tmp_path, '"1.31"', EKS_VERSIONS) is expected


def test_a_version_is_compared_part_by_part() -> None:
    assert is_lower("13.2", "13.10")
    assert is_lower("9.6", "10")
    assert not is_lower("4.0.10", "4.0.10")
    assert not is_lower("4", "4.0.10")
    assert not is_lower("latest", "4")


def test_a_table_older_than_a_year_is_told_in_the_coverage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "main.tf").write_text("", "utf-8")
    monkeypatch.chdir(tmp_path)
    found = discover(["."])
    assert not run(found, [], Inputs()).coverage.notes
    monkeypatch.setattr(lifecycle, "today", lambda: "2027-06-06")
    (gap,) = run(found, [], Inputs()).coverage.notes
    assert "MariaDB version of RDS" in gap.reason
    assert "RabbitMQ" not in gap.reason
