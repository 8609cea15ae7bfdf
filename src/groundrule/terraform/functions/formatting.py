"""The verbs of `format`.

https://developer.hashicorp.com/terraform/language/functions/format
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundrule.terraform.functions.arguments import FunctionError, boolean, integer, number, text
from groundrule.value import Data, Encoded, OneOf, Partial, Unknown, first_unknown, partial

if TYPE_CHECKING:
    from decimal import Decimal

_VERB = re.compile(
    r"%(?P<flags>[ #+0-]*)(?P<width>\d+)?(?:\.(?P<precision>\d*))?(?:\[(?P<index>\d+)\])?(?P<verb>.)",
    re.DOTALL,
)


def formatted(template: str, values: list[Data]) -> Data:
    """A template with its verbs filled in; unknown values stay so in the string."""
    stretches: list[Data] = []
    position = used = 0
    highest = 0
    for match in _VERB.finditer(template):
        stretches.append(template[position : match.start()])
        position = match.end()
        if match["verb"] == "%":
            stretches.append("%")
            continue
        used = int(match["index"]) if match["index"] else used + 1
        highest = max(highest, used)
        if used > len(values) or used < 1:
            raise FunctionError(f"the template has no value for its verb {match[0]}")
        stretches.append(_filled(match, values[used - 1]))
    rest = template[position:]
    if "%" in rest:
        raise FunctionError("the template ends with an unfinished verb")
    if highest < len(values) and not any(match["index"] for match in _VERB.finditer(template)):
        raise FunctionError(f"there are {len(values)} values for {highest} verbs")
    return partial([*stretches, rest])


def _filled(match: re.Match[str], value: Data) -> Data:
    if isinstance(value, Unknown | Partial | OneOf | Encoded):
        return value if match[0] in {"%s", "%v"} else first_unknown(value) or Unknown("it is not known")
    if first_unknown(value) is not None:
        return first_unknown(value)
    written = _written(match, value)
    width = int(match["width"] or 0)
    if "-" in match["flags"]:
        return written.ljust(width)
    if "0" in match["flags"]:
        return written.zfill(width)
    return written.rjust(width)


def _written(match: re.Match[str], value: Data) -> str:
    verb, precision = match["verb"], match["precision"]
    match verb:
        case "s":
            given = text(value)
            return given if precision is None else given[: int(precision or 0)]
        case "v" if "#" in match["flags"]:
            return _json(value)
        case "v":
            return _general(value)
        case "q":
            return _json(text(value))
        case "t":
            return "true" if boolean(value) else "false"
        case "d":
            sign = "+" if "+" in match["flags"] else " " if " " in match["flags"] else "-"
            return format(integer(value), f"{sign}d")
        case "b" | "o" | "x" | "X":
            written = format(integer(value), f"#{verb}" if "#" in match["flags"] else verb)
            return written.replace("0o", "0")
        case "e" | "E" | "f" | "F" | "g" | "G":
            return _floating(match, value)
        case _:
            raise FunctionError(f"there is no verb `%{verb}`")


def _floating(match: re.Match[str], value: Data) -> str:
    verb, precision = match["verb"], match["precision"]
    sign = "+" if "+" in match["flags"] else " " if " " in match["flags"] else "-"
    given = number(value)
    if verb in "gG" and precision is None:
        return _shortest(given, sign, verb)
    digits = 6 if precision is None else int(precision or 0)
    return format(given if verb in "fF" else float(given), f"{sign}.{digits}{verb}")


def _shortest(given: int | Decimal, sign: str, verb: str) -> str:
    """All digits, with an exponent outside of 1e-4 to 1e6."""
    from decimal import Decimal

    number = Decimal(given).normalize()
    exact = format(number, f"{sign}f")
    if -4 <= number.adjusted() < 6 or not number:
        return exact
    digits = len(number.as_tuple().digits) - 1
    return re.sub(r"[eE]([+-])(\d)$", r"e\g<1>0\2", format(number, f"{sign}.{digits}e")).replace(
        "e", "E" if verb == "G" else "e"
    )


def _general(value: Data) -> str:
    if value is None:
        return "null"
    if isinstance(value, list | dict):
        return _json(value)
    return text(value)


def _json(value: Data) -> str:
    from groundrule.terraform.functions.encoding import json_text

    return json_text(value)
