"""The scenarios of a template: which truths its conditions can have together.

A scenario is never guessed: the open parameters are given every combination of the values that conditions tell
apart, and the conditions are evaluated as for any given parameter. So mutually exclusive conditions are never true at
once, and what is not decided even then stays undecided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from math import prod
from typing import Final, TypeAlias

from groundrule.cloudformation.choices import Choice, Compared, behind, choices, compared, narrowed
from groundrule.cloudformation.intrinsics import reference
from groundrule.cloudformation.nested import passed
from groundrule.cloudformation.template import Template
from groundrule.cloudformation.uses import uses
from groundrule.graph import Graph, Resource, Scenario
from groundrule.value import Data, Unknown, first_unknown

MOST_COMBINATIONS: Final = 1_024
_MOST_SCENARIOS: Final = 64
# resources that are made once more in scenarios, over a whole template: keeps the cost in bounds
MOST_RESOURCES: Final = 50_000

Facts: TypeAlias = tuple[tuple[str, bool], ...]
_World: TypeAlias = "tuple[Facts, Mapping[str, Data]]"


class Scenarios:
    """The scenarios of one template's resources, found when a verdict needs them.

    Args:
        template: the template.
        build: makes the graph of a template; it is given the template with the scenario taken for granted.
    """

    def __init__(self, template: Template, build: Callable[[Template], Graph]) -> None:
        self._template = template
        self._build = build
        self._worlds: dict[tuple[str, ...], list[_World] | Unknown] = {}
        self._graphs: dict[object, Graph] = {}
        self._made = 0
        self._by_prefix: dict[str, _Neighbours] = {}

    def of(self, resource: Resource) -> Sequence[Scenario] | Unknown:
        """The scenarios that differ for a resource; Unknown where there are too many to try."""
        own, near = self._conditions(resource.key)
        worlds = self._reachable(tuple({**own, **near}))
        if isinstance(worlds, Unknown):
            worlds = self._reachable(tuple(own))
        if isinstance(worlds, Unknown):
            return worlds
        found: list[Scenario] = []
        for facts, values in worlds:
            graph = self._graph(facts, values)
            if graph is None:
                return _spent("there are more scenarios than are tried: give some parameters with `--parameter`")
            found.append(Scenario(dict(facts), _standing_for(resource, graph)))
        return found

    # -- conditions --------------------------------------------------------------------------------------

    def _conditions(self, key: str) -> tuple[dict[str, None], dict[str, None]]:
        """The undecided conditions of a resource and of the stacks that it is nested in, and those near to it.

        Near are the resources that it names and those that name it.
        """
        own: dict[str, None] = {}
        template, prefix, rest = self._template, "", key
        while True:
            name, _, rest = rest.partition("/")
            neighbours = self._neighbours(template, prefix)
            own |= neighbours.undecided([name])
            child = template.child(name) if rest else None
            if child is None:
                return own, neighbours.undecided(neighbours.of(name))
            template, prefix = child, f"{prefix}{name}/"

    def _neighbours(self, template: Template, prefix: str) -> _Neighbours:
        if prefix not in self._by_prefix:
            self._by_prefix[prefix] = _Neighbours(template, prefix)
        return self._by_prefix[prefix]

    # -- worlds ------------------------------------------------------------------------------------------

    def _reachable(self, conditions: tuple[str, ...]) -> list[_World] | Unknown:
        if conditions not in self._worlds:
            self._worlds[conditions] = self._try(conditions)
        return self._worlds[conditions]

    def _try(self, conditions: tuple[str, ...]) -> list[_World] | Unknown:
        template = self._template
        parameters = choices(self._compared(conditions), template)
        if not conditions or not parameters:
            return []
        number = prod(len(choices) for choices in parameters.values())
        if number > MOST_COMBINATIONS:
            return _spent(
                f"the conditions hang on {number} combinations of parameters, more than are tried:"
                " give some with `--parameter`"
            )
        groups: dict[Facts, list[tuple[Choice, ...]]] = {}
        for combination in product(*parameters.values()):
            values = {name: choice.value for name, choice in zip(parameters, combination, strict=True)}
            groups.setdefault(_facts(conditions, template.assuming(values, {})), []).append(combination)
        if len(groups) > _MOST_SCENARIOS:
            return _spent(f"there are {len(groups)} scenarios, more than are tried: give some parameters")
        return [(facts, _values(list(parameters), group, template)) for facts, group in groups.items()]

    def _compared(self, conditions: Iterable[str]) -> Compared:
        """What the conditions compare, in terms of the root template's parameters."""
        by_prefix: dict[str, list[str]] = {}
        for condition in conditions:
            prefix, _, name = condition.rpartition("/")
            by_prefix.setdefault(prefix, []).append(name)
        found: Compared = {}
        for prefix, names in by_prefix.items():
            way = [self._template]
            for step in prefix.split("/") if prefix else ():
                child = way[-1].child(step)
                if child is None:
                    break
                way.append(child)
            texts = compared(behind(names, way[-1]).values(), way[-1])
            for caller, step in zip(way[-2::-1], prefix.split("/")[::-1], strict=True) if prefix else ():
                texts = _passed(texts, caller, step)
            for name, some in texts.items():
                found.setdefault(name, {}).update(some)
        return found

    def _graph(self, facts: Facts, values: Mapping[str, Data]) -> Graph | None:
        """The graph of a scenario; None once the budget is spent."""
        key = (facts, tuple((name, id(value)) for name, value in values.items()))
        if key not in self._graphs:
            if self._made > MOST_RESOURCES:
                return None
            graph = self._graphs[key] = self._build(self._template.assuming(values, dict(facts)))
            self._made += len(graph.resources)
        return self._graphs[key]


