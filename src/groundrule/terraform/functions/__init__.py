"""Terraform's built-in functions, as pure functions over data.

https://developer.hashicorp.com/terraform/language/functions

Each function stands in a module of its kind under its own name with a `_` behind it; the module is imported
when one of its functions is called. Most are given known arguments only: where an argument holds something
unknown, the result is that unknown. Those that can do better say so with `aware`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from itertools import product
from typing import Any, Final

from groundrule.terraform.functions import filesystem
from groundrule.terraform.functions.arguments import Files, FunctionError
from groundrule.value import Data, OneOf, Unknown, Why, first_unknown, one_of

__all__ = ["Files", "FunctionError", "call", "filesystem"]

_CHOICES: Final = 16
_MODULES: Final = {
    "numbers": "abs ceil floor log max min parseint pow signum",
    "strings": (
        "chomp endswith format formatlist indent join lower regex regexall replace split startswith"
        " strcontains strrev substr title trim trimprefix trimspace trimsuffix upper"
    ),
    "collections": (
        "alltrue anytrue chunklist coalesce coalescelist compact concat contains distinct element flatten"
        " index keys length lookup matchkeys merge one range reverse setintersection setproduct"
        " setsubtract setunion slice sort sum transpose values zipmap"
    ),
    "encoding": (
        "base64decode base64encode base64gzip csvdecode jsondecode jsonencode textdecodebase64"
        " textencodebase64 urlencode yamldecode yamlencode"
    ),
    "hashing": "base64sha256 base64sha512 md5 sha1 sha256 sha512 uuidv5",
    "network": "cidrhost cidrnetmask cidrsubnet cidrsubnets",
    "dates": "formatdate timeadd timecmp",
    "conversion": "tobool tolist tomap tonumber toset tostring",
    "filesystem": (
        "abspath basename dirname file filebase64 filebase64sha256 filebase64sha512 fileexists filemd5"
        " fileset filesha1 filesha256 filesha512 pathexpand"
    ),
}
_MODULE_OF: Final = {name: module for module, names in _MODULES.items() for name in names.split()}
_REMOVED: Final = {"list": "`[…]`", "map": "`{…}`", "type": "nothing, it is only for the console"}
_IMPURE: Final = {
    "timestamp": "the time of the deployment",
    "plantimestamp": "the time of the plan",
    "uuid": "made up at deployment",
    "bcrypt": "salted at deployment",
    "rsadecrypt": "decrypted at deployment",
}


def call(name: str, arguments: list[Data], files: Files) -> Data:
    """The value of a function call.

    Args:
        name: the function; a leading `core::` is taken off.
        arguments: evaluated; they may be or hold unknown values.
        files: what functions may read.

    Raises:
        FunctionError: there is no such function, or it does not take these arguments.
    """
    name = name.removeprefix("core::")
    if name in _REMOVED:
        raise FunctionError(f"`{name}` was removed from Terraform: write {_REMOVED[name]}")
    if name in _IMPURE:
        return Unknown(f"`{name}()` is {_IMPURE[name]}", Why.IMPURE)
    if name.startswith("provider::"):
        return Unknown(f"`{name}` is a function of a provider, which is not run", Why.IMPURE)
    if name not in _MODULE_OF:
        raise FunctionError(f"there is no function `{name}`")
    function = getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), f"{name}_")
    _check_number(name, function, len(arguments))
    return _call(name, function, arguments, files)


def _call(name: str, function: Callable[..., Data], arguments: list[Data], files: Files) -> Data:
    if any(isinstance(argument, OneOf) for argument in arguments):
        return _call_choices(name, function, arguments, files)
    if not getattr(function, "aware", False):
        unknown = first_unknown(arguments)
        if unknown is not None:
            return unknown
    extra = (files,) if _MODULE_OF[name] == "filesystem" else ()
    try:
        return function(*extra, *arguments)
    except FunctionError as error:
        raise FunctionError(f"`{name}`: {error}") from error


def _call_choices(name: str, function: Callable[..., Data], arguments: list[Data], files: Files) -> Data:
    unknown = first_unknown(arguments) or Unknown("an argument is not known")
    choices = [argument.choices if isinstance(argument, OneOf) else (argument,) for argument in arguments]
    combinations = list(product(*choices))
    if len(combinations) > _CHOICES:
        return unknown
    return one_of((_call(name, function, list(chosen), files) for chosen in combinations), unknown)


def _check_number(name: str, function: Any, given: int) -> None:
    code = function.__code__
    own = 1 if _MODULE_OF[name] == "filesystem" else 0
    most = code.co_argcount - own
    least = most - len(function.__defaults__ or ())
    variadic = bool(code.co_flags & 0x04)
    if given < least or (given > most and not variadic):
        wanted = f"at least {least}" if variadic else f"{least} to {most}" if least != most else str(least)
        noun = "argument" if wanted == "1" else "arguments"
        raise FunctionError(f"`{name}` takes {wanted} {noun}, not {given}")
