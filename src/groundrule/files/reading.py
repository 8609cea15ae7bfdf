"""One file → its graph: what it holds that may be a secret."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from groundrule import secretshape
from groundrule.files import code, kinds
from groundrule.graph import Graph, Path, Place, Resource
from groundrule.secretplaces import Stretch, stretches
from groundrule.secretwords import Telling, is_telling, telling
from groundrule.source import Source, Span
from groundrule.terraform.sniff import is_plan
from groundrule.value import ABSENT, Data


class Entry(NamedTuple):
    """Something in a file that may be a secret.

    Attributes:
        text: what is judged: a literal, or the words around it.
        words: what it is called, for people.
        span: where it stands; nothing of it may be shown.
    """

    text: str
    words: str
    span: Span


class Content:
    """The content of a node that stands for a file, or for one place in it.

    Args:
        entries: by a name that tells what each is, and that does not change when lines move.
        header: the beginning of the file, or the place.
    """

    def __init__(self, entries: Mapping[str, Entry], header: Span) -> None:
        self._entries = entries
        self._header = header

    def names(self) -> Iterable[str]:
        """The entries' names."""
        return self._entries

    def get(self, name: str) -> Data:
        """An entry's text, or `ABSENT`."""
        return self._entries[name].text if name in self._entries else ABSENT

    def locate(self, path: Path) -> Place:
        """The place of an entry, or of the file."""
        entry = self._entries.get(str(path[0])) if path else None
        return Place(self._header, "") if entry is None else Place(entry.span, entry.words)


def graph_of(path: str, content: bytes) -> Graph | None:
    """What a file holds; None where that is nothing to judge.

    Args:
        path: relative to the working directory.
        content: the whole file.
    """
    if kinds.is_plan(content):
        return _whole("plan", path)
    text = kinds.text_of(content)
    if text is None:
        what = kinds.key_store(content)
        return _whole("key_store", path, what) if what else None
    if kinds.is_state(text):
        return _whole("state", path)
    if is_plan(text):
        # one that is called so is judged as a plan
        return None if path.endswith(".json") else _whole("plan", path)
    source = Source(path, text)
    # a node for each place, so that what is written about one of them is about no other
    nodes = [_node("file", path, {name: entry}, entry.span) for name, entry in _entries(source).items()]
    return Graph(path, "files", (), declared=nodes) if nodes else None


def _whole(type_: str, path: str, format_: str = "") -> Graph:
    """A file of which nothing is shown."""
    start = Source(path, "").span(0, 0)
    entries = {"format": Entry(format_, "format", start)} if format_ else {}
    return Graph(path, "files", (), declared=(_node(type_, path, entries, start),))


def _node(type_: str, path: str, entries: Mapping[str, Entry], header: Span) -> Resource:
    content = Content(entries, header)
    return Resource(key=path, address=path, type=type_, native_type=type_, content=content, header=header)


def _entries(source: Source) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for name, entry in sorted(_found(source), key=lambda item: item[1].span.start):
        free, number = name, 1
        while free in found:
            number += 1
            free = f"{name} {number}"
        found[free] = entry
    return found


def _found(source: Source) -> Iterator[tuple[str, Entry]]:
    text = source.text
    if source.path.rpartition("/")[2] in _PGPASS:
        for item in code.in_pgpass(text):
            yield item.name, Entry(item.value, item.name, source.span(item.start, item.end))
        return
    for stretch in stretches(text, code.sees):
        inside = text[stretch.start : stretch.end]
        given = next(code.given(inside), None)
        if given is None and not secretshape.in_script(inside):
            given = next(code.whole(inside), None)
        if given is not None:
            span = source.span(stretch.start + given.start, stretch.start + given.end)
            words = given.name if is_telling(given.name) else f"line {span.first.line}"
            yield given.name, Entry(given.value, words, span)
        elif not (stretch.name and _is_word(source, stretch)):
            line = f"line {source.position(stretch.start).line}"
            what = stretch.name or secretshape.in_script(inside)
            yield what, Entry(inside, stretch.name or line, source.span(stretch.value, stretch.end))


_PGPASS: Final = frozenset({".pgpass", "pgpass.conf"})
_SIGNS: Final = "\"'`;,:!?(){}[] \t\r\n"
# in these a text without quotes is a type or the name of something
_CODE: Final = (
    *(".py", ".pyi", ".js", ".mjs", ".cjs", ".jsx", ".ts", ".tsx", ".go", ".rs", ".java", ".kt", ".scala", ".groovy"),
    *(".c", ".h", ".cc", ".cpp", ".hpp", ".cs", ".swift", ".dart", ".php", ".rb", ".pl", ".lua", ".tf", ".tofu"),
)


def _is_word(source: Source, stretch: Stretch) -> bool:
    """Whether what is given to a telling name is a word: a type, a label in a form, the name of something."""
    literal = source.text[stretch.value : stretch.end]
    if source.path.endswith(_CODE) and not literal.startswith(("'", '"', "`")) and not _is_quoted(source, stretch):
        return True
    words = literal.strip(_SIGNS).replace(".", "")
    if not words.isalpha() or source.path.rpartition("/")[2].startswith(".env"):
        return False
    return is_telling(words) or (telling(stretch.name) is Telling.PERHAPS and not words.islower())


def _is_quoted(source: Source, stretch: Stretch) -> bool:
    """Whether a stretch stands inside a string of a program."""
    before = source.text[source.text.rfind("\n", 0, stretch.start) + 1 : stretch.start]
    return any(before.count(quote) % 2 for quote in "\"'`")
