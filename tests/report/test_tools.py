"""Reports in the hands of the tools that they are for, where those are installed."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from groundrule.report import formats
from tests.npm import installed
from tests.report.test_formats import MIXED
from tests.reports import ROOT

PROJECT = ROOT / "fixtures" / "projects" / "clinic"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


@pytest.mark.parametrize("name", ["clinic", "mixed"])
def test_microsofts_multitool_finds_no_fault(tmp_path: Path, name: str) -> None:
    tool = installed("@microsoft/sarif-multitool-linux/Sarif.Multitool")
    report = tmp_path / f"{name}.sarif"
    text = (PROJECT / "report.sarif").read_text("utf-8") if name == "clinic" else formats.render(MIXED, "sarif")
    report.write_text(text, "utf-8")
    # the package's file comes without the right to be executed, where install scripts are off
    executable = tmp_path / "multitool"
    executable.symlink_to(tool)
    tool.chmod(tool.stat().st_mode | 0o100)
    output = tmp_path / "validation.sarif"
    arguments: list[str | Path] = [
        "validate",
        report,
        "--rule-kind",
        "Sarif;Ghas",
        "-o",
        output,
        "--log",
        "ForceOverwrite",
    ]
    environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    subprocess.run([executable, *arguments], env=environment, check=True, capture_output=True)
    (run,) = json.loads(output.read_text("utf-8-sig"))["runs"]
    wrong = {result["ruleId"]: result["message"] for result in run["results"] if result.get("level") != "note"}
    # ProvideToolProperties: there is no public address to give
    wrong.pop("SARIF2005", None)
    assert not wrong


def in_chromium(page: Path, *arguments: str) -> str:
    assert CHROMIUM is not None
    command = [
        CHROMIUM,
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={page.parent / 'profile'}",
    ]
    result = subprocess.run(
        [*command, *arguments, page.as_uri()], capture_output=True, text=True, check=True, timeout=120
    )
    return result.stdout


@needs_chromium
def test_the_page_works_in_a_real_browser(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    probe = (
        "<script>addEventListener('load',()=>{const s=document.getElementById('search');s.value='thing 00002';"
        "s.dispatchEvent(new Event('input',{bubbles:true}));"
        "document.body.dispatchEvent(new KeyboardEvent('keydown',{key:'j',bubbles:true}));"
        "document.title=document.getElementById('count').textContent+'|'+document.activeElement.tagName;});</script>"
    )
    text = formats.render(MIXED, "html")
    # the page's own policy refuses any other script: without it the probe may drive the page
    start = text.index('<meta http-equiv="Content-Security-Policy"')
    page.write_text(text[:start] + text[text.index(">", start) + 1 :] + probe, "utf-8")
    assert "<title>1 of 5|SUMMARY</title>" in in_chromium(page, "--dump-dom")
    page.write_text(text + probe, "utf-8")
    assert "<title>Groundrule: 2 findings, 1 unknown</title>" in in_chromium(page, "--dump-dom"), "the probe is refused"
    assert "5 of 5" in in_chromium(page, "--dump-dom"), "its own script runs"


@needs_chromium
def test_the_page_prints(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    shutil.copy(PROJECT / "report.html", page)
    in_chromium(page, f"--print-to-pdf={tmp_path / 'report.pdf'}", "--no-pdf-header-footer")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-")
