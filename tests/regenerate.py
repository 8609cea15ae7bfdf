"""Writes what is generated: the pages of policies, requirements and vocabulary, the schemas, and the golden reports.

    python -m tests.regenerate

Review the result as a diff; the tests compare it byte for byte.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

from groundrule.cli.options import CHECK
from groundrule.gate.rules import RULES
from groundrule.profile.catalogue import of_profile
from groundrule.profile.model import DEFAULT
from groundrule.registry import bundled, load
from groundrule.report.pages import render_all
from groundrule.report.requirements import Matrix, markdown
from groundrule.settings.schema import profile_schema, schema_of
from tests.profiles_page import render as profiles_page
from tests.reports import GOLDEN, reports
from tests.vocabulary.page import render as vocabulary_page

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "docs" / "policies"
VOCABULARY = ROOT / "docs" / "vocabulary.md"
PROFILES = ROOT / "docs" / "profiles.md"
REQUIREMENTS = ROOT / "docs" / "requirements.md"
SCHEMAS = ROOT / "src" / "groundrule" / "schemas"
PROJECTS = ROOT / "fixtures" / "projects"
PUBLISHED = ("attestations", "catalogue", "waivers")


def pages() -> dict[Path, str]:
    """Every generated page by its path."""
    rendered = render_all(load([bundled()]), ROOT / "fixtures")
    return {PAGES / name: text for name, text in rendered.items()}


def requirements_page() -> str:
    """The matrix of the bundled catalogues and policies."""
    policies = (*load([bundled()]), *RULES)
    chosen = {policy.id for policy in policies if policy.default}
    return markdown(Matrix(of_profile(DEFAULT), policies, chosen), pages="policies")


def profiles() -> str:
    """What profiles can set, and what the bundled ones choose."""
    return profiles_page((*load([bundled()]), *RULES))


def schemas() -> dict[Path, str]:
    """The schemas of the files that people write: those that ship, and the same where they are published."""
    settings = json.dumps(schema_of(CHECK), ensure_ascii=False, indent=2) + "\n"
    profile = json.dumps(profile_schema(), ensure_ascii=False, indent=2) + "\n"
    return {
        SCHEMAS / "settings.schema.json": settings,
        ROOT / "docs" / "groundrule.schema.json": settings,
        SCHEMAS / "profile.schema.json": profile,
        ROOT / "docs" / "groundrule-profile.schema.json": profile,
        **{ROOT / "docs" / f"groundrule-{name}.schema.json": _shipped(name) for name in PUBLISHED},
    }


def _shipped(name: str) -> str:
    return (SCHEMAS / f"{name}.schema.json").read_text("utf-8")


def golden_reports() -> Iterator[tuple[Path, str]]:
    """Every golden report with its text."""
    for project in sorted(path for path in PROJECTS.iterdir() if path.is_dir()):
        for format_, text in reports(project).items():
            yield project / GOLDEN[format_], text


def main() -> None:
    os.chdir(ROOT)
    wanted = (
        pages()
        | schemas()
        | dict(golden_reports())
        | {VOCABULARY: vocabulary_page(), REQUIREMENTS: requirements_page(), PROFILES: profiles()}
    )
    for path in PAGES.glob("*.md"):
        if path not in wanted:
            path.unlink()
    for path, text in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


if __name__ == "__main__":
    main()
