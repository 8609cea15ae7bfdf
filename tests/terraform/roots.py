"""Root modules from text, for tests."""

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

from groundrule.graph import Graph, Place, Resource
from groundrule.graph import Path as DataPath
from groundrule.terraform.directory import Modules
from groundrule.terraform.load import graph_of, open_root
from groundrule.terraform.module import ModuleInstance
from groundrule.terraform.reading import TreeReader
from groundrule.terraform.variables import Inputs
from groundrule.value import Data

Files = str | Mapping[str, str]


def write(directory: Path, files: Files) -> None:
    for name, text in ({"main.tf": files} if isinstance(files, str) else files).items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), "utf-8")


def open_module(directory: Path, files: Files, inputs: Inputs | None = None, root: str = ".") -> ModuleInstance:
    """The instance of a root module; `root` is its directory below `directory`."""
    write(directory, files)
    return open_root(str(directory / root), Modules(TreeReader(str(directory))), inputs)


def load(directory: Path, files: Files, inputs: Inputs | None = None, root: str = ".") -> Graph:
    return graph_of(open_module(directory, files, inputs, root))


def evaluated(directory: Path, expression: str, more: str = "", inputs: Inputs | None = None) -> Data:
    """An expression's value as a local value's."""
    return open_module(directory, f"locals {{\n  result = {expression}\n}}\n{dedent(more)}", inputs).local("result")


def find(graph: Graph, key: str) -> Resource:
    resource = graph.find(key)
    assert resource is not None, f"{key} is none of {[one.key for one in graph.resources]}"
    return resource


def keys(graph: Graph) -> list[str]:
    return [resource.key for resource in graph.resources]


def text_at(place: Place) -> str:
    """The source at a place."""
    return place.span.source.text[place.span.start : place.span.end]


def located(graph: Graph, key: str, *path: str | int) -> str:
    return text_at(find(graph, key).locate(tuple(path)))


def steps(graph: Graph, key: str, *path: str | int) -> list[str]:
    place: DataPath = tuple(path)
    return [step.text for step in find(graph, key).locate(place).origin]
