"""The JSON Schema of a settings file, made of the table of options."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, Protocol

from groundrule.verdict import Severity

# they are about one run, or about which settings count: in a file they would have no effect
NOT_IN_FILES: Final = frozenset({"diff", "update_baseline", "isolated"})
_SEVERITIES: Final = [severity.word for severity in Severity]


class Described(Protocol):
    """One option, as the command line defines it."""

    @property
    def name(self) -> str:
        """As the commands know it, with underscores."""
        ...

    @property
    def help(self) -> str:
        """For people."""
        ...

    @property
    def kind(self) -> str:
        """`flag`, `value` or `list`."""
        ...

    @property
    def default(self) -> str:
        """Of a `value`."""
        ...

    @property
    def choices(self) -> tuple[str, ...]:
        """The values that there are; empty for any text."""
        ...

    @property
    def metavar(self) -> str:
        """What stands for the value in the help."""
        ...


def key_of(option: Described) -> str:
    """The option's name in a file."""
    return option.name.replace("_", "-")


def schema_of(options: Iterable[Described]) -> dict[str, Any]:
    """The schema of `groundrule.toml`, and of `[tool.groundrule]` in `pyproject.toml`."""
    known = {key_of(option): _property(option) for option in options if option.name not in NOT_IN_FILES}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "groundrule.toml",
        "description": "Settings of Groundrule; in pyproject.toml they are the table `tool.groundrule`.",
        "type": "object",
        "additionalProperties": False,
        "properties": {**known, "governance": _GOVERNANCE},
    }


def _property(option: Described) -> dict[str, Any]:
    described = {"description": option.help}
    if option.kind == "flag":
        return {**described, "type": "boolean"}
    if option.kind == "list":
        return {**described, "type": "array", "items": {"type": "string", "minLength": 1}}
    if option.choices:
        return {**described, "enum": list(option.choices)}
    return {**described, "type": "string"}


_NAMES: Final = {"type": "array", "items": {"type": "string", "minLength": 1}}
_GOVERNANCE: Final = {
    "description": "What ignores and waivers must keep to.",
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "require-reason": {"description": "Whether each needs a reason.", "type": "boolean"},
        "require-approver": {
            "description": "The severity from which on each needs an approver.",
            "enum": _SEVERITIES,
        },
        "approvers": {"description": "Who may approve; without it, anybody.", **_NAMES},
        "longest": {
            "description": "By severity, the days for which each may hold from today on.",
            "type": "object",
            "additionalProperties": False,
            "properties": {
                word: {"description": "A number of days", "type": "integer", "minimum": 1} for word in _SEVERITIES
            },
        },
        "unwaivable": {
            "description": "Policies that may not be waived at all, nor be in a baseline; named as for --select.",
            **_NAMES,
        },
    },
}
