"""Which of several settings count: flag > environment > the repository's file > the user's file > default."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from groundrule.errors import UsageError
from groundrule.settings import files
from groundrule.settings.files import File
from groundrule.settings.schema import NOT_IN_FILES, OF_PROFILES, Described, key_of
from groundrule.tree import DISK, Tree, repository_root

if TYPE_CHECKING:
    from groundrule.git import Commit

_PREFIX: Final = "GROUNDRULE_"
_TRUE: Final = frozenset({"1", "true", "yes", "on"})
_FALSE: Final = frozenset({"0", "false", "no", "off"})
_NAME_OR_FILE: Final = "NAME|FILE"
# what could run code, write files or change whom to trust is not for the tree under judgement to say
_NOT_FOR_THE_TREE: Final = {
    "policies": "it would run code of the tree under judgement: give --policies, name it in your own settings, or"
    " judge with --trusted-ref",
    "output": "it would let the tree under judgement write files: give --output",
    "trusted-ref": "the tree under judgement can't say whom to trust: give --trusted-ref",
}


class Settled(NamedTuple):
    """What counts.

    Attributes:
        values: every option's value.
        bases: the directories that the options' patterns count from, where it is not the working directory.
        tables: what the files say beside options: `governance`, `parameters`, `severities`, `mode`, `modes`.
        tree: where settings, waivers, baselines and local policies are read: the trusted revision or the disk.
    """

    values: dict[str, Any]
    bases: Mapping[str, str]
    tables: Mapping[str, Any]
    tree: Tree


def settle(
    given: Mapping[str, Any],
    environment: Mapping[str, str],
    options: Sequence[Described],
    trusted: Commit | None = None,
) -> Settled:
    """What counts for one run.

    Args:
        given: of the command line; None, an empty list or False where it says nothing.
        environment: the process's.
        options: the table.
        trusted: the revision that the repository's settings come from, where one is trusted.

    Raises:
        UsageError: settings that can't be read, are none, or are not for the tree under judgement to make.
    """
    said = {**_of_environment(environment, options), **_said(given)}
    tree: Tree = trusted or DISK
    if said.get("isolated"):
        return Settled({**given, **_defaults(options), **said}, {}, {}, tree)
    user, project = files.of_user(environment), files.of_repository(tree)
    if project is not None and trusted is None:
        _refuse(project, said, options)
    if project is not None:
        _keep_inside(project, options)
    values = {**given, **_defaults(options), **_of_file(user, options), **_of_file(project, options), **said}
    return Settled(values, _bases(said, (user, project)), _tables(user, project), tree)


def trusted_ref(given: Mapping[str, Any], environment: Mapping[str, str]) -> str:
    """The revision to trust: by flag, environment, or the user's own settings; empty for none."""
    named = given.get("trusted_ref") or environment.get("GROUNDRULE_TRUSTED_REF", "")
    if named or given.get("isolated") or _truth(environment.get("GROUNDRULE_ISOLATED", "")):
        return str(named)
    user = files.of_user(environment)
    return str(user.values.get("trusted-ref", "")) if user is not None else ""


def _said(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if value not in (None, [], False)}


def _defaults(options: Iterable[Described]) -> dict[str, Any]:
    blank: dict[str, Any] = {"flag": False, "list": []}
    return {option.name: blank.get(option.kind, option.default) for option in options}


# -- the environment -------------------------------------------------------------------------------------


def _of_environment(environment: Mapping[str, str], options: Iterable[Described]) -> dict[str, Any]:
    by_name = {f"{_PREFIX}{option.name.upper()}": option for option in options}
    _refuse_misspelt(environment, by_name)
    set_ = {name: text for name in by_name if (text := environment.get(name, ""))}
    return {by_name[name].name: _value(name, text, by_name[name]) for name, text in set_.items()}


