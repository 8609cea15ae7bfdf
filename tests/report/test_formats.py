"""What every format keeps: its schema, its escapes, the identity, what is unknown, what is waived."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from groundrule.finding import Waiver
from groundrule.policy import CRITICAL, INFO
from groundrule.report import formats
from groundrule.report.context import Context
from groundrule.verdict import Outcome
from tests.report.runs import finding, run_of
from tests.reports import ROOT, reports

SCHEMAS = Path(__file__).parent.parent / "schemas"
VALIDATORS = {
    format_: jsonschema.validators.validator_for(schema)(schema)
    for format_, schema in {
        "sarif": json.loads((SCHEMAS / "sarif-2.1.0.json").read_text("utf-8")),
        "gitlab-sast": json.loads((SCHEMAS / "gitlab-sast-15.2.1.json").read_text("utf-8")),
        "gitlab-codequality": json.loads((SCHEMAS / "gitlab-codequality.json").read_text("utf-8")),
    }.items()
}
PROJECTS = sorted((ROOT / "fixtures" / "projects").iterdir())
WAIVED = Waiver("waiver", "agreed", "CISO", "2027-01-31")
MIXED = run_of(
    [
        finding(number=1, severity=CRITICAL),
        finding(number=2, outcome=Outcome.UNKNOWN),
        finding(number=3, waived=WAIVED),
        finding(number=4, waived=Waiver("inline", "known")),
        finding(number=5, severity=INFO),
    ],
    "can't be read",
)


def parsed(format_: str, text: str) -> Any:
    """A report by the format's own reader, checked against its schema."""
    if format_ in VALIDATORS:
        report = json.loads(text)
        VALIDATORS[format_].validate(report)
        return report
    if format_ == "json":
        return json.loads(text)
    if format_ == "junit":
        return ET.fromstring(text)  # noqa: S314 - our own output
    if format_ == "csv":
        return list(csv.DictReader(io.StringIO(text), strict=True))
    if format_ == "html":
        return elements(text)
    return text


def elements(text: str) -> list[tuple[str, dict[str, str | None]]]:
    found = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, dict(attrs)))

    Reader().feed(text)
    return found


@pytest.mark.parametrize("format_", formats.MODULES)
def test_a_report_can_be_read_by_its_own_schema(format_: str) -> None:
    parsed(format_, formats.render(MIXED, format_))
    parsed(format_, formats.render(run_of([]), format_))


@pytest.mark.parametrize("project", PROJECTS, ids=lambda path: path.name)
def test_the_example_projects_reports_are_valid(project: Path) -> None:
    from tests.reports import GOLDEN

    for format_, name in GOLDEN.items():
        parsed(format_, (project / name).read_bytes().decode())


@pytest.mark.parametrize("project", PROJECTS, ids=lambda path: path.name)
def test_two_runs_write_the_same_bytes_whatever_the_order_of_sets(project: Path) -> None:
    everything = ("--select", "all")
    assert reports(project, *everything, seed=0) == reports(project, *everything, seed=4_242)


HOSTILE = st.text(min_size=1, max_size=40) | st.sampled_from(
    ["</script><script>alert(1)</script>", "]]>", "<!--", "\x1b[2J\x00\x07", '"><img src=x onerror=alert(1)>', "\u202e",
     "[a](b)", "%0A::error::x", "::set-output name=a::b", "| a | b |", "@everyone `x` <b>", "=1+1", "\ud800", "\ufffe", "x" * 30_000]
)  # fmt: skip


@pytest.mark.parametrize("format_", formats.MODULES)
@given(text=HOSTILE)
@example(text="</script>")
@example(text="]]>")
@example(text="x" * 30_000)
def test_no_text_can_break_a_report(format_: str, text: str) -> None:
    harmless = shape(format_, formats.render(run_of([finding("x"), finding("x", number=1, path="y.tf")], "x"), format_))
    hostile = run_of([finding(text), finding(text, number=1, path=f"{text[:50]}.tf")], text)
    assert shape(format_, formats.render(hostile, format_)) == harmless