def _spent(reason: str) -> Unknown:
    return Unknown(reason)


def _passed(found: Compared, caller: Template, name: str) -> Compared:
    """What a nested template compares its parameters with, in terms of what its caller passes for them."""
    nodes = passed(caller.resources[name].node)
    result: Compared = {}
    for parameter, texts in found.items():
        for used in uses(nodes[parameter]).names if parameter in nodes else ():
            result.setdefault(used, {}).update(texts)
    return result


class _Neighbours:
    """The resources of one template and the conditions that they hang on.

    Args:
        template: the template.
        prefix: what the names of its conditions get.
    """

    def __init__(self, template: Template, prefix: str) -> None:
        self._template = template
        self._prefix = prefix
        self._uses = {name: uses(member.node) for name, member in template.resources.items()}
        self._users: dict[str, list[str]] = {}
        for name, used in self._uses.items():
            for target in used.names:
                self._users.setdefault(target, []).append(name)

    def of(self, name: str) -> list[str]:
        """The resources that a resource names, and those that name it."""
        named = self._uses[name].names if name in self._uses else ()
        return [other for other in (*named, *self._users.get(name, ())) if other in self._uses]

    def undecided(self, names: Iterable[str]) -> dict[str, None]:
        """The conditions of some resources that are not decided."""
        template = self._template
        used = (condition for name in names if name in self._uses for condition in self._uses[name].conditions)
        return {
            self._prefix + condition: None
            for condition in used
            if condition in template.conditions and isinstance(template.condition(condition), Unknown)
        }


def _facts(conditions: Iterable[str], template: Template) -> Facts:
    answers = ((name, _answer(name, template)) for name in conditions)
    return tuple((name, answer) for name, answer in answers if isinstance(answer, bool))


def _answer(condition: str, template: Template) -> bool | Unknown:
    """A condition's truth, perhaps that of a nested template: `Network/IsProd`."""
    *way, name = condition.split("/")
    for step in way:
        child = template.child(step)
        if child is None:
            return Unknown("the nested template is not at hand")
        template = child
    return template.condition(name)


def _values(names: Sequence[str], group: Sequence[tuple[Choice, ...]], template: Template) -> dict[str, Data]:
    """What the parameters are in one scenario."""
    found: dict[str, Data] = {}
    for position, name in enumerate(names):
        before = reference(name, template)
        unknown = first_unknown(before)
        if unknown is not None:
            found[name] = narrowed((combination[position] for combination in group), unknown)
    return found


def _standing_for(resource: Resource, graph: Graph) -> list[Resource]:
    """The resource in another scenario's graph, with the companions that only that one has."""
    found = []
    for other in graph.of_type(resource.type):
        new = other.address == resource.address and resource.graph.find(other.key) is None
        if other.key == resource.key or (new and resource.key.endswith("/0")):
            found.append(other)
    return found
