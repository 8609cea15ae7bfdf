"""A resource graph for people and programs: JSON, Graphviz's DOT, Mermaid. Secrets are masked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from groundrule.graph import Graph, Resource
from groundrule.report.values import plain, text
from groundrule.secrecy import is_concealed, masked_value, told
from groundrule.surroundings import edges
from groundrule.value import Truth


def as_json(graph: Graph) -> str:
    """The whole graph: `{"version", "root", "dialect", "resources": […], "edges": […]}`."""
    report = {
        "version": 1,
        "root": graph.root,
        "dialect": graph.dialect,
        "resources": [_resource(resource) for resource in graph.resources],
        "edges": [
            {"from": told(edge.source.key), "to": told(edge.target.key), "attribute": edge.attribute}
            for edge in edges(graph)
        ],
    }
    return text(report, indent=2) + "\n"


def _resource(resource: Resource) -> dict[str, Any]:
    def shown(value: str, path: tuple[str | int, ...]) -> str:
        return masked_value(value, path, concealed=is_concealed(resource.locate(path)))

    return {
        "key": told(resource.key),
        "address": told(resource.address),
        "type": resource.type,
        "native_type": resource.native_type,
        "exists": True if resource.exists is Truth.TRUE else {"$unknown": "it is not known whether it exists"},
        "path": resource.header.path,
        "line": resource.header.first.line,
        "attributes": {name: plain(resource.value(name), shown, (name,)) for name in dict.fromkeys(resource.names())},
    }


def as_dot(graph: Graph) -> str:
    """Graphviz's language: `groundrule graph --format dot | dot -Tsvg`."""
    lines = ["digraph {", "  rankdir = LR", '  node [shape = box, fontname = "sans-serif"]']
    lines += (f"  {_quoted(resource.key)}" for resource in graph.resources)
    lines += (
        f"  {_quoted(edge.source.key)} -> {_quoted(edge.target.key)} [label = {_quoted(edge.attribute)}]"
        for edge in edges(graph)
    )
    return "\n".join([*lines, "}", ""])


def _quoted(name: str) -> str:
    escaped = told(name).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def as_mermaid(graph: Graph) -> str:
    """Mermaid's language, as GitLab and GitHub show it."""
    numbers = {resource.key: f"r{number}" for number, resource in enumerate(graph.resources)}
    lines = ["flowchart LR"]
    lines += (f'  {numbers[resource.key]}["{_entities(resource.key)}"]' for resource in graph.resources)
    lines += (
        f'  {numbers[edge.source.key]} -->|"{_entities(edge.attribute)}"| {numbers[edge.target.key]}'
        for edge in edges(graph)
    )
    return "\n".join([*lines, ""])


def _entities(name: str) -> str:
    return told(name).replace("&", "#amp;").replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")


RENDERERS: Final[dict[str, Callable[[Graph], str]]] = {"json": as_json, "dot": as_dot, "mermaid": as_mermaid}
