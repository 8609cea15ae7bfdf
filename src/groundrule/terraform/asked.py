"""What one root asks for while it is evaluated, so that it can be told whether another tree would answer the same.

A root's graph, and whatever a policy finds in it, follow from the inputs and from these answers alone.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Sequence
from typing import TypeVar

from groundrule.errors import InputError
from groundrule.source import Source
from groundrule.terraform.declarations import Declarations
from groundrule.terraform.directory import Modules, configuration_files
from groundrule.terraform.reading import SourceReader, join

T = TypeVar("T")


class AskedReader:
    """Reads as another reader does, and remembers every question with its answer.

    Args:
        reader: the other one.

    Attributes:
        answers: by the question's name and path.
    """

    def __init__(self, reader: SourceReader) -> None:
        self._reader = reader
        self.answers: dict[tuple[str, str], object] = {}

    @property
    def root(self) -> str:
        """The scan root."""
        return self._reader.root

    def read(self, path: str) -> Source:
        """One file's text."""
        return self._ask("read", path, self._reader.read)

    def content(self, path: str) -> bytes:
        """One file's bytes."""
        return self._ask("content", path, self._reader.content)

    def list(self, directory: str) -> Sequence[str]:
        """The names in a directory."""
        return self._ask("list", directory, self._reader.list)

    def entries(self, directory: str) -> Sequence[tuple[str, bool]]:
        """The names in a directory, each with whether it is a directory."""
        return self._ask("entries", directory, self._reader.entries)

    def exists(self, path: str) -> bool:
        """Whether there is such a file or directory."""
        return self._ask("exists", path, self._reader.exists)

    def holds(self, path: str) -> bool:
        """Whether a path stays inside the scan root."""
        return self._ask("holds", path, self._reader.holds)

    def is_file(self, path: str) -> bool:
        """Whether there is such a file."""
        return self._ask("is_file", path, self._reader.is_file)

    def is_link(self, path: str) -> bool:
        """Whether the path itself is a symbolic link."""
        return self._ask("is_link", path, self._reader.is_link)

    def _ask(self, question: str, path: str, ask: Callable[[str], T]) -> T:
        try:
            answer = ask(path)
        except InputError as error:
            self.answers[question, path] = str(error)
            raise
        self.answers[question, path] = _comparable(answer)
        return answer


class AskedModules(Modules):
    """A run's modules for one of its roots, which remember what it asked for.

    Args:
        modules: those of the run.
    """

    def __init__(self, modules: Modules) -> None:
        self._reader = AskedReader(modules.sources)
        super().__init__(self._reader)
        self.files = modules.files
        self._modules = modules
        self._directories: set[str] = set()

    def declarations(self, directory: str) -> Declarations:
        """What the module in a directory declares."""
        self._directories.add(directory)
        return self._modules.declarations(directory)

    def would_hear_the_same(self, modules: Modules) -> bool:
        """Whether the root would get the same answers to all that it asked of the modules of another tree."""
        if not isinstance(modules, ModulesSince) or not all(map(modules.is_same, self._directories)):
            return False
        answers = self._reader.answers.items()
        return all(_answer(modules.sources, question, path) == answer for (question, path), answer in answers)


class ModulesSince(Modules):
    """The modules of another tree; of those that are the same in both, what has been parsed already is taken over.

    Args:
        sources: reads the other tree.
        parsed: the modules of the first one.
    """

    def __init__(self, sources: SourceReader, parsed: Modules) -> None:
        super().__init__(sources)
        self._parsed = parsed
        self._same: dict[str, bool] = {}
        self._files: dict[str, list[Source]] = {}
        for source in parsed.files:
            self._files.setdefault(posixpath.dirname(source.path) or ".", []).append(source)

    def declarations(self, directory: str) -> Declarations:
        """What the module in a directory declares."""
        return self._parsed.declarations(directory) if self.is_same(directory) else super().declarations(directory)

    def is_same(self, directory: str) -> bool:
        """Whether the module in a directory is the same in both trees."""
        known = self._same.get(directory)
        if known is None:
            ours, theirs = (_configuration(reader, directory) for reader in (self.sources, self._parsed.sources))
            known = self._same[directory] = directory in self._files and ours == theirs
            if known:
                self.files += self._files[directory]
        return known


def _configuration(reader: SourceReader, directory: str) -> dict[str, object]:
    """The content of a module's files by their names; of one that can't be read, why not."""
    names = configuration_files(reader.list(directory))
    return {name: _answer(reader, "content", join(directory, name)) for name in names}


def _comparable(answer: object) -> object:
    if isinstance(answer, Source):
        return answer.text
    return tuple(answer) if isinstance(answer, list) else answer


def _answer(reader: SourceReader, question: str, path: str) -> object:
    try:
        return _comparable(getattr(reader, question)(path))
    except InputError as error:
        return str(error)
