"""A root module's directory → its graph."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Final

from groundrule.graph import Graph, Resource
from groundrule.source import Source
from groundrule.terraform import functions, installed, parser, variables
from groundrule.terraform.context import Context
from groundrule.terraform.declarations import call_sources
from groundrule.terraform.declared import block_node, declared
from groundrule.terraform.directory import Modules
from groundrule.terraform.evaluate import settle
from groundrule.terraform.mistakes import mistakes
from groundrule.terraform.module import ModuleInstance
from groundrule.terraform.reading import join
from groundrule.terraform.secret import conceal_given
from groundrule.terraform.variables import Inputs
from groundrule.value import Data, Unknown, Why

# an expression nested a few hundred deep takes more frames than Python's default allows; the stack has room
# for many more than these
_FRAMES: Final = 8_000
sys.setrecursionlimit(max(sys.getrecursionlimit(), _FRAMES))


def load_root(directory: str, modules: Modules, inputs: Inputs | None = None) -> Graph:
    """The graph of one root module.

    Args:
        directory: the root module's, relative to the working directory.
        modules: the run's parsed modules.
        inputs: variables, workspace; nothing by default.
    """
    root = open_root(directory, modules, inputs)
    graph = graph_of(root)
    told = {(item.path, item.line) for item in graph.skipped}
    graph.skipped += tuple(item for item in dict.fromkeys(mistakes(root)) if (item.path, item.line) not in told)
    return graph


def open_root(directory: str, modules: Modules, inputs: Inputs | None = None) -> ModuleInstance:
    """The instance of a root module, to ask for values; nothing of it is evaluated yet."""
    given = inputs or Inputs()
    directory = join("", directory)
    context = Context(modules, directory, given, functions.Files(directory, modules.sources))
    declarations = modules.declarations(directory)
    root = ModuleInstance(context, declarations)
    root.given, wrong = variables.given(declarations, root, modules.sources, given)
    conceal_given(declarations, root.given)
    context.skipped.update(dict.fromkeys((*declarations.skipped, *wrong)))
    return root


def graph_of(root: ModuleInstance) -> Graph:
    """The graph of a root: which instances there are is worked out now, their attributes later."""
    resources = [*root.walk(), *_providers(root)]
    return Graph(root.declarations.directory, "terraform", resources, root.context.skipped, declared(root))


def _providers(module: ModuleInstance) -> Iterator[Resource]:
    """Provider blocks stand in the graph as resources of the type `provider.aws`."""
    for name, section in module.declarations.providers.items():
        yield block_node(f"provider.{section.block.labels[0]}", f"provider.{name}", section, module)
    for child in module.children():
        yield from _providers(child)


def local_calls(directory: str, modules: Modules) -> list[str]:
    """The directories of the modules that a module calls by a local path; called ones are no roots."""
    called = [source for _, source in call_sources(modules.declarations(directory)) if installed.is_local(source)]
    return sorted({join(directory, source) for source in called})


def ask(root: ModuleInstance, text: str) -> Data:
    """The value of an expression as if it stood in the root module; unknown with the error where it is wrong.

    Args:
        root: the root module's instance.
        text: the expression.
    """
    source = Source("expression", text)
    try:
        expression = parser.parse_expression(text)
    except parser.SyntaxFlaw as flaw:
        return Unknown(flaw.message, Why.ERROR, source.span(flaw.offset, flaw.offset))
    return settle(expression, source, root.scope)
