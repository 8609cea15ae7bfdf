"""What the documentation names exists: links, anchors, options."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from groundrule.cli.app import app

ROOT = Path(__file__).parent.parent
PAGES = [*(ROOT / f"{name}.md" for name in ("README", "CONTRIBUTING", "CHANGELOG")), *sorted(ROOT.glob("docs/*.md"))]
GENERATED = sorted(ROOT.glob("docs/policies/*.md"))
FOREIGN = {"--editable", "--quiet", "--batch", "--name-only"}  # options of pip and git

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def anchors(page: Path) -> set[str]:
    """Those of the headings, as forges make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken(page: Path) -> Iterator[str]:
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        if link.startswith("https://"):
            continue
        name, _, anchor = link.partition("#")
        target = page.parent / name if name else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            yield link


@each_page
def test_every_link_leads_somewhere(page: Path) -> None:
    assert list(broken(page)) == []


def test_every_link_of_the_policies_pages_leads_somewhere() -> None:
    assert [f"{page.name}: {link}" for page in GENERATED for link in broken(page)] == []


@each_page
def test_every_option_exists(page: Path) -> None:
    commands = get_command(app).commands.values()  # type: ignore[attr-defined]  # it is a group
    known = {flag for command in commands for parameter in command.params for flag in parameter.opts}
    written = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", page.read_text("utf-8")))
    assert written - known <= FOREIGN


def test_the_guide_tells_every_command_and_option_of_check() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]  # it is a group
    guide = (ROOT / "docs" / "guide.md").read_text("utf-8")
    flags = {flag for option in commands["check"].params for flag in option.opts if flag.startswith("--")}
    assert [name for name in commands if f"groundrule {name}" not in guide] == []
    assert [flag for flag in flags if not re.search(rf"(?<![\w-]){flag}(?![\w-])", guide)] == []


def test_the_guide_tells_every_key_of_the_json_report() -> None:
    report = json.loads((ROOT / "fixtures" / "projects" / "clinic" / "report.json").read_text("utf-8"))
    told = (ROOT / "docs" / "guide.md").read_text("utf-8").partition("### JSON")[2]
    keys = {*report, *report["coverage"], *report["summary"], *(key for item in report["findings"] for key in item)}
    assert [key for key in sorted(keys) if f'"{key}"' not in told] == []


def test_every_page_is_reached_from_the_readme() -> None:
    reached, pending = set[Path](), [ROOT / "README.md"]
    while pending:
        page = pending.pop().resolve()
        if page.suffix == ".md" and page.exists() and page not in reached:
            reached.add(page)
            links = re.findall(r"\]\(([^)\s#]+)", page.read_text("utf-8"))
            pending += [page.parent / link for link in links if not link.startswith("https://")]
    assert {page.resolve() for page in (*PAGES, *GENERATED)} <= reached
