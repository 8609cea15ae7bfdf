"""One instance of a module: its variables, locals, outputs, resources and the modules that it calls.

Everything is evaluated when it is asked for, and once.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from groundrule.graph import Resource
from groundrule.terraform import syntax, types
from groundrule.terraform.computed import computed
from groundrule.terraform.content import Content
from groundrule.terraform.context import Context
from groundrule.terraform.declarations import Declarations, Declared
from groundrule.terraform.evaluate import evaluate, settle
from groundrule.terraform.expand import Expansion, Slot, expand, gather
from groundrule.terraform.installed import locate
from groundrule.terraform.objects import Instance, Outputs
from groundrule.terraform.scope import Scope, Site
from groundrule.terraform.section import Section
from groundrule.terraform.types import ExpressionError
from groundrule.terraform.variables import Given
from groundrule.value import Data, Truth, Unknown, Why

if TYPE_CHECKING:
    from groundrule.terraform.files import Files

# arguments of a module call that are not variables of the module
CALL_META: Final = frozenset({"count", "depends_on", "for_each", "providers", "source", "version"})
MOST_MODULES_DEEP: Final = 50


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
        given: the root's variables from outside.

    Attributes:
        prefix: of its resources' addresses: `module.a["x"].module.b.`
        providers_in_use: memo of provider look-ups, for `providers`.
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
        self.prefix = f"{caller.module.prefix}module.{caller.name}{suffix}." if caller else ""
        self.scope = Scope(self)
        self._variables: dict[str, Data] = {}
        self._locals: dict[str, Data] = {}
        self._outputs: dict[str, Data] = {}
        self._instances: dict[str, tuple[Expansion, list[Resource]]] = {}
        self._assembled: dict[str, Data] = {}
        self._children: dict[str, tuple[list[ModuleInstance], Data]] = {}

    # -- what expressions ask ------------------------------------------------------------------------------------

    @property
    def files(self) -> Files:
        """The files that functions may read."""
        return self.context.files

    def spend(self, steps: int) -> None:
        """Count steps of loops.

        Raises:
            ExpressionError: there are too many.
        """
        self.context.spend(steps)

    def resolve(self, root: str, steps: tuple[syntax.Step, ...]) -> tuple[Data, int]:
        """What a reference stands for, and how many steps led to it.

        Raises:
            ExpressionError: it refers to nothing.
        """
        if root in _NOT_HERE:
            raise ExpressionError(f"`{root}` has no meaning here: {_NOT_HERE[root]}")
        name = steps[0] if steps else None
        if not isinstance(name, str):
            raise ExpressionError(f"there is nothing of the name `{root}` here")
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
                    raise ExpressionError(f"`{root}.{name}` needs the name of what it refers to")
                return self.resource(f"{root}.{name}.{steps[1]}"), 2
            case "resource" if len(steps) > 1 and isinstance(steps[1], str):
                return self.resource(f"{name}.{steps[1]}"), 2
            case _:
                return self.resource(f"{root}.{name}"), 1

    def variable(self, name: str) -> Data:
        """The value of `var.name`.

        Raises:
            ExpressionError: the module declares no such variable.
        """
        if name not in self._variables:
            section = self.declarations.variables.get(name)
            if section is None:
                raise ExpressionError(f"there is no variable `{name}` in this module")
            label = f"{self.prefix}var.{name}"
            self._variables[name] = self.context.guard(label, lambda: self._variable(name, section))
        return self._variables[name]

    def _variable(self, name: str, section: Section) -> Data:
        value = self._given(name, section)
        if value is _NOT_GIVEN:
            return self._default(name, section)
        declared = self.declarations.type_of(name)
        if value is None and self.declarations.refuses_null(name):
            return self._default(name, section)
        if declared is None or type(value) is Unknown:
            return value
        try:
            return types.convert(value, declared)
        except ExpressionError as error:
            return Unknown(f"`var.{name}`: {error}", Why.ERROR, section.header)

    def _given(self, name: str, section: Section) -> Data:
        if self.caller is None:
            given = self.given.get(name)
            declared = section.attributes.get("type")
            return given.value(declared.expression if declared else None, self) if given else _NOT_GIVEN
        site = self.argument(name)
        return settle(*site) if site is not None else _NOT_GIVEN

    def argument(self, name: str) -> Site | None:
        """The expression that the caller gives for a variable."""
        if self.caller is None or name in CALL_META:
            return None
        section = self.caller.section
        attribute = section.attributes.get(name)
        if attribute is None:
            return None
        return Site(attribute.expression, section.source_of(name), self.caller.scope)

    def _default(self, name: str, section: Section) -> Data:
        default = self.declarations.default_of(name, self.scope)
        if default is not _NOT_GIVEN:
            return default
        if self.caller is not None:
            called = self.caller.section.header
            reason = f"the call `module.{self.caller.name}` gives no value for `{name}`"
            return Unknown(reason, Why.ERROR, called)
        reason = f"`var.{name}` has no value: give it a default, a tfvars file or `--var`"
        return Unknown(reason, Why.INPUT, section.header)
