"""The files of a tree that are neither Terraform nor templates → findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from groundrule.engine import judge
from groundrule.errors import InputError
from groundrule.files import kinds
from groundrule.files.reading import graph_of
from groundrule.finding import Finding, Run, order
from groundrule.graph import Gap, Graph, Skipped
from groundrule.policy import Category, Policy
from groundrule.source import Span
from groundrule.terraform.reading import TreeReader

_LARGEST: Final = 1 << 20
# enough to tell what a file is
_BEGINNING: Final = 4096


class Search:
    """Judges files by what they hold.

    Args:
        policies: the chosen ones.
        reader: reads the files.
        texts: whether every text is searched for secrets; else only state and plans are told.
    """

    def __init__(self, policies: Sequence[Policy], reader: TreeReader, *, texts: bool) -> None:
        self._policies = policies
        self._reader = reader
        self._texts = texts
        self._files = 0  # that were searched for secrets
        self._skipped: list[Skipped] = []
        self._notes: list[Gap] = []

    def added_to(self, outcome: Run, paths: Iterable[str]) -> Run:
        """A run with what is found in some files besides.

        A secret that the evaluation of Terraform or a template has found there is not told once more.
        """
        told = _Told(outcome.findings)
        findings = list(outcome.findings)
        inspected = Counter(outcome.inspected)
        for path in paths:
            graph = self._graph(path)
            if graph is not None:
                judgement = judge(graph, self._policies)
                findings += (finding for finding in judgement.findings if not told.holds(finding))
                self._skipped += judgement.failures
                inspected.update(judgement.inspected)
        coverage = outcome.coverage._replace(
            # Terraform and templates are among them
            files=max(outcome.coverage.files, self._files),
            skipped=tuple(sorted({*outcome.coverage.skipped, *self._skipped})),
            notes=tuple(sorted({*outcome.coverage.notes, *self._notes})),
        )
        return outcome._replace(findings=tuple(sorted(findings, key=order)), coverage=coverage, inspected=inspected)

    def _graph(self, path: str) -> Graph | None:
        # a pipe or a device is no file of a repository, and a link leads to a file that is searched itself
        if not self._reader.is_file(path) or self._reader.is_link(path):
            return None
        try:
            content = self._reader.beginning(path, _LARGEST + 1 if self._texts else _BEGINNING)
        except InputError as error:
            self._skipped.append(Skipped.of(error))
            return None
        if not self._texts:
            return graph_of(path, content) if kinds.is_state_or_plan(content) else None
        if self._is_too_large(path, content):
            return None
        graph = graph_of(path, content)
        self._files += graph is not None or kinds.text_of(content) is not None
        return graph

    def _is_too_large(self, path: str, content: bytes) -> bool:
        """Whether a file is a text that takes too long to search."""
        if len(content) <= _LARGEST or kinds.is_state_or_plan(content) or kinds.text_of(content) is None:
            return False
        self._notes.append(Gap(path, 0, "is larger than 1 MiB and was not searched for secrets"))
        return True


class _Told:
    """The lines of which a secret has been told."""

    def __init__(self, known: Iterable[Finding]) -> None:
        self._lines: set[tuple[str, int]] = set()
        for finding in known:
            if finding.policy.category is Category.SECRETS:
                for place in (finding.place.span, *(step.span for step in finding.place.origin)):
                    self._lines.update(_lines(place))

    def holds(self, finding: Finding) -> bool:
        """Whether what a finding tells has been told."""
        return not self._lines.isdisjoint(_lines(finding.place.span))


def _lines(span: Span) -> Iterable[tuple[str, int]]:
    return ((span.path, line) for line in range(span.first.line, span.last.line + 1))
