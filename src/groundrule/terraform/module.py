"""One instance of a module: its variables, locals, outputs, resources and the modules that it calls.

Everything is evaluated when it is asked for, and once.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from groundrule.graph import Resource, Step
from groundrule.terraform import installed, syntax
from groundrule.terraform.content import Content
from groundrule.terraform.context import Context
from groundrule.terraform.declarations import Declarations, Declared
from groundrule.terraform.evaluate import settle
from groundrule.terraform.expand import Expansion, Slot, expand, gather
from groundrule.terraform.objects import Instance, Outputs, Undeclared
from groundrule.terraform.scope import Scope, Site, UnresolvedError
from groundrule.terraform.secret import conceal_arguments
from groundrule.terraform.section import Section
from groundrule.terraform.size import bounded
from groundrule.terraform.types import ExpressionError
from groundrule.terraform.variable import Variable, declared_marks
from groundrule.terraform.variables import Given
from groundrule.value import ABSENT, Data, Truth, Unknown, Why

if TYPE_CHECKING:
    from groundrule.terraform.functions import Files
    from groundrule.terraform.marks import Marks

# arguments of a module call that are not variables of the module
CALL_META: Final = frozenset({"count", "depends_on", "for_each", "providers", "source", "version"})


class Caller(NamedTuple):
    """The call that made a module instance.

    Attributes:
        module: the calling module instance.
        section: the `module` block.
        scope: what the arguments see.
        name: the block's label.
    """

    module: ModuleInstance
    section: Section
    scope: Scope
    name: str


class ModuleInstance:
    """One instance of a module.

    Args:
        context: shared by the root's instances.
        declarations: what its files declare.
        caller: what called it; None for the root.
        suffix: its instance key in the caller, as in addresses: `[0]`, `["a"]`, `[*]` or nothing.
        exists: UNKNOWN where it is not known whether it is called.

    Attributes:
        given: the root's variables from outside.
        prefix: of its resources' addresses: `module.a["x"].module.b.`
    """

    __slots__ = (
        "_assembled", "_children", "_instances", "_locals", "_outputs", "_variables",
        "caller", "context", "declarations", "exists", "given", "prefix", "scope",
    )  # fmt: skip

    def __init__(
        self,
        context: Context,
        declarations: Declarations,
        caller: Caller | None = None,
        suffix: str = "",
        exists: Truth = Truth.TRUE,
    ) -> None:
        self.context = context
        self.declarations = declarations
        self.caller = caller
        self.exists = exists
        self.given: dict[str, Given] = {}
        self.prefix: str = f"{caller.module.prefix}module.{caller.name}{suffix}." if caller else ""
        self.scope = Scope(self)
        self._variables: dict[str, Data] = {}
        self._locals: dict[str, Data] = {}
        self._outputs: dict[str, Data] = {}
        self._instances: dict[str, tuple[Expansion, list[Resource]]] = {}
        self._assembled: dict[str, Data] = {}
        self._children: dict[str, tuple[list[ModuleInstance], Data]] = {}

    # -- what expressions ask ---------------------------------------------------------------------------

    @property
    def files(self) -> Files:
        """The files that functions may read."""
        return self.context.files

    @property
    def marks(self) -> Marks:
        """The marks of what is being evaluated."""
        return self.context.marks

    def spend(self, steps: int) -> None:
        """Count steps of loops.

        Raises:
            ExpressionError: there are too many.
        """
        self.context.spend(steps)

    def resolve(self, root: str, steps: tuple[syntax.Step, ...]) -> tuple[Data, int]:
        """What a reference stands for, and how many steps led to it.

        Raises:
            UnresolvedError: it refers to nothing.
        """
        if root in _NOT_HERE:
            raise UnresolvedError(f"`{root}` has no meaning here: {_NOT_HERE[root]}")
        name = steps[0] if steps else None
        if not isinstance(name, str):
            raise UnresolvedError(f"there is nothing of the name `{root}` here")
        match root:
            case "var":
                return self.variable(name), 1
            case "local":
                return self.local(name), 1
            case "module":
                return self.called(name), 1
            case "path":
                return self._path(name), 1
            case "terraform" | "tofu":
                return self._terraform(name), 1
            case "data" | "ephemeral":
                if len(steps) < 2 or not isinstance(steps[1], str):
                    raise UnresolvedError(f"`{root}.{name}` needs the name of what it refers to")
                return self.resource(f"{root}.{name}.{steps[1]}"), 2
            case "resource" if len(steps) > 1 and isinstance(steps[1], str):
                return self.resource(f"{name}.{steps[1]}"), 2
            case _ if "_" in root or f"{root}.{name}" in self.declarations.resources:
                return self.resource(f"{root}.{name}"), 1
            case _:
                raise UnresolvedError(f"there is nothing of the name `{root}` here")

    def variable(self, name: str) -> Data:
        """The value of `var.name`.

        Raises:
            UnresolvedError: the module declares no such variable.
        """
        label = f"{self.prefix}var.{name}"
        if name in self._variables:
            self.marks.recall(label)
            return self._variables[name]
        variable = self.declarations.variables.get(name)
        if variable is None:
            raise UnresolvedError(f"there is no variable `{name}` in this module")
        value = self._variables[name] = bounded(self.context.guard(label, lambda: self._variable(variable)))
        return value

    def _variable(self, variable: Variable) -> Data:
        self.marks.add(variable.marks)
        value = self._given(variable)
        if value is not ABSENT and not (value is None and not variable.is_nullable):
            return variable.convert(value)
        default = variable.default(self.scope)
        if default is not ABSENT:
            return default
        if self.caller is not None:
            reason = f"the call `module.{self.caller.name}` gives no value for `{variable.name}`"
            return Unknown(reason, Why.ERROR, self.caller.section.header)
        reason = f"`var.{variable.name}` has no value: give it a default, a tfvars file or `--var`"
        return Unknown(reason, Why.INPUT, variable.section.header)

    def _given(self, variable: Variable) -> Data:
        if self.caller is None:
            given = self.given.get(variable.name)
            return given.value(variable.constraint, self) if given else ABSENT
        site = self.argument(variable.name)
        return settle(*site) if site is not None else ABSENT

    def argument(self, name: str) -> Site | None:
        """The expression that the caller gives for a variable."""
        if self.caller is None or name in CALL_META:
            return None
        section = self.caller.section
        attribute = section.attributes.get(name)
        if attribute is None:
            return None
        return Site(attribute.expression, section.source_of(name), self.caller.scope)

    def local(self, name: str) -> Data:
        """The value of `local.name`.

        Raises:
            UnresolvedError: the module declares no such local value.
        """
        label = f"{self.prefix}local.{name}"
        if name in self._locals:
            self.marks.recall(label)
            return self._locals[name]
        local = self.declarations.locals.get(name)
        if local is None:
            raise UnresolvedError(f"there is no local value `{name}` in this module")
        value = self.context.guard(label, lambda: settle(local.attribute.expression, local.source, self.scope))
        self._locals[name] = bounded(value)
        return self._locals[name]

    def output(self, name: str) -> Data:
        """The value of an output.

        Raises:
            ExpressionError: the module declares no such output.
        """
        label = f"{self.prefix}output.{name}"
        if name in self._outputs:
            self.marks.recall(label)
            return self._outputs[name]
        section = self.declarations.outputs.get(name)
        if section is None:
            raise ExpressionError(f"there is no output `{name}` in {self._called()}")
        self._outputs[name] = bounded(self.context.guard(label, lambda: self._output(section)))
        return self._outputs[name]

    def _output(self, section: Section) -> Data:
        self.marks.add(declared_marks(section))
        attribute = section.attributes.get("value")
        if attribute is None:
            return None
        return settle(attribute.expression, section.source_of("value"), self.scope)

    def output_names(self) -> Iterable[str]:
        """The names of its outputs."""
        return self.declarations.outputs

    def _called(self) -> str:
        return f"`{self.prefix[:-1]}`" if self.prefix else "the root module"

    def _path(self, name: str) -> Data:
        match name:
            case "module":
                return posixpath.relpath(self.declarations.directory, self.context.directory)
            case "root" | "cwd":
                return "."
            case _:
                raise UnresolvedError(f"there is no `path.{name}`: it is `module`, `root` or `cwd`")

    def _terraform(self, name: str) -> Data:
        workspace = self.context.inputs.workspace
        if name == "applying":
            return False
        if name not in {"workspace", "env"}:
            raise UnresolvedError(f"there is no `terraform.{name}`")
        return Unknown("the workspace is not known: give `--workspace`") if workspace is None else workspace

    # -- resources --------------------------------------------------------------------------------------

    def resource(self, key: str) -> Data:
        """What `aws_s3_bucket.b` stands for: an instance, or a list or map of them.

        Raises:
            ExpressionError: its instances depend on themselves.
        """
        if key not in self._assembled:
            declared = self.declarations.resources.get(key)
            if declared is None:
                return Undeclared(key)
            expansion, resources = self._made(declared)
            self._assembled[key] = gather(expansion, [self._whole(resource) for resource in resources])
        return self._assembled[key]

    def _whole(self, resource: Resource) -> Instance:
        return Instance(resource, lambda name: self.marks.recall(f"{resource.key}.{name}"))

    def instances(self, key: str) -> Sequence[Resource]:
        """The instances of a declared resource."""
        return self._made(self.declarations.resources[key])[1]

    def instances_named(self, expression: syntax.Expression) -> Sequence[Resource]:
        """The instances that an entry of `depends_on` names; none for a module."""
        if not isinstance(expression, syntax.Traversal):
            return ()
        names = [expression.root, *(step for step in expression.steps if isinstance(step, str))]
        key = ".".join(names[: 3 if expression.root in {"data", "ephemeral"} else 2])
        return self.instances(key) if key in self.declarations.resources else ()

    def _made(self, declared: Declared) -> tuple[Expansion, list[Resource]]:
        made = self._instances.get(declared.key)
        if made is None:
            label = f"{self.prefix}{declared.key}"
            expansion = self._expansion(label, declared.section)
            made = expansion, [self._make(declared, slot) for slot in expansion.slots]
            self._instances[declared.key] = made
        return made

    def _expansion(self, label: str, section: Section) -> Expansion:
        """The instances of a block.

        Raises:
            ExpressionError: it is being worked out already: it depends on itself.
        """
        return self.context.guard(label, lambda: expand(section, self.scope, self.context))

    def _make(self, declared: Declared, slot: Slot) -> Resource:
        scope = Scope(self, slot.names, slot.bindings) if slot.names else self.scope
        content = Content(declared.section, scope, self)
        resource = Resource(
            key=f"{self.prefix}{declared.key}{slot.suffix}",
            address=f"{self.prefix}{declared.type}.{declared.name}{slot.suffix}",
            type=declared.type,
            native_type=declared.type,
            content=content,
            header=declared.section.header,
            exists=self.exists & slot.exists,
            calls=self.calls if self.caller else None,
        )
        content.resource = resource
        return resource

    # -- calls ------------------------------------------------------------------------------------------

    def called(self, name: str) -> Data:
        """What `module.name` stands for: outputs, or a list or map of them; unknown where it is not on disk.

        Raises:
            UnresolvedError: there is no such call.
        """
        if name not in self.declarations.calls:
            raise UnresolvedError(f"there is no call of a module `{name}` in this module")
        return self._child(name)[1]

    def children(self) -> Iterator[ModuleInstance]:
        """The module instances that this one calls, in order."""
        for name in self.declarations.calls:
            yield from self._child(name)[0]

    def child(self, name: str) -> Sequence[ModuleInstance]:
        """The module instances of one call."""
        return self._child(name)[0] if name in self.declarations.calls else ()

    def _child(self, name: str) -> tuple[list[ModuleInstance], Data]:
        if name not in self._children:
            section = self.declarations.calls[name]
            self._children[name] = self._open(name, section)
        return self._children[name]

    def _open(self, name: str, section: Section) -> tuple[list[ModuleInstance], Data]:
        directory = installed.directory(self, name, section)
        if isinstance(directory, Unknown):
            return [], directory
        declarations = self.context.modules.declarations(directory)
        self.context.skipped.update(dict.fromkeys(declarations.skipped))
        conceal_arguments(declarations, section)
        label = f"{self.prefix}module.{name}"
        expansion = self._expansion(label, section)
        children = [
            ModuleInstance(
                self.context,
                declarations,
                Caller(self, section, Scope(self, slot.names, slot.bindings) if slot.names else self.scope, name),
                slot.suffix,
                self.exists & slot.exists,
            )
            for slot in expansion.slots
        ]
        outputs = [Outputs(child, child.prefix[:-1], section.header) for child in children]
        return children, gather(expansion, outputs)

    def line(self) -> Iterator[ModuleInstance]:
        """This module instance and those that led to it."""
        module: ModuleInstance | None = self
        while module is not None:
            yield module
            module = module.caller.module if module.caller else None

    def calls(self) -> list[Step]:
        """The calls that led here from the root."""
        modules = [module for module in self.line() if module.caller is not None]
        return [Step(module.caller.section.header, module.prefix[:-1]) for module in reversed(modules) if module.caller]

    @property
    def path(self) -> tuple[str, ...]:
        """The names of the calls that led here from the root."""
        return tuple(reversed([module.caller.name for module in self.line() if module.caller]))

    # -- everything -------------------------------------------------------------------------------------

    def modules(self) -> Iterator[ModuleInstance]:
        """This instance and one instance of every module below it."""
        seen: set[str] = set()
        pending = [self]
        while pending:
            module = pending.pop()
            if module.declarations.directory not in seen:
                seen.add(module.declarations.directory)
                yield module
            pending += module.children()

    def walk(self) -> Iterator[Resource]:
        """Every resource of this instance and of those that it calls, in order."""
        for key in self.declarations.resources:
            yield from self.instances(key)
        for module in self.children():
            yield from module.walk()


_NOT_HERE: Final = {
    "each": "only a block with `for_each` has it",
    "count": "only a block with `count` has it",
    "self": "only provisioners, connections and conditions have it",
}
