"""Evidence as documents: what they hold, that no text breaks them, and that the tools which they are for take them."""

import csv
import io
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import example, given, settings

from groundrule.evidence.scope import Evidence
from groundrule.finding import Waiver
from groundrule.profile.catalogue import Kind
from groundrule.report.evidence import MODULES, render
from groundrule.verdict import Outcome
from tests.evidence.evidences import SIGNED, evidence_of, judged, row
from tests.report.runs import finding
from tests.report.test_formats import HOSTILE, SCHEMAS, elements, keys
from tests.report.test_tools import in_chromium, needs_chromium
from tests.trestle import trestle

ROWS = [
    row(),
    row(Kind.PARTLY, "CUIMC-01"),
    row(Kind.ATTESTED, "CUIMC-24"),
    row(Kind.ATTESTED, "CUIMC-26"),
    row(name="CUIMC-29"),
]
FINDINGS = [
    finding(number=1),
    finding(number=2, outcome=Outcome.UNKNOWN),
    finding(number=3, waived=Waiver("waiver", "agreed", "CISO", "2027-01-31")),
    finding(number=4, waived=Waiver("inline", "known")),
]
MIXED = evidence_of(judged(FINDINGS, problem="can't be read", attested=[SIGNED]), ROWS)
CLEAN = evidence_of(judged(attested=[SIGNED]), ROWS)
WAIVED = evidence_of(judged(FINDINGS[2:]), ROWS)


def schema() -> Any:
    """The schema, with the classes of letters and digits in words that Python's regular expressions know."""
    text = (SCHEMAS / "oscal-assessment-results-1.2.1.json").read_text("utf-8")
    return json.loads(text.replace(r"\\p{L}", r"[^\\W\\d_]").replace(r"\\p{N}", r"\\d"))


VALIDATOR = jsonschema.Draft7Validator(schema())


def oscal(evidence: Evidence) -> Any:
    document = json.loads(render(evidence, "oscal"))
    VALIDATOR.validate(document)
    return document["assessment-results"]


