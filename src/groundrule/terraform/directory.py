"""A directory's files → what they declare, parsed once however many roots use it."""

from __future__ import annotations

from groundrule.errors import InputError
from groundrule.graph import Skipped
from groundrule.source import Source
from groundrule.terraform import jsonsyntax, parser, syntax
from groundrule.terraform.declarations import Declarations, ParsedFile
from groundrule.terraform.reading import SourceReader, join


class Modules:
    """The modules of a run, by directory; give one to all roots of the run.

    Args:
        sources: reads their files.
    """

    def __init__(self, sources: SourceReader) -> None:
        self.sources = sources
        self._read: dict[str, Declarations] = {}

    def declarations(self, directory: str) -> Declarations:
        """What the module in a directory declares; nothing where the directory does not exist."""
        known = self._read.get(directory)
        if known is None:
            known = self._read[directory] = _read(directory, self.sources)
        return known


def is_configuration(name: str) -> bool:
    """Whether a file of this name belongs to the module in its directory."""
    return _stem(name) is not None and not name.startswith((".", "#")) and not name.endswith("~")


def _stem(name: str) -> tuple[str, bool] | None:
    """A file's name without its ending, and whether the ending is OpenTofu's; None for other files."""
    for ending in (".tofu.json", ".tf.json", ".tofu", ".tf"):
        if name.endswith(ending):
            return name[: -len(ending)] + ending.replace("tofu", "tf"), "tofu" in ending
    return None


def configuration_files(names: list[str]) -> list[str]:
    """The names of a module's files: `x.tofu` takes the place of `x.tf`."""
    chosen: dict[str, tuple[str, bool]] = {}
    for name in names:
        stem = _stem(name)
        if stem is None or not is_configuration(name):
            continue
        key, is_tofu = stem
        if key not in chosen or is_tofu:
            chosen[key] = (name, is_tofu)
    return [name for name, _ in chosen.values()]


def _is_override(name: str) -> bool:
    stem = name.partition(".")[0]
    return stem == "override" or stem.endswith("_override")


def _read(directory: str, sources: SourceReader) -> Declarations:
    files: list[ParsedFile] = []
    overrides: list[ParsedFile] = []
    skipped: list[Skipped] = []
    for name in configuration_files(list(sources.list(directory))):
        try:
            source = sources.read(join(directory, name))
        except InputError as error:
            skipped.append(Skipped.of(error))
            continue
        tree = parse_source(source)
        skipped += (_skipped(source, flaw) for flaw in tree.flaws)
        (overrides if _is_override(name) else files).append(ParsedFile(source, tree.body))
    return Declarations(directory, files, overrides, skipped)


def parse_source(source: Source) -> syntax.File:
    """A file's tree, by the reader that its ending asks for."""
    if source.path.endswith(".json"):
        return jsonsyntax.parse(source.text)
    tree = parser.parse(source.text)
    if tree.flaws:
        from groundrule.terraform import second_reader

        return second_reader.read(source.text, source.path) or tree
    return tree


def _skipped(source: Source, flaw: syntax.Flaw) -> Skipped:
    return Skipped(source.path, source.position(flaw.offset).line, flaw.message)