def shape(format_: str, text: str) -> Any:
    """What must be the same whatever the texts are: the structure, or the number of lines."""
    encoded = text.encode("utf-8", "backslashreplace").decode()
    if format_ in {"text", "concise"}:
        assert all(line.isprintable() for line in encoded.split("\n"))
        return None
    if format_ in {"github", "markdown"}:
        lines = encoded.split("\n")
        assert all(line.isprintable() for line in lines)
        return [re.match(r"(::\w+|\W*)", line).group() for line in lines]  # type: ignore[union-attr]  # matches always
    report = parsed(format_, encoded)
    if format_ == "html":
        return [(tag, sorted(names)) for tag, names in report if tag not in {"mark", "code", "option"}]
    if format_ == "junit":
        return [element.tag for element in report.iter()]
    return keys(report)


def keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: keys(item) for key, item in value.items()}
    return [keys(item) for item in value] if isinstance(value, list) else None


@pytest.mark.parametrize("format_", formats.MODULES)
def test_what_a_spreadsheet_takes_for_a_formula_is_text(format_: str) -> None:
    if format_ == "csv":
        row = parsed(format_, formats.render(run_of([finding("x", path="=cmd|' /C calc'!A0")]), format_))[0]
        assert row["path"].startswith("'=")


def test_the_limits_of_the_forges_are_kept() -> None:
    long = "x" * 10_000
    run = run_of([finding(long, number=number) for number in range(3)], long)
    (part,) = parsed("sarif", formats.render(run, "sarif"))["runs"]
    assert all(len(result["message"]["text"]) <= 2_048 for result in part["results"])
    assert all(len(rule["properties"]["tags"]) <= 10 for rule in part["tool"]["driver"]["rules"])
    for item in parsed("gitlab-sast", formats.render(run, "gitlab-sast"))["vulnerabilities"]:
        assert len(item["name"]) <= 255
        assert len(item["solution"]) <= 7_000
        assert len(item["identifiers"]) <= 20
    assert len(formats.render(run_of([finding(long, number=n) for n in range(200)]), "markdown")) < 65_536


def test_more_results_than_a_run_may_hold_become_several_runs() -> None:
    run = run_of([finding(number=number) for number in range(5_001)])
    parts = json.loads(formats.render(run, "sarif"))["runs"]
    assert [len(part["results"]) for part in parts] == [5_000, 1]
    assert [part["automationDetails"]["id"] for part in parts] == ["groundrule/", "groundrule-2/"]


def test_unknown_is_open_in_sarif_and_has_a_rule_without_a_security_severity() -> None:
    (part,) = parsed("sarif", formats.render(MIXED, "sarif"))["runs"]
    kinds = [(result["ruleId"], result["kind"], result["level"]) for result in part["results"][:2]]
    assert kinds == [("thing-open", "fail", "error"), ("thing-open/unknown", "open", "none")]
    denied, unknown = part["tool"]["driver"]["rules"]
    assert denied["properties"]["security-severity"] == "8.0"
    assert "security-severity" not in unknown["properties"]
    assert part["results"][0]["rank"] == 95.0, "this verdict is worse than its policy"
    assert part["invocations"][0]["executionSuccessful"] is False


LACKING = run_of(
    [
        finding(number=1, outcome=Outcome.UNKNOWN),
        finding(number=2),
        finding(number=3, outcome=Outcome.UNKNOWN),
        finding("y", number=4, outcome=Outcome.UNKNOWN),
    ]
)


@pytest.mark.parametrize("format_", ["text", "concise", "github", "markdown"])
def test_people_are_told_once_of_an_input_that_decides_several_verdicts(format_: str) -> None:
    text = formats.render(LACKING, format_)
    assert text.count("one missing input decides 2 verdicts") == 1
    assert text.count("Thing is open") == 2, "the denial, and the unknown verdict that lacks another input"


def test_programs_are_told_of_every_verdict() -> None:
    assert len(json.loads(formats.render(LACKING, "json"))["findings"]) == len(LACKING.findings)


def test_the_origin_is_a_code_flow_from_the_literal_to_the_attribute() -> None:
    (part,) = parsed("sarif", formats.render(run_of([finding("y")]), "sarif"))["runs"]
    (result,) = part["results"]
    (flow,) = result["codeFlows"]
    steps = [item["location"] for item in flow["threadFlows"][0]["locations"]]
    assert [step["physicalLocation"]["region"]["startLine"] for step in steps] == [1, 2, 2]
    assert [item["id"] for item in result["relatedLocations"]] == [1, 2]
    assert result["message"]["text"] == "Thing is open: y From [var.a = y](1), [y](2)"
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]) == (2, 1, 2, 2)