def walk(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every member with its name, at any depth."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield key, item
            yield from walk(item, key)
    elif isinstance(value, list):
        for item in value:
            if not isinstance(item, dict | list):
                yield name, item
            yield from walk(item, name)


# -- OSCAL -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("evidence", [MIXED, CLEAN, WAIVED, evidence_of(judged(), [row(Kind.ATTESTED)])])
def test_assessment_results_keep_to_their_schema_and_refer_to_nothing_that_is_not_there(evidence: Evidence) -> None:
    document = oscal(evidence)
    members = list(walk(document))
    defined = [value for name, value in members if name == "uuid"]
    assert len(set(defined)) == len(defined), "an identifier names one thing"
    referred = {value for name, value in members if name.endswith(("-uuid", "-uuids")) and isinstance(value, str)}
    referred |= {value.removeprefix("#") for name, value in members if name == "href" and value.startswith("#")}
    assert referred <= set(defined)
    roles = {role["id"] for role in document["metadata"].get("roles", ())}
    assert {value for name, value in members if name == "role-id"} <= roles
    targets = {value for name, value in members if name == "target-id"}
    assert targets == {value for name, value in members if name == "objective-id"}
    controls = {value for name, value in members if name == "control-id"}
    assert controls == {item.requirement.id for item in evidence.assessments}
    assert {prop.get("ns") for name, value in members if name == "props" for prop in value} <= {
        "urn:groundrule:oscal",
        None,
    }


def test_a_finding_of_oscal_is_satisfied_only_where_the_requirement_is_in_full() -> None:
    (result,) = oscal(MIXED)["results"]
    states = {item["target"]["target-id"]: item["target"]["status"] for item in result["findings"]}
    assert states == {
        "CUIMC-13": {"state": "not-satisfied", "reason": "fail", "remarks": "not satisfied"},
        "CUIMC-01": {"state": "not-satisfied", "reason": "other", "remarks": "undetermined"},
        "CUIMC-29": {"state": "not-satisfied", "reason": "other", "remarks": "undetermined"},
    }
    (result,) = oscal(CLEAN)["results"]
    assert result["findings"][0]["target"]["status"]["state"] == "satisfied"
    (result,) = oscal(WAIVED)["results"]
    assert result["findings"][0]["target"]["status"]["state"] == "not-satisfied"
    assert result["findings"][0]["props"][0]["value"] == "satisfied-with-exceptions"


def test_an_accepted_finding_is_a_risk_and_a_statement_an_attestation() -> None:
    document = oscal(MIXED)
    (result,) = document["results"]
    risks = [(risk["status"], risk.get("deadline"), risk["statement"]) for risk in result["risks"]]
    assert risks == [
        ("deviation-approved", "2027-01-31T23:59:59+00:00", "waived: agreed, approved by CISO, until 2027-01-31"),
        ("deviation-requested", None, "ignored in the file: known"),
    ]
    (attestation,) = result["attestations"]
    assert attestation["parts"][0]["prose"] == "All have a key."
    assert document["metadata"]["parties"][0]["name"] == "Ada"
    observation = next(item for item in result["observations"] if item["types"] == ["finding"])
    assert observation["relevant-evidence"][0]["href"] == "main.tf#L2"


def test_trestle_takes_the_results(tmp_path: Path) -> None:
    command = trestle()
    (tmp_path / "results.json").write_text(render(MIXED, "oscal"), "utf-8")
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    for arguments in (
        ["init"],
        ["import", "-f", "../results.json", "-o", "evidence"],
        ["validate", "-t", "assessment-results", "-n", "evidence"],
    ):
        done = subprocess.run([command, *arguments], cwd=workspace, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    assert "VALID" in done.stdout
    assert "INVALID" not in done.stdout


# -- the others ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", MODULES)
def test_the_same_evidence_gives_the_same_bytes(format_: str) -> None:
    again = evidence_of(judged(FINDINGS, problem="can't be read", attested=[SIGNED]), ROWS)
    assert render(again, format_) == render(MIXED, format_)


def test_the_table_has_a_line_a_requirement() -> None:
    lines = list(csv.DictReader(io.StringIO(render(MIXED, "csv")), strict=True))
    assert [(line["requirement"], line["verdict"]) for line in lines] == [
        ("CUIMC-13", "not-satisfied"),
        ("CUIMC-01", "undetermined"),
        ("CUIMC-24", "attested"),
        ("CUIMC-26", "to-be-attested"),
        ("CUIMC-29", "undetermined"),
    ]
    assert (lines[0]["denied"], lines[0]["unknown"], lines[0]["waived"], lines[0]["checks"]) == ("1", "1", "2", "1")
    assert (lines[2]["attested_by"], lines[2]["attestation_holds"]) == ("Ada", "yes")


def test_json_tells_everything_once() -> None:
    whole = json.loads(render(MIXED, "json"))
    assert whole["scope"]["date"] == "2026-11-25T12:00:00+00:00"
    assert whole["summary"]["not-satisfied"] == 1
    assert sum(whole["summary"].values()) == len(whole["requirements"]) == len(ROWS)
    assert len(whole["findings"]) == len(FINDINGS)
    assert whole["requirements"][0]["counts"] == {"checks": 1, "denied": 1, "unknown": 1, "waived": 2, "known": 0}


def test_what_a_waiver_has_taken_apart_is_told_twice() -> None:
    parts = [finding(number=1), finding(number=1, waived=Waiver("waiver", "agreed", "CISO"))]
    evidence = evidence_of(judged(parts), ROWS)
    assert len(json.loads(render(evidence, "json"))["findings"]) == 2
    (result,) = oscal(evidence)["results"]
    assert len({item["uuid"] for item in result["observations"]}) == len(ROWS) + 2


# -- the page --------------------------------------------------------------------------------------------


def article(page: str, name: str) -> str:
    match = re.search(rf'<article class="[^"]*" id="{name}">.*?</article>', page)
    assert match is not None
    return match.group()


def test_the_page_is_self_contained_and_has_no_script() -> None:
    found = elements(render(MIXED, "html"))
    assert not [
        names for _, names in found if "src" in names or "style" in names or any(n.startswith("on") for n in names)
    ]
    assert [tag for tag, _ in found if tag in {"script", "style", "link", "iframe"}] == ["style"]
    assert all((names["href"] or "").startswith("#") for tag, names in found if tag == "a")
    ids = {names["id"] for _, names in found if "id" in names}
    assert {(names["href"] or "#")[1:] for tag, names in found if tag == "a"} <= ids
    meta = next(names["content"] for _, names in found if names.get("http-equiv") == "Content-Security-Policy")
    assert (meta or "").startswith("default-src 'none'; style-src 'sha256-")


def test_an_incomplete_run_and_uncommitted_changes_stand_before_everything_else() -> None:
    page = render(MIXED, "html")
    assert page.index("Incomplete: ") < page.index("Uncommitted changes: ") < page.index("Scope")
    assert "Incomplete: " not in render(CLEAN, "html")


def test_a_requirement_shows_its_verdict_its_findings_and_its_waivers() -> None:
    page = render(MIXED, "html")
    text = article(page, "CUIMC-13")
    assert "not satisfied" in text
    assert "waived: agreed, approved by CISO, until 2027-01-31" in text
    assert "ignored in the file: known; no approver is named" in text
    assert "main.tf:2" in text
    assert text.count("<tr>") == 1 + len(FINDINGS)
    nothing = article(render(evidence_of(judged(checks=0), ROWS), "html"), "CUIMC-13")
    assert "Nothing in scope" in nothing
    assert "not applicable" in nothing


def test_a_requirement_tells_which_policies_applied_and_which_were_not_asked() -> None:
    applied = article(render(CLEAN, "html"), "CUIMC-13")
    assert "Policies that applied (1): <code>thing-open ×1</code>" in applied
    idle = article(render(evidence_of(judged(checks=0), ROWS), "html"), "CUIMC-13")
    assert "Policies without anything to apply to (1): <code>thing-open</code>" in idle
    unasked = article(render(evidence_of(judged(checks=0, selected=False), ROWS), "html"), "CUIMC-13")
    assert "Policies not selected (1): <code>thing-open</code>" in unasked


def test_a_statement_never_gets_a_tick_and_its_lack_a_blank_to_sign() -> None:
    page = render(CLEAN, "html")
    signed, blank = article(page, "CUIMC-24"), article(page, "CUIMC-26")
    assert "✓" in article(page, "CUIMC-13")
    assert "✓" not in signed + blank
    assert "All have a key." in signed
    assert "Signature" not in signed
    assert "Signature" in blank
    expired = evidence_of(judged(attested=[SIGNED._replace(expires="2026-10-02")]), ROWS)
    assert "Signature" in article(render(expired, "html"), "CUIMC-24"), "it has to be signed anew"


@needs_chromium
def test_the_page_prints(tmp_path: Path) -> None:
    page = tmp_path / "evidence.html"
    page.write_text(render(MIXED, "html"), "utf-8")
    in_chromium(page, f"--print-to-pdf={tmp_path / 'evidence.pdf'}", "--no-pdf-header-footer")
    assert (tmp_path / "evidence.pdf").read_bytes().startswith(b"%PDF-")


# -- hostile texts ---------------------------------------------------------------------------------------


def hostile(text: str) -> Evidence:
    line = " ".join(text.split()) or "x"
    statement = SIGNED._replace(by=line, statement=text)
    rows = [item._replace(title=line, text=text) for item in ROWS]
    waived = finding(text, number=3, path=f"z{text[:50]}.tf", waived=Waiver("waiver", text, text, "2027-01-31"))
    return evidence_of(judged([finding(text), waived], problem=text, attested=[statement]), rows, text)


@pytest.mark.parametrize("format_", MODULES)
@settings(max_examples=25)
@given(text=HOSTILE)
@example(text="</script>")
@example(text="=1+1")
def test_no_text_can_break_the_evidence(format_: str, text: str) -> None:
    assert shape(format_, render(hostile(text), format_)) == shape(format_, render(hostile("x"), format_))


def shape(format_: str, text: str) -> Any:
    encoded = text.encode("utf-8", "backslashreplace").decode()
    if format_ == "html":
        return [(tag, sorted(names)) for tag, names in elements(encoded) if tag not in {"code", "mark"}]
    if format_ == "csv":
        rows = list(csv.DictReader(io.StringIO(encoded), strict=True))
        assert not [cell for line in rows for cell in line.values() if cell.startswith(("=", "+", "-", "@"))]
        return [sorted(line) for line in rows]
    document = json.loads(encoded)
    if format_ == "oscal":
        VALIDATOR.validate(document)
    return keys(document)
