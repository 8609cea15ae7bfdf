"""What all reports for people say alike."""

from __future__ import annotations

from groundrule.finding import Coverage, Finding, Run
from groundrule.verdict import Outcome


def safe(text: str) -> str:
    """A text without control characters, which could take over a terminal; tabs become spaces."""
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else " " if character == "\t" else f"\\x{ord(character):02x}"
        for character in text
    )


def severity(finding: Finding) -> str:
    """The severity's word, or `unknown`."""
    return "unknown" if finding.outcome is Outcome.UNKNOWN else finding.severity.word


def message(finding: Finding) -> str:
    """What is the matter, in one line; for an unknown verdict with what is missing.

    What the profile only tells of is marked.
    """
    text = f"{finding.message} ({finding.reason})" if finding.reason else finding.message
    return safe(f"{text} [notice]" if finding.is_notice else text)


def counting(run: Run) -> list[Finding]:
    """The findings that nothing waives."""
    return [finding for finding in run.findings if finding.waived is None]


def is_denied(finding: Finding) -> bool:
    """Whether it is a denial that is more than a notice."""
    return finding.outcome is Outcome.DENY and not finding.is_notice


def plural(number: int, one: str, many: str = "") -> str:
    """`1 file`, `2 files`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def coverage_line(coverage: Coverage) -> str:
    """What the run looked at."""
    files, resources = plural(coverage.files, "file"), plural(coverage.resources, "resource")
    policies = plural(coverage.policies, "policy", "policies")
    verdict = "complete" if coverage.complete else f"INCOMPLETE: {plural(len(coverage.skipped), 'problem')}"
    return f"Looked at {files} and {resources} with {policies}: {verdict}."


def cell(value: str | int) -> str | int:
    """A cell of a table; what a spreadsheet would take for a formula begins with an apostrophe."""
    if isinstance(value, int):
        return value
    text = safe(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def cut(text: str, most: int) -> str:
    """A text of at most so many characters."""
    return text if len(text) <= most else text[: most - 1] + "…"


def waiver(finding: Finding) -> str:
    """Why a finding does not count, in one line; empty where it does."""
    if finding.waived is None:
        return ""
    by = {"inline": "ignored in the file", "waiver": "waived", "baseline": "known from the baseline"}[finding.waived.by]
    text = f"{by}: {finding.waived.reason}" if finding.waived.reason else by
    text += f", approved by {finding.waived.approver}" if finding.waived.approver else ""
    return safe(f"{text}, until {finding.waived.expires}" if finding.waived.expires else text)
