"""What the resources of a graph are tied to, for reports that show it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from groundrule.finding import Neighbour
from groundrule.graph import Graph, Resource
from groundrule.secrecy import told
from groundrule.value import references


class Edge(NamedTuple):
    """A reference: an attribute of one resource that names another."""

    source: Resource
    attribute: str
    target: Resource


def edges(graph: Graph) -> Iterator[Edge]:
    """Every reference between two resources of the graph, each once."""
    for resource in graph.resources:
        seen: set[tuple[str, str]] = set()
        for name in sorted(set(resource.names())):
            for reference in references(resource.value(name)):
                target = graph.find(reference.target)
                if target is not None and target is not resource and (name, target.key) not in seen:
                    seen.add((name, target.key))
                    yield Edge(resource, name, target)


def neighbours(graph: Graph) -> dict[str, tuple[Neighbour, ...]]:
    """The references from and to each resource, by its address."""
    found: dict[str, list[Neighbour]] = {}
    for edge in edges(graph):
        source, target = told(edge.source.address), told(edge.target.address)
        found.setdefault(source, []).append(Neighbour(target, edge.attribute, outgoing=True))
        found.setdefault(target, []).append(Neighbour(source, edge.attribute, outgoing=False))
    return {address: tuple(items) for address, items in found.items()}
