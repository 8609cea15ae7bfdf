"""A profile held against the policies that there are."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from groundrule import selection
from groundrule.errors import UsageError
from groundrule.parameters import Parameter
from groundrule.policy import Policy
from groundrule.profile.model import NOTICE, Profile
from groundrule.schemas import Fault, fault
from groundrule.schemas.yamlfile import Checked
from groundrule.vocabulary.parameters import shared

# the tables and lists of a profile that name policies
_NAMING: Final = ("select", "ignore", "severities", "modes")
Complain: TypeAlias = Callable[[tuple[str | int, ...], str], UsageError]


def check(files: Iterable[Checked], tables: Mapping[str, Any], known: Sequence[Policy]) -> None:
    """Hold everything that a profile and settings name against what there is.

    Args:
        files: the profile's.
        tables: of the settings.
        known: all policies.

    Raises:
        UsageError: something names no policy or parameter, or sets one to what it can't be.
    """
    parameters = {parameter.name: parameter for parameter in parameters_of(known)}
    for file in files:
        _check(file.data, file.complain, known, parameters)
    _check(tables, _complain_of_settings, known, parameters)


def parameters_of(known: Iterable[Policy]) -> tuple[Parameter[Any], ...]:
    """The shared parameters, and those that the policies have of their own."""
    own = {parameter.name: parameter for policy in known for parameter in policy.parameters}
    return tuple({**{parameter.name: parameter for parameter in shared()}, **own}.values())


def _complain_of_settings(path: tuple[str | int, ...], message: str) -> UsageError:
    return UsageError(f"settings: `{'.'.join(map(str, path))}`: {message}")


def _check(
    data: Mapping[str, Any], complain: Complain, known: Sequence[Policy], parameters: Mapping[str, Parameter[Any]]
) -> None:
    for path, name in _named(data):
        try:
            selection.named(known, [name])
        except UsageError as error:
            raise complain(path, str(error)) from error
    for name, value in data.get("parameters", {}).items():
        wrong = _fault(name, value, parameters)
        if wrong is not None:
            raise complain(("parameters", name, *wrong.path), f"parameter {wrong.message}")


def _named(data: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every name of policies, with where it stands."""
    for part in _NAMING:
        for step, name in _names(data.get(part, ())):
            yield (part, step), name
    for step, name in enumerate(data.get("governance", {}).get("unwaivable", ())):
        yield ("governance", "unwaivable", step), name


def _names(part: Sequence[str] | Mapping[str, Any]) -> Iterable[tuple[str | int, str]]:
    return ((name, name) for name in part) if isinstance(part, Mapping) else enumerate(part)


def _fault(name: str, value: object, parameters: Mapping[str, Parameter[Any]]) -> Fault | None:
    parameter = parameters.get(name)
    if parameter is None:
        close = difflib.get_close_matches(name, parameters, n=1, cutoff=0.5)
        meant = f": did you mean `{close[0]}`?" if close else ""
        return Fault((), f"`{name}` is read by no policy{meant}")
    wrong = fault(value, parameter.schema)
    return None if wrong is None else Fault(wrong.path, f"`{name}`: {wrong.message}")


def regraded(policies: Iterable[Policy], profile: Profile) -> tuple[Policy, ...]:
    """The policies with the severities that a profile sets."""
    every = tuple(policies)
    chosen = {id_: severity for name, severity in profile.severities.items() for id_ in selection.named(every, [name])}
    return tuple(
        policy._replace(severity=chosen[policy.id], is_regraded=True) if policy.id in chosen else policy
        for policy in every
    )


def noticed(policies: Sequence[Policy], profile: Profile) -> frozenset[str]:
    """The ids of the policies whose findings are only told."""
    modes = {policy.id: profile.mode for policy in policies}
    for name, mode in profile.modes.items():
        modes |= dict.fromkeys(selection.named(policies, [name]), mode)
    return frozenset(id_ for id_, mode in modes.items() if mode == NOTICE)