def test_every_format_names_a_finding_by_its_fingerprint() -> None:
    run = run_of([finding(number=7)])
    identity = f"{7:032x}"
    (part,) = parsed("sarif", formats.render(run, "sarif"))["runs"]
    assert part["results"][0]["partialFingerprints"]["primaryLocationLineHash"] == f"{identity}:1"
    (entry,) = parsed("gitlab-codequality", formats.render(run, "gitlab-codequality"))
    assert entry["fingerprint"] == identity
    (item,) = parsed("gitlab-sast", formats.render(run, "gitlab-sast"))["vulnerabilities"]
    assert item["id"] == item["tracking"]["items"][0]["signatures"][0]["value"] == identity
    assert parsed("csv", formats.render(run, "csv"))[0]["fingerprint"] == identity
    assert ("article", identity) in [(tag, names.get("id")) for tag, names in elements(formats.render(run, "html"))]


def test_what_is_waived_does_not_count_anywhere() -> None:
    (part,) = parsed("sarif", formats.render(MIXED, "sarif"))["runs"]
    kinds = [[item["kind"] for item in result["suppressions"]] for result in part["results"]]
    assert kinds == [[], [], ["external"], ["inSource"], []]
    assert part["results"][2]["suppressions"][0]["properties"]["expires"] == "2027-01-31"
    assert len(parsed("gitlab-codequality", formats.render(MIXED, "gitlab-codequality"))) == 3
    flagged = [
        item
        for item in parsed("gitlab-sast", formats.render(MIXED, "gitlab-sast"))["vulnerabilities"]
        if "flags" in item
    ]
    assert [item["flags"][0]["description"] for item in flagged] == [
        "waived: agreed, approved by CISO, until 2027-01-31",
        "ignored in the file: known",
    ]
    suite = parsed("junit", formats.render(MIXED, "junit"))
    assert (suite.get("failures"), suite.get("skipped"), suite.get("errors")) == ("2", "3", "1")
    assert formats.render(MIXED, "github").count("thing-open") == 3
    assert "2 findings waived." in formats.render(MIXED, "markdown")


def test_junit_names_are_unique_and_clean_policies_pass() -> None:
    suite = parsed("junit", formats.render(MIXED, "junit"))
    names = [(case.get("classname"), case.get("name")) for case in suite.iter("testcase")]
    assert len(set(names)) == len(names)
    (passed,) = parsed("junit", formats.render(run_of([]), "junit")).iter("testcase")
    assert (passed.get("classname"), len(passed)) == ("thing-open", 0)


def test_the_page_needs_no_network_and_runs_only_its_own_script() -> None:
    text = formats.render(MIXED, "html")
    found = elements(text)
    meta = next(names["content"] for tag, names in found if names.get("http-equiv") == "Content-Security-Policy")
    assert meta is not None
    assert meta.startswith("default-src 'none'; style-src 'sha256-")
    assert not [
        names for _, names in found if "src" in names or "style" in names or any(n.startswith("on") for n in names)
    ]
    assert [tag for tag, _ in found if tag in {"script", "style", "link", "iframe"}] == ["style", "script"]
    ids = [names["id"] for _, names in found if "id" in names and names["id"] != "arrow"]
    assert len(set(ids)) == len(ids)
    targets = {names["href"] for tag, names in found if tag == "a"}
    assert {target[1:] for target in targets if target and target.startswith("#")} <= set(ids)


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in ("SOURCE_DATE_EPOCH", "CI_PIPELINE_CREATED_AT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_time_of_a_report_is_that_of_the_revision(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Context().moment.isoformat() == "1970-01-01T00:00:00+00:00"
    monkeypatch.setenv("CI_PIPELINE_CREATED_AT", "2026-05-04T03:02:01+02:00")
    assert Context().moment.isoformat() == "2026-05-04T01:02:01+00:00"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "60")
    assert Context().moment.isoformat() == "1970-01-01T00:01:00+00:00"
    assert bare.is_dir()


def test_forges_get_paths_from_the_repositorys_root(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Context().path("a/main.tf") == "a/main.tf"
    (bare / ".git").mkdir()
    (bare / "envs").mkdir()
    monkeypatch.chdir(bare / "envs")
    assert Context().path("main.tf") == "envs/main.tf"
    assert Context().path("../m/main.tf") == "m/main.tf"
    assert Context().path(str(bare / "m" / "main.tf")) == "m/main.tf"
