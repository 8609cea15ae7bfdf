"""The values of a root module's variables: files, command line, environment, in Terraform's precedence."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from groundrule.errors import InputError
from groundrule.graph import Remark, Skipped
from groundrule.source import Source
from groundrule.terraform import parser, syntax
from groundrule.terraform.declarations import Declarations
from groundrule.terraform.evaluate import settle
from groundrule.terraform.reading import SourceReader, join
from groundrule.terraform.scope import Module, Scope, Sealed, Site
from groundrule.value import Data, Unknown, Why

_ONLY_VALUES = "a variable is given values only, they can't refer to"


class Inputs(NamedTuple):
    """What a root is given from outside.

    Attributes:
        var_files: further tfvars files in order, relative to the working directory.
        variables: values by name, over all files; a text is read as on Terraform's command line: an
            expression where the variable's type is no primitive one.
        workspace: `terraform.workspace`; None where it is not known.
        environment: the `TF_VAR_…` variables that count.
    """

    var_files: tuple[str, ...] = ()
    variables: Mapping[str, Data] = {}
    workspace: str | None = "default"
    environment: Mapping[str, str] = {}


class Given(NamedTuple):
    """One variable's value from outside.

    Attributes:
        where: for people: the file's name, `--var` or the environment variable.
        site: the expression in a file.
        data: the value where it comes from no file.
    """

    where: str
    site: Site | None = None
    data: Data = None

    def value(self, declared: syntax.Expression | None, module: Module) -> Data:
        """The value, not yet converted to the variable's type.

        Args:
            declared: the variable's type constraint.
            module: the root module.
        """
        if self.site is not None:
            return settle(self.site.expression, self.site.source, self.site.scope)
        if isinstance(self.data, str) and not _is_literal(declared):
            return _parsed(self.data, self.where, Scope(Sealed(module, _ONLY_VALUES)))
        return self.data


def given(
    declarations: Declarations, module: Module, sources: SourceReader, inputs: Inputs
) -> tuple[dict[str, Given], list[Skipped]]:
    """The values that a root module's variables are given, and what was wrong with them.

    Args:
        declarations: the root module's.
        module: the root module, for its bounds.
        sources: reads the tfvars files.
        inputs: what else is given.
    """
    values: dict[str, Given] = {}
    wrong: list[Skipped] = []
    scope = Scope(Sealed(module, _ONLY_VALUES))
    for name, text in inputs.environment.items():
        if name.startswith("TF_VAR_"):
            values[name.removeprefix("TF_VAR_")] = Given(name, data=text)
    for path in (*_automatic(declarations.directory, sources), *inputs.var_files):
        found, flaws = _from_file(path, sources, scope)
        values.update(found)
        wrong += flaws
    for name, data in inputs.variables.items():
        values[name] = Given("--var", data=data)
    for name, value in values.items():
        if name not in declarations.variables and value.site is not None:
            span = value.site.span
            reason = f"`{name}` is set here, but the module declares no such variable"
            wrong.append(Remark(span.path, span.first.line, reason))
    return values, wrong


def _automatic(directory: str, sources: SourceReader) -> Iterator[str]:
    """The tfvars files that Terraform loads by itself, the stronger ones last."""
    names = sources.list(directory)
    chosen = [name for name in ("terraform.tfvars", "terraform.tfvars.json") if name in names]
    chosen += [name for name in names if name.endswith((".auto.tfvars", ".auto.tfvars.json"))]
    return (join(directory, name) for name in chosen)


def _from_file(path: str, sources: SourceReader, scope: Scope) -> tuple[dict[str, Given], Iterable[Skipped]]:
    try:
        source = sources.read(path)
    except InputError as error:
        return {}, [Skipped.of(error)]
    tree = _tree(source)
    flaws = [Skipped(path, source.position(flaw.offset).line, flaw.message) for flaw in tree.flaws]
    found = {
        name: Given(posixpath.basename(path), Site(attribute.expression, source, scope))
        for name, attribute in tree.body.attributes.items()
    }
    return found, flaws


def _tree(source: Source) -> syntax.File:
    if not source.path.endswith(".json"):
        return parser.parse(source.text)
    from groundrule.terraform import jsonsyntax

    return jsonsyntax.parse_values(source.text)


def _is_literal(declared: syntax.Expression | None) -> bool:
    """Whether a text given for a variable of this type is taken as it is."""
    if declared is None:
        return True
    if isinstance(declared, syntax.Literal):
        return True
    return isinstance(declared, syntax.Traversal) and declared.root in {"any", "bool", "number", "string"}


def _parsed(text: str, where: str, scope: Scope) -> Data:
    try:
        expression = parser.parse_expression(text)
    except parser.SyntaxFlaw as flaw:
        return Unknown(f"the value from {where} can't be read: {flaw}", Why.ERROR)
    return settle(expression, Source(where, text), scope)
