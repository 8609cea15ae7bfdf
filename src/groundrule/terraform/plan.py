"""A plan (`terraform show -json`) → its graph.

https://developer.hashicorp.com/terraform/internals/json-format

What the plan deletes is not there; what it leaves as it is stands in the graph for others to refer to and is not judged
itself. Where the sources lie beside the plan, places and origins are theirs.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Final

from groundrule.engine import without_keys
from groundrule.errors import InputError
from groundrule.graph import Graph, Path, Place, Remark, Resource
from groundrule.jsontext import JsonFlaw, Node, read
from groundrule.source import Source, Span
from groundrule.terraform.plan_values import member, merged, plain
from groundrule.value import ABSENT, Data, Reference, Unknown

_VISIBLE: Final = re.compile(r"[^\n]")
_STEP: Final = re.compile(r'module\.([^.\[]+)(\["(?:[^"\\]|\\.)*"\]|\[\d+\])?\.')


def load_plan(source: Source, beside: Graph | None = None, *, is_given: bool = True) -> Graph:
    """The graph of a plan.

    Args:
        source: the plan as JSON.
        beside: the graph of the root module that lies in the same directory.
        is_given: whether it was named to be judged, and does not merely lie in the tree.

    Raises:
        InputError: it is not JSON, or not a plan.
    """
    return _Plan(source, beside).graph(is_given=is_given)


class _Plan:
    """One plan, read."""

    def __init__(self, source: Source, beside: Graph | None) -> None:
        self.source = source
        try:
            self.node = read(source.text)
        except JsonFlaw as flaw:
            raise InputError(flaw.message, source.path, source.position(flaw.offset).line) from flaw
        # an instance of its own, or the one that stands for all of a number that the sources don't tell
        written = beside.resources if beside else ()
        self.beside = {without_keys(one.key): one for one in written} | {one.key: one for one in written}

    @cached_property
    def configuration(self) -> Mapping[str, Any]:
        found = member(self.node, "configuration", "root_module")
        return plain(found) if found is not None else {}

    @cached_property
    def changes(self) -> dict[str, Node]:
        """The change of every resource that is there after the deployment, by its address."""
        listed = member(self.node, "resource_changes")
        found = {}
        for item in listed.value if listed is not None and isinstance(listed.value, list) else ():
            address, actions = member(item, "address"), member(item, "change", "actions")
            if address is None or actions is None:
                line = self.source.position(item.start).line
                raise InputError("a change has no address or no actions: it is no plan", self.source.path, line)
            if plain(actions) not in (["delete"], ["forget"]):
                found[str(address.value)] = item
        return found

    @cached_property
    def addresses(self) -> Source:
        """The plan's text with nothing but the resources' addresses.

        Reports print lines of it, and its values may be secret.
        """
        text = self.source.text
        pieces, end = [], 0
        for item in self.changes.values():
            address = member(item, "address")
            if address is not None:
                pieces += [_VISIBLE.sub(" ", text[end : address.start]), text[address.start : address.end]]
                end = address.end
        return Source(self.source.path, "".join((*pieces, _VISIBLE.sub(" ", text[end:]))))

    def span(self, item: Node) -> Span:
        """Where a resource stands in the plan: its address."""
        address = member(item, "address") or item
        return self.addresses.span(address.start, address.end)

    def graph(self, *, is_given: bool) -> Graph:
        resources = [*(self.resource(address, item) for address, item in self.changes.items()), *self.data()]
        root = os.path.dirname(self.source.path) or "."
        settled = sum(resource.settled for resource in resources if not resource.type.startswith("data."))
        reason = f"{settled} of {len(resources)} resources stay as they are and were not judged"
        gaps = (Remark(self.source.path, 0, reason),) if settled else ()
        return Graph(root, "terraform", resources, gaps, () if is_given else (self.itself(),))

    def itself(self) -> Resource:
        """The plan as a file."""
        path, header = self.source.path, self.addresses.span(0, 0)
        return Resource(
            key=path, address=path, type="plan", native_type="plan", content=_Content({}, None, header), header=header
        )

    def resource(self, address: str, item: Node) -> Resource:
        change = member(item, "change")
        after = {
            name: plain(node) if (node := member(change, name)) is not None else {}
            for name in ("after", "after_unknown", "after_sensitive")
        }
        configured = self.configured(address)
        values = merged(
            after["after"] or {},
            after["after_unknown"],
            after["after_sensitive"],
            configured.get("expressions", {}),
            lambda name: self.resolved(address, name),
        )
        actions = member(change, "actions")
        settled = actions is not None and plain(actions) == ["no-op"]
        return self.node_of(address, item, values, settled=settled)

    def data(self) -> Iterator[Resource]:
        """The data sources that were read while the plan was made."""
        root = member(self.node, "prior_state", "values", "root_module")
        for item in _walk(root) if root is not None else ():
            address, mode = member(item, "address"), member(item, "mode")
            if address is not None and mode is not None and mode.value == "data" and address.value not in self.changes:
                values, marks = member(item, "values"), member(item, "sensitive_values")
                sensitive = plain(marks) if marks is not None else {}
                known = merged(plain(values) if values is not None else {}, {}, sensitive, {}, lambda _: None)
                yield self.node_of(str(address.value), item, known, settled=False)

    def node_of(self, address: str, item: Node, values: Data, *, settled: bool) -> Resource:
        kind, mode = member(item, "type"), member(item, "mode")
        type_ = str(kind.value) if kind is not None else ""
        if mode is not None and mode.value == "data":
            type_ = f"data.{type_}"
        twin = self.beside.get(address) or self.beside.get(without_keys(address))
        span = twin.header if twin is not None else self.span(item)
        return Resource(
            key=address,
            address=address,
            type=type_,
            native_type=type_,
            content=_Content(values if isinstance(values, dict) else {}, twin, span),
            header=span,
            settled=settled,
            calls=twin.calls if twin is not None else None,
        )

    # -- the configuration ---------------------------------------------------------------------------------

    def module(self, steps: Iterable[str]) -> Mapping[str, Any]:
        """The configuration of a module, by the names of the calls that lead to it."""
        found = self.configuration
        for step in steps:
            found = found.get("module_calls", {}).get(step, {}).get("module", {})
        return found

    def configured(self, address: str) -> Mapping[str, Any]:
        """What is written of a resource."""
        calls, local = _split(address)
        own = without_keys(local)
        listed = self.module(name for name, _ in calls).get("resources", ())
        return next((item for item in listed if item.get("address") == own), {})

    def resolved(self, address: str, name: str) -> Reference | None:
        """What a name in a resource's configuration refers to."""
        calls, local = _split(address)
        return self._named(calls, name, _key(local), 0)

    def _named(self, calls: list[tuple[str, str]], name: str, key: str, depth: int) -> Reference | None:
        """A name as it is written in a module: through variables and outputs to the resource."""
        first, _, rest = name.partition(".")
        if depth > _DEEPEST:
            return None
        if first == "var" and calls:
            outer, (call, own) = calls[:-1], calls[-1]
            written = (
                self.module(step for step, _ in outer).get("module_calls", {}).get(call, {}).get("expressions", {})
            )
            return self._first(outer, written.get(rest.partition(".")[0]), own, depth)
        if first == "module":
            match = _STEP.match(name)
            if match is None:
                return None
            inner = [*calls, (match[1], match[2] or key)]
            outputs = self.module(step for step, _ in inner).get("outputs", {})
            output = outputs.get(name[match.end() :].partition(".")[0].partition("[")[0], {})
            return self._first(inner, output.get("expression"), key, depth)
        return self._resource(calls, name, key)

    def _first(self, calls: list[tuple[str, str]], expression: Any, key: str, depth: int) -> Reference | None:
        names = expression.get("references", ()) if isinstance(expression, Mapping) else ()
        found = (self._named(calls, name, key, depth + 1) for name in names)
        return next((target for target in found if target is not None), None)

    def _resource(self, calls: list[tuple[str, str]], name: str, key: str) -> Reference | None:
        prefixes = ["".join(f"module.{step}{own if keyed else ''}." for step, own in calls) for keyed in (True, False)]
        parts = name.split(".")
        size = 3 if parts[0] == "data" else 2
        base, attribute = ".".join(parts[:size]), ".".join(parts[size:]) or "id"
        for prefix in prefixes:
            for candidate in (f"{prefix}{base}", f"{prefix}{base}{key}"):
                if candidate in self.changes:
                    return Reference(candidate, attribute)
        return None


