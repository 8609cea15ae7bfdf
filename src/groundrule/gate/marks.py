"""Whether a run's files may hold ignores: a look at their texts, before anything is read closely."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from groundrule.finding import Run
from groundrule.source import Source

# one of these words stands in every file that holds an ignore; the first is our own
_MARKS: Final = ("groundrule", "checkov", "bridgecrew:", "tfsec:", "trivy:", "kics-scan", "cfn_nag", "cfn-lint")


def is_marked(source: Source, *, foreign: bool) -> bool:
    """Whether a file may hold ignores.

    Args:
        source: the file.
        foreign: whether other linters' count.
    """
    return any(word in source.text for word in (_MARKS if foreign else _MARKS[:1]))


def marked_sources(run: Run, *, foreign: bool) -> list[Source]:
    """The files whose ignores may matter: those of findings and calls, and those that may hold one of ours."""
    return [source for source in _sources(run) if is_marked(source, foreign=foreign)]


def _sources(run: Run) -> Iterable[Source]:
    found: dict[str, Source] = {source.path: source for source in run.marked}
    for finding in run.findings:
        spans = [finding.place.span, *(step.span for step in finding.calls)]
        for span in (*spans, finding.header) if finding.header else spans:
            found.setdefault(span.path, span.source)
    return found.values()
