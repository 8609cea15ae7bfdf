"""The JSON Schema of a settings file, made of the table of options."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, Protocol

from groundrule.verdict import Severity
from groundrule.vocabulary.parameters import shared

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
        "properties": {**known, **OF_PROFILES},
    }


def profile_schema() -> dict[str, Any]:
    """The schema of an organisation's profile."""
    text = {"type": "string", "minLength": 1}
    described: dict[str, Any] = {
        "name": {"description": "What reports call it", **text},
        "title": {"description": "What it is, for people", **text},
        "version": {"description": "Its version, a text", **text},
        "extends": {"description": "The profile that it is made from: a bundled one, or a file beside it", **text},
        "catalogues": {
            "description": "The bundled catalogues of requirements that it answers; by default those of `extends`.",
            **_NAMES,
        },
        "requirements": {"description": "Files with catalogues of its own, from its directory.", **_NAMES},
        "select": {"description": "The policies that run; named as for --select.", **_NAMES},
        "ignore": {"description": "The policies that are left out; named as for --select.", **_NAMES},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "groundrule-profile.yaml",
        "description": "A profile: an organisation's policies, severities, parameters and requirements.",
        "type": "object",
        "required": ["name"],
        "additionalProperties": False,
        "properties": {**described, **OF_PROFILES},
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

_PARAMETERS: Final = {
    "description": "What policies read; the policies of the organisation may have parameters of their own.",
    "type": "object",
    "properties": {parameter.name: dict(parameter.schema) for parameter in shared()},
}
# what a profile may say, and settings in addition to it
OF_PROFILES: Final = {
    "governance": _GOVERNANCE,
    "parameters": _PARAMETERS,
    "severities": {
        "description": "By policy, category or requirement, the severity that counts instead of the policy's own.",
        "type": "object",
        "additionalProperties": {"enum": _SEVERITIES},
    },
    "mode": {
        "description": "Whether findings fail the run (`enforce`) or are only told (`notice`).",
        "enum": ["enforce", "notice"],
    },
    "modes": {
        "description": "The same by policy, category or requirement.",
        "type": "object",
        "additionalProperties": {"enum": ["enforce", "notice"]},
    },
}
