"""What the files of one module's directory declare together, before anything is evaluated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from groundrule.graph import Skipped
from groundrule.source import Source
from groundrule.terraform import syntax
from groundrule.terraform.cycles import cycles_of_locals
from groundrule.terraform.section import Section
from groundrule.terraform.variable import Variable


class Declared(NamedTuple):
    """A resource, data source or ephemeral resource.

    Attributes:
        key: unique in its module: `aws_s3_bucket.b`, `data.aws_ami.a`.
        type: in the graph's words: `aws_s3_bucket`, `data.aws_ami`, `ephemeral.aws_ssm_parameter`.
        name: the second label.
    """

    key: str
    type: str
    name: str
    section: Section


class Local(NamedTuple):
    """One local value."""

    attribute: syntax.Attribute
    source: Source


class ParsedFile(NamedTuple):
    """One file's tree with its source."""

    source: Source
    body: syntax.Body


class Declarations:
    """One module as it is written.

    Args:
        directory: where it lies, relative to the working directory.
        files: its files in order, without override files.
        overrides: its override files in order.
        skipped: what of its files could not be read.

    Attributes:
        providers: by `aws` or, with an alias, `aws.west`.
        backends: where the state is kept, by `backend.s3` or `cloud`.
        settings: the `terraform` blocks.
        is_empty: whether there are no such files at all.
    """

    def __init__(
        self,
        directory: str,
        files: Iterable[ParsedFile],
        overrides: Iterable[ParsedFile],
        skipped: Iterable[Skipped],
    ) -> None:
        self.directory = directory
        self.skipped = list(skipped)
        self.variables: dict[str, Variable] = {}
        self.locals: dict[str, Local] = {}
        self.outputs: dict[str, Section] = {}
        self.resources: dict[str, Declared] = {}
        self.calls: dict[str, Section] = {}
        self.providers: dict[str, Section] = {}
        self.backends: dict[str, Section] = {}
        self.settings: list[Section] = []
        self.is_empty = not self.skipped
        for file in files:
            self.is_empty = False
            self._declare(file)
        for file in overrides:
            self.is_empty = False
            self._override(file)
        self._check_locals()

    def _check_locals(self) -> None:
        expressions = {name: local.attribute.expression for name, local in self.locals.items()}
        for cycle in cycles_of_locals(expressions):
            local = self.locals[cycle[0]]
            line = local.source.position(local.attribute.start).line
            chain = " → ".join(f"local.{name}" for name in cycle)
            self.skipped.append(Skipped(local.source.path, line, f"cycle: {chain}"))

    def _declare(self, file: ParsedFile) -> None:
        for block in file.body.blocks:
            if block.type == "locals":
                for attribute in block.body.attributes.values():
                    self.locals.setdefault(attribute.name, Local(attribute, file.source))
            elif block.type == "terraform":
                self.settings.append(Section(block, file.source))
                self._declare_backends(self.settings[-1])
            elif block.type in _RESOURCES and len(block.labels) == 2:
                self._declare_resource(Section(block, file.source))
            elif block.type == "provider" and len(block.labels) == 1:
                section = Section(block, file.source)
                self.providers.setdefault(_provider_key(section), section)
            elif block.type == "variable" and len(block.labels) == 1:
                self.variables.setdefault(block.labels[0], Variable(Section(block, file.source)))
            elif len(block.labels) == 1:
                table = self._table(block.type)
                if table is not None:
                    table.setdefault(block.labels[0], Section(block, file.source))

    def _declare_resource(self, section: Section) -> None:
        """A resource; where two have the same address (which Terraform refuses), both are judged."""
        type_, name = _resource_names(section.block)
        key = f"{type_}.{name}"
        count = 2
        while key in self.resources:
            key = f"{type_}.{name} ({count})"
            count += 1
        self.resources[key] = Declared(key, type_, name, section)

    def _declare_backends(self, settings: Section) -> None:
        for section in settings.sections:
            if section.block.type in _BACKENDS:
                self.backends.setdefault(".".join((section.block.type, *section.block.labels)), section)

    def _table(self, type_: str) -> dict[str, Section] | None:
        match type_:
            case "output":
                return self.outputs
            case "module":
                return self.calls
            case _:
                return None

    def _override(self, file: ParsedFile) -> None:
        for block in file.body.blocks:
            section = Section(block, file.source)
            if block.type == "terraform":
                # the one that is written last counts, and both are there to be read
                self._declare_backends(section)
                self._override_settings(section)
            elif block.type == "locals":
                for attribute in block.body.attributes.values():
                    self.locals[attribute.name] = Local(attribute, file.source)
            elif block.type in _RESOURCES and len(block.labels) == 2:
                type_, name = _resource_names(block)
                known = self.resources.get(f"{type_}.{name}")
                if known is None:
                    self._overrides_nothing(section)
                else:
                    self.resources[known.key] = known._replace(section=known.section.overridden(section))
            elif block.type == "variable" and len(block.labels) == 1:
                variable = self.variables.get(block.labels[0])
                base = variable.section.overridden(section) if variable else section
                self.variables[block.labels[0]] = Variable(base)
            elif len(block.labels) == 1:
                self._override_labelled(section)

    def _override_settings(self, section: Section) -> None:
        """What an override file says of Terraform itself goes over the first of the blocks."""
        self.settings[:1] = [self.settings[0].overridden(section)] if self.settings else [section]

    def _override_labelled(self, section: Section) -> None:
        """A provider, output or module call."""
        block = section.block
        key = _provider_key(section) if block.type == "provider" else block.labels[0]
        table = self.providers if block.type == "provider" else self._table(block.type)
        if table is not None and key in table:
            table[key] = table[key].overridden(section)
        elif table is not None:
            self._overrides_nothing(section)

    def _overrides_nothing(self, section: Section) -> None:
        header = section.header
        words = header.source.text[header.start : header.end].strip()
        self.skipped.append(Skipped(header.path, header.first.line, f"`{words}` overrides nothing"))


_BACKENDS = frozenset({"backend", "cloud"})
_RESOURCES = frozenset({"resource", "data", "ephemeral"})


def _resource_names(block: syntax.Block) -> tuple[str, str]:
    type_, name = block.labels
    return (type_ if block.type == "resource" else f"{block.type}.{type_}"), name


def _provider_key(section: Section) -> str:
    alias = section.attributes.get("alias")
    label = section.block.labels[0]
    if alias is not None and isinstance(alias.expression, syntax.Literal) and isinstance(alias.expression.value, str):
        return f"{label}.{alias.expression.value}"
    return label


def call_sources(declarations: Declarations) -> Iterator[tuple[str, str]]:
    """The names and literal sources of a module's `module` blocks."""
    for name, section in declarations.calls.items():
        source = section.attributes.get("source")
        if source is not None and isinstance(source.expression, syntax.Literal):
            text = source.expression.value
            if isinstance(text, str):
                yield name, text
