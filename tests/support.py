"""Small graphs made by hand, for tests that need no dialect."""

from collections.abc import Iterable, Mapping

from groundrule.graph import Dialect, Graph, Path, Place, Resource
from groundrule.source import Source
from groundrule.subject import Resource as Subject
from groundrule.value import ABSENT, Data, Truth


class FakeContent:
    """Attributes without a file: every place is the whole of a small source."""

    def __init__(self, values: Mapping[str, Data], source: Source) -> None:
        self._values = values
        self._source = source

    def names(self) -> Iterable[str]:
        return self._values

    def get(self, name: str) -> Data:
        return self._values.get(name, ABSENT)

    def locate(self, path: Path) -> Place:
        return Place(self._source.span(0, len(self._source.text)), ".".join(map(str, path)))


def node(
    key: str,
    values: Mapping[str, Data] | None = None,
    *,
    exists: Truth = Truth.TRUE,
    source: Source | None = None,
) -> Resource:
    file = source or Source("main.tf", key)
    type_ = next(step for step in key.split(".") if step.startswith("aws_"))
    return Resource(
        key=key,
        address=key,
        type=type_,
        native_type=type_,
        content=FakeContent(values or {}, file),
        header=file.span(0, len(file.text)),
        exists=exists,
    )


def graph_of(*nodes: Resource, dialect: Dialect = "terraform") -> Graph:
    return Graph(".", dialect, nodes)


def subject(values: Mapping[str, Data], key: str = "aws_thing.a", dialect: Dialect = "terraform") -> Subject:
    """A resource of a type that has no defaults."""
    (resource,) = graph_of(node(key, values), dialect=dialect).resources
    return Subject(resource)