def _refuse_misspelt(environment: Iterable[str], known: Iterable[str]) -> None:
    """Refuse what all but is the name of a setting; other names may be somebody else's, or another command's."""
    strange = sorted(name for name in environment if name.startswith(_PREFIX) and name not in known)
    if not strange:
        return
    import difflib

    words = [name.removeprefix(_PREFIX) for name in known]
    for name in strange:
        close = difflib.get_close_matches(name.removeprefix(_PREFIX), words, n=1, cutoff=0.8)
        if close:
            raise UsageError(f"{name}: there is no such setting: did you mean `{_PREFIX}{close[0]}`?")


def _value(name: str, text: str, option: Described) -> Any:
    if option.kind == "list":
        return [line.strip() for line in text.splitlines() if line.strip()]
    if option.kind == "flag":
        truth = _truth(text)
        if truth is None:
            raise UsageError(f"{name}={text}: expected true or false")
        return truth
    if option.choices and text not in option.choices:
        raise UsageError(f"{name}={text}: expected one of {', '.join(option.choices)}")
    return text


def _truth(text: str) -> bool | None:
    word = text.strip().lower()
    return True if word in _TRUE else False if word in _FALSE else None


# -- files -----------------------------------------------------------------------------------------------


def _of_file(file: File | None, options: Iterable[Described]) -> dict[str, Any]:
    """The values of a file, with its paths as seen from the working directory."""
    if file is None:
        return {}
    found: dict[str, Any] = {}
    for option in options:
        value = file.values.get(key_of(option))
        if value is None or option.name in NOT_IN_FILES:
            continue
        found[option.name] = _placed(value, option, file.directory)
    return found


def _placed(value: Any, option: Described, directory: str) -> Any:
    if not _is_path(option) or directory == ".":
        return value
    if isinstance(value, list):
        return [_moved(item, option, directory) for item in value]
    return _moved(value, option, directory)


def _is_path(option: Described) -> bool:
    return option.metavar.rpartition("=")[2] in {"FILE", "DIRECTORY", _NAME_OR_FILE}


def _moved(text: str, option: Described, directory: str) -> str:
    if option.metavar == _NAME_OR_FILE and not text.endswith((".yaml", ".yml")):
        return text
    name, equals, path = text.rpartition("=") if "=" in option.metavar else ("", "", text)
    return f"{name}{equals}{os.path.normpath(os.path.join(directory, path))}"


def _bases(said: Mapping[str, Any], ordered: Iterable[File | None]) -> dict[str, str]:
    """Where `exclude` counts from: the directory of the file that sets it."""
    base = ""
    for file in ordered:
        if file is not None and "exclude" in file.values:
            base = file.directory
    return {"exclude": base} if base and "exclude" not in said else {}


def _tables(user: File | None, project: File | None) -> dict[str, Any]:
    """What is no option; the repository's has the last word, table by table and key by key."""
    found: dict[str, Any] = {}
    for file in (user, project):
        for name in OF_PROFILES if file is not None else ():
            value = file.values.get(name) if file is not None else None
            if isinstance(value, dict):
                found[name] = {**found.get(name, {}), **value}
            elif value is not None:
                found[name] = value
    return found


def _refuse(project: File, said: Mapping[str, Any], options: Iterable[Described]) -> None:
    asked = {key_of(option) for option in options if option.name not in said}
    for key, reason in _NOT_FOR_THE_TREE.items():
        if key in project.values and key in asked:
            raise UsageError(f"{project.path}: `{key}` has no effect here: {reason}")


def _keep_inside(project: File, options: Iterable[Described]) -> None:
    """A repository's settings name no file outside of it.

    Raises:
        UsageError: one does.
    """
    root = os.path.realpath(repository_root(project.directory) or project.directory)
    for option in options:
        value = project.values.get(key_of(option))
        if value is None or not _is_path(option):
            continue
        for text in value if isinstance(value, list) else [value]:
            path = _moved(text, option, project.directory).rpartition("=")[2]
            real = os.path.realpath(path)
            if real != root and not real.startswith(root.rstrip(os.sep) + os.sep):
                raise UsageError(f"{project.path}: `{key_of(option)}`: `{text}` lies outside of the repository")