_DEEPEST: Final = 50


class _Content:
    """A planned resource's values.

    Args:
        values: by name.
        twin: the same resource in the sources.
        span: where it stands in the plan.
    """

    def __init__(self, values: Mapping[str, Data], twin: Resource | None, span: Span) -> None:
        self._values = values
        self._twin = twin
        self._span = span

    def names(self) -> Iterable[str]:
        return self._values

    def get(self, name: str) -> Data:
        value = self._values.get(name, ABSENT)
        if isinstance(value, Unknown) and self._twin is not None:
            # the sources know better what it comes from
            written = self._twin.value(name)
            return written if isinstance(written, Unknown) else value
        return value

    def locate(self, path: Path) -> Place:
        if self._twin is not None:
            return self._twin.locate(path)
        words = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")
        return Place(self._span, words)


def _walk(module: Node) -> Iterator[Node]:
    for name, inner in (("resources", False), ("child_modules", True)):
        listed = member(module, name)
        for item in listed.value if listed is not None and isinstance(listed.value, list) else ():
            if inner:
                yield from _walk(item)
            else:
                yield item


def _split(address: str) -> tuple[list[tuple[str, str]], str]:
    """The calls that an address leads through, each with its instance key, and the rest of it."""
    calls: list[tuple[str, str]] = []
    while (match := _STEP.match(address)) is not None:
        calls.append((match[1], match[2] or ""))
        address = address[match.end() :]
    return calls, address


_KEY: Final = re.compile(r'\["(?:[^"\\]|\\.)*"\]|\[(?:\d+|\*)\]')


def _key(address: str) -> str:
    """An address's own instance key: `a.b["x"]` → `["x"]`."""
    keys = _KEY.findall(address)
    return str(keys[-1]) if keys and address.endswith(keys[-1]) else ""
