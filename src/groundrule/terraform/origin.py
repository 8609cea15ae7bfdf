"""The chain that a value came along: from an attribute's expression back to the literal.

Each hop goes from one expression to the one that gives it its value: a variable to the module argument,
tfvars file or default, a local value to its definition, an output to the module's own expression, `each.value`
to the element of the collection.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from groundrule.graph import Path, Resource, Step
from groundrule.terraform import syntax
from groundrule.terraform.call_origin import argument_of
from groundrule.terraform.expand import quoted
from groundrule.terraform.loop_origin import result_of
from groundrule.terraform.module import ModuleInstance
from groundrule.terraform.route import descend, unwrapped, value_of
from groundrule.terraform.scope import Binding, Site
from groundrule.terraform.syntax import Expression
from groundrule.terraform.variable import Variable
from groundrule.value import ABSENT, Data

_MOST_HOPS: Final = 40
_WIDTH: Final = 80
_LEAST: Final = 12
_MASK: Final = "********"


class Hop(NamedTuple):
    """Where a value comes from, and what to tell of it.

    Attributes:
        site: the expression that gives the value; None at the end of the chain.
        path: the part of its value that is meant.
        told: the step before the excerpt, e.g. `var.encrypted = `; empty where there is nothing to tell.
        remark: behind the excerpt, e.g. `(default)`.
        steps: what ends the chain, told already.
    """

    site: Site | None
    path: Path = ()
    told: str = ""
    remark: str = ""
    steps: tuple[Step, ...] = ()


def origin(site: Site, path: Path) -> Iterator[Step]:
    """The steps from an expression back to the literal.

    Args:
        site: the attribute's expression.
        path: the part of its value that is meant.
    """
    for _ in range(_MOST_HOPS):
        hop = _hop(site, path)
        if hop is None:
            return
        yield from hop.steps
        if hop.site is None:
            return
        site, path = descend(hop.site, hop.path)
        if hop.told:
            yield Step(site.span, excerpt(hop.told, site, hop.remark))


def excerpt(told: str, site: Site, remark: str = "") -> str:
    """One line of at most 80 characters: what is told, the expression's text, a remark."""
    expression = site.expression
    text = " ".join(site.source.text[expression.start : expression.end].split())
    behind = f" {remark}" if remark else ""
    if remark == _SENSITIVE:
        return f"{told}{_MASK}{behind}"
    room = max(_WIDTH - len(told) - len(behind), _LEAST)
    if len(text) > room:
        text = text[: room - 1] + "…"
    if len(told) + len(text) + len(behind) > _WIDTH:
        # the end of a long address says more than its beginning
        told = f"…{told[len(text) + len(behind) - _WIDTH + 1 :]}"
    return f"{told}{text}{behind}"


_SENSITIVE: Final = "(sensitive)"


def _hop(site: Site, path: Path) -> Hop | None:
    expression = site.expression
    inner = unwrapped(expression)
    if inner is not None:
        return Hop(site.at(inner), path)
    match expression:
        case syntax.Traversal():
            return _traversal(site, expression, path)
        case syntax.Access():
            steps = _constants(site, expression.steps)
            return None if steps is None else Hop(site.at(expression.target), (*steps, *path))
        case syntax.Splat():
            return _splat(site, expression, path)
        case syntax.Conditional():
            return _conditional(site, expression, path)
        case syntax.Call():
            found = argument_of(site, expression, path)
            return Hop(*found) if found else None
        case syntax.ForTuple() | syntax.ForObject():
            found = result_of(site, expression, path)
            return Hop(*found) if found else None
        case _:
            part = _only_part(expression)
            return Hop(site.at(part)) if part is not None else None


def _only_part(expression: Expression) -> Expression | None:
    """The one part of a template or an operation that is not literal."""
    match expression:
        case syntax.Unary():
            return expression.operand
        case syntax.Binary():
            parts: list[syntax.TemplatePart] = [expression.left, expression.right]
        case syntax.Template():
            parts = list(expression.parts)
        case _:
            return None
    open_parts = [part for part in parts if not isinstance(part, str | syntax.Literal)]
    if len(open_parts) != 1 or isinstance(open_parts[0], syntax.TemplateIf | syntax.TemplateFor):
        return None
    return open_parts[0]


def _splat(site: Site, expression: syntax.Splat, path: Path) -> Hop:
    steps = _constants(site, expression.steps)
    if path and steps is not None and isinstance(value_of(site.at(expression.target)), list):
        return Hop(site.at(expression.target), (path[0], *steps, *path[1:]))
    return Hop(site.at(expression.target))


def _conditional(site: Site, expression: syntax.Conditional, path: Path) -> Hop | None:
    condition = value_of(site.at(expression.condition))
    if condition not in (True, False, "true", "false"):
        return Hop(site.at(expression.condition))
    taken = condition in (True, "true")
    asked = excerpt("", site.at(expression.condition))
    asked = asked if len(asked) <= 40 else asked[:39] + "…"
    branch = site.at(expression.yes if taken else expression.no)
    return Hop(branch, path, f"{asked} is {'true' if taken else 'false'}: ")


def _constants(site: Site, steps: tuple[syntax.Step, ...]) -> Path | None:
    """Steps as a path; None where an index is not known."""
    path: list[str | int] = []
    for step in steps:
        key: Data = step if isinstance(step, str) else value_of(site.at(step))
        if isinstance(key, bool) or not isinstance(key, str | int):
            return None
        path.append(key)
    return tuple(path)


# -- references -------------------------------------------------------------------------------------


