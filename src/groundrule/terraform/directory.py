"""A directory's files → what they declare, parsed once however many roots use it."""

from __future__ import annotations

from collections.abc import Iterable

from groundrule.errors import InputError
from groundrule.graph import Remark, Skipped
from groundrule.source import Source
from groundrule.terraform import parser, syntax
from groundrule.terraform.declarations import Declarations, ParsedFile
from groundrule.terraform.reading import SourceReader, join


class Modules:
    """The modules of a run, by directory; give one to all roots of the run.

    Args:
        sources: reads their files.

    Attributes:
        files: every file that has been read so far.
    """

    def __init__(self, sources: SourceReader) -> None:
        self.sources = sources
        self.files: list[Source] = []
        self._read: dict[str, Declarations] = {}

    def declarations(self, directory: str) -> Declarations:
        """What the module in a directory declares; nothing where the directory does not exist."""
        known = self._read.get(directory)
        if known is None:
            known = self._read[directory] = _read(directory, self.sources, self.files)
        return known


def configuration_files(names: Iterable[str]) -> list[str]:
    """The names of a module's files among a directory's: `x.tofu` takes the place of `x.tf`."""
    chosen: dict[str, str] = {}
    for name in names:
        stem, ending = _split(name)
        if not ending or name.startswith((".", "#")):
            continue
        key = stem + ending.replace("tofu", "tf")
        if key not in chosen or "tofu" in ending:
            chosen[key] = name
    return list(chosen.values())


def _split(name: str) -> tuple[str, str]:
    """A file's name and its ending; an empty ending where it is no configuration file."""
    for ending in (".tf", ".tf.json", ".tofu", ".tofu.json"):
        if name.endswith(ending):
            return name.removesuffix(ending), ending
    return name, ""


def _is_override(name: str) -> bool:
    stem, _ = _split(name)
    return stem == "override" or stem.endswith("_override")


def _read(directory: str, sources: SourceReader, read: list[Source]) -> Declarations:
    files: list[ParsedFile] = []
    overrides: list[ParsedFile] = []
    skipped: list[Skipped] = []
    for name in configuration_files(sources.list(directory)):
        try:
            source = sources.read(join(directory, name))
        except InputError as error:
            skipped.append(Skipped.of(error))
            continue
        read.append(source)
        body, wrong = parse_source(source)
        skipped += wrong
        (overrides if _is_override(name) else files).append(ParsedFile(source, body))
    return Declarations(directory, files, overrides, skipped)


def parse_source(source: Source) -> tuple[syntax.Body, list[Skipped]]:
    """A file's tree, by the reader that its ending asks for, and what the coverage tells of it.

    Where our own parser rejects a part of an HCL file python-hcl2 is asked; if it takes the file, its tree counts.
    """
    if source.path.endswith(".json"):
        from groundrule.terraform import jsonsyntax

        tree = jsonsyntax.parse(source.text)
        return tree.body, [_skipped(source, flaw) for flaw in tree.flaws]
    tree = parser.parse(source.text)
    skipped = [_skipped(source, flaw) for flaw in tree.flaws]
    if not skipped or any(flaw.certain for flaw in tree.flaws):
        return tree.body, skipped
    from groundrule.terraform import second_reader

    other = second_reader.read(source.text)
    if other is None:
        return tree.body, skipped
    reason = "read by python-hcl2, since our own reader rejects it"
    return other.body, [Remark(source.path, item.line, f"{reason}: {item.reason}") for item in skipped]


def _skipped(source: Source, flaw: syntax.Flaw) -> Skipped:
    return Skipped(source.path, source.position(flaw.offset).line, flaw.message)
