"""What is generated is up to date: `python -m tests.regenerate` changes nothing."""

from pathlib import Path

import pytest

from tests import regenerate
from tests.reports import GOLDEN, reports
from tests.vocabulary.page import render as vocabulary_page

MESSAGE = "run `python -m tests.regenerate` and review the difference"


def test_policy_pages_are_up_to_date() -> None:
    wanted = regenerate.pages()
    assert {path.name for path in regenerate.PAGES.glob("*.md")} == {path.name for path in wanted}, MESSAGE
    stale = [path.name for path, text in wanted.items() if path.read_text("utf-8") != text]
    assert not stale, MESSAGE


def test_vocabulary_page_is_up_to_date() -> None:
    assert regenerate.VOCABULARY.read_text("utf-8") == vocabulary_page(), MESSAGE


def test_requirements_page_is_up_to_date() -> None:
    assert regenerate.REQUIREMENTS.read_text("utf-8") == regenerate.requirements_page(), MESSAGE


def test_profiles_page_is_up_to_date() -> None:
    assert regenerate.PROFILES.read_text("utf-8") == regenerate.profiles(), MESSAGE


def test_schemas_are_made_of_the_table_of_options() -> None:
    for path, text in regenerate.schemas().items():
        assert path.read_text("utf-8") == text, MESSAGE


@pytest.mark.parametrize("project", sorted(regenerate.PROJECTS.iterdir()), ids=lambda path: path.name)
def test_golden_reports(project: Path) -> None:
    found = reports(project)
    stale = [name for format_, name in GOLDEN.items() if (project / name).read_bytes().decode() != found[format_]]
    assert not stale, MESSAGE