def _traversal(site: Site, expression: syntax.Traversal, path: Path) -> Hop | None:
    steps = _constants(site, expression.steps)
    if steps is None:
        return None
    if expression.root in site.scope.names:
        binding = site.scope.bindings.get(expression.root)
        return _binding(expression.root, binding, (*steps, *path)) if binding else None
    module = site.scope.module
    if not isinstance(module, ModuleInstance) or not steps:
        return None
    name, rest = str(steps[0]), (*steps[1:], *path)
    match expression.root:
        case "var":
            return _variable(module, name, rest)
        case "local":
            return _local(module, name, rest)
        case "module":
            return _output(module, name, rest)
        case "path" | "terraform" | "tofu":
            return None
        case "data" | "ephemeral" | "resource" if rest:
            stem = name if expression.root == "resource" else f"{expression.root}.{name}"
            return _resource(module, f"{stem}.{rest[0]}", rest[1:])
        case _:
            return _resource(module, f"{expression.root}.{name}", rest)


def _binding(name: str, binding: Binding, path: Path) -> Hop | None:
    if binding.is_element:
        inside: Path = (binding.key, *path) if binding.key is not None else ()
        return Hop(binding.collection, inside, f"{name} = ")
    if binding.key is None:
        return Hop(binding.collection, (), "for_each = ")
    if path and path[0] == "value":
        return Hop(binding.collection, (binding.key, *path[1:]), f"{name}.value = ")
    if path and path[0] == "key":
        return Hop(binding.collection, (), f'{name}.key = "{binding.key}" of ')
    return None


def _variable(module: ModuleInstance, name: str, path: Path) -> Hop | None:
    variable = module.declarations.variables.get(name)
    if variable is None:
        return None
    remark = _SENSITIVE if variable.is_sensitive else ""
    argument = module.argument(name)
    if argument is not None and not _is_replaced(argument, variable):
        return _or_optional(variable, module, Hop(argument, path, f"{module.prefix[:-1]}: {name} = ", remark))
    given = module.given.get(name) if module.caller is None else None
    if given is not None and given.site is not None and not _is_replaced(given.site, variable):
        hop = Hop(given.site, path, f"var.{name} = ", remark or f"({given.where})")
        return _or_optional(variable, module, hop)
    if given is not None and given.site is None:
        return Hop(None, steps=(Step(variable.section.header, f"var.{name} ({given.where})"),))
    attribute = variable.section.attributes.get("default")
    if attribute is None:
        return Hop(None, steps=(Step(variable.section.header, f"var.{name} has no value"),))
    default = Site(attribute.expression, variable.section.source_of("default"), module.scope)
    return _or_optional(variable, module, Hop(default, path, f"var.{name} = ", remark or "(default)"))


def _is_replaced(site: Site, variable: Variable) -> bool:
    """Whether null was given for a variable that takes its default then."""
    return not variable.is_nullable and value_of(site) is None


def _or_optional(variable: Variable, module: ModuleInstance, hop: Hop) -> Hop:
    """The hop, or where the value lacks an optional attribute, the default in the variable's type."""
    if hop.site is None or not hop.path:
        return hop
    found, rest = descend(hop.site, hop.path)
    if not rest or not isinstance(found.expression, syntax.ObjectExpression):
        return hop
    default = variable.optional_default(hop.path)
    if default is None:
        return hop
    site = Site(default, variable.section.source_of("type"), module.scope)
    words = ".".join(str(step) for step in hop.path)
    return Hop(site, (), f"var.{variable.name}: {words} = ", "(optional)")


def _local(module: ModuleInstance, name: str, path: Path) -> Hop | None:
    local = module.declarations.locals.get(name)
    if local is None:
        return None
    return Hop(Site(local.attribute.expression, local.source, module.scope), path, f"local.{name} = ")


def _output(module: ModuleInstance, name: str, path: Path) -> Hop | None:
    children = module.child(name)
    if not children:
        section = module.declarations.calls.get(name)
        if section is None:
            return None
        return Hop(None, steps=(Step(section.header, f"module.{name} is not known"),))
    child = children[0]
    if path and path[0] not in child.declarations.outputs:
        suffix = f"[{path[0]}]" if isinstance(path[0], int) else quoted(path[0])
        child = next((other for other in children if other.prefix.endswith(f"{suffix}.")), child)
        path = path[1:]
    section = child.declarations.outputs.get(str(path[0])) if path else None
    attribute = section.attributes.get("value") if section else None
    if section is None or attribute is None:
        return None
    site = Site(attribute.expression, section.source_of("value"), child.scope)
    return Hop(site, path[1:], f"{child.prefix}{path[0]} = ")


def _resource(module: ModuleInstance, key: str, path: Path) -> Hop | None:
    if key not in module.declarations.resources:
        return None
    resource, path = _instance(module, key, path)
    if resource is None:
        return None
    if not path or resource.value(str(path[0])) is ABSENT:
        words = ".".join([resource.address, *(str(step) for step in path[:1])])
        return Hop(None, steps=(Step(resource.header, words),))
    place = resource.locate(path)
    text = place.span.source.text[place.span.start : place.span.end]
    told = f"{resource.address}.{place.words} = {' '.join(text.split())}"
    shown = told if len(told) <= _WIDTH else told[: _WIDTH - 1] + "…"
    return Hop(None, steps=(Step(place.span, shown), *place.origin))


def _instance(module: ModuleInstance, key: str, path: Path) -> tuple[Resource | None, Path]:
    """The instance that a reference means, and the path below it."""
    instances = module.instances(key)
    if not instances:
        return None, path
    first = instances[0]
    if not first.key.endswith("]"):
        return first, path
    suffix = (f"[{path[0]}]" if isinstance(path[0], int) else quoted(path[0])) if path else ""
    found = next((one for one in instances if suffix and one.key.endswith(suffix)), first)
    return found, path[1:]
