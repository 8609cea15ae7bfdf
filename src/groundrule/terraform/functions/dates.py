"""Date and time functions, on timestamps of RFC 3339."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from groundrule.terraform.functions.arguments import FunctionError, text
from groundrule.value import Data

_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)\Z")
_PART = re.compile(r"'(?:[^']|'')*'|([a-zA-Z])\1*|[^a-zA-Z']+")
_DURATION = re.compile(r"(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)")
_SECONDS = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}


def _moment(value: Data) -> datetime:
    given = text(value)
    if not _TIMESTAMP.match(given):
        raise FunctionError("it is no timestamp of RFC 3339")
    try:
        return datetime.fromisoformat(given)
    except ValueError as error:
        raise FunctionError("there is no such day or time") from error


def timecmp_(first: Data, second: Data) -> Data:
    """-1, 0 or 1."""
    a, b = _moment(first), _moment(second)
    return (a > b) - (a < b)


def timeadd_(timestamp: Data, duration: Data) -> Data:
    """A timestamp moved by a duration such as `1h30m`."""
    given = text(duration)
    sign, body = (-1, given[1:]) if given[:1] == "-" else (1, given.removeprefix("+"))
    parts = _DURATION.findall(body)
    if "".join(number + unit for number, unit in parts) != body or not (parts or body == "0"):
        raise FunctionError("it is no duration")
    seconds = sum(float(number) * _SECONDS[unit] for number, unit in parts)
    moment = _moment(timestamp) + timedelta(seconds=sign * seconds)
    return moment.isoformat().replace("+00:00", "Z")


def formatdate_(template: Data, timestamp: Data) -> Data:
    """A timestamp in another form."""
    moment = _moment(timestamp)
    given = text(template)
    result = []
    position = 0
    for match in _PART.finditer(given):
        if match.start() != position:
            raise FunctionError("a quote in the form is not closed")
        position = match.end()
        part = match[0]
        if part.startswith("'"):
            result.append(part[1:-1].replace("''", "'"))
        else:
            result.append(_written(part, moment) if match[1] else part)
    if position != len(given):
        raise FunctionError("a quote in the form is not closed")
    return "".join(result)


def _written(part: str, moment: datetime) -> str:
    offset = moment.strftime("%z") or "+0000"
    zone = "Z" if offset == "+0000" else f"{offset[:3]}:{offset[3:5]}"
    forms = {
        "YYYY": f"{moment.year:04d}", "YY": f"{moment.year % 100:02d}",
        "MMMM": moment.strftime("%B"), "MMM": moment.strftime("%b"),
        "MM": f"{moment.month:02d}", "M": str(moment.month),
        "DD": f"{moment.day:02d}", "D": str(moment.day),
        "EEEE": moment.strftime("%A"), "EEE": moment.strftime("%a"),
        "hh": f"{moment.hour:02d}", "h": str(moment.hour),
        "HH": f"{(moment.hour - 1) % 12 + 1:02d}", "H": str((moment.hour - 1) % 12 + 1),
        "AA": "AM" if moment.hour < 12 else "PM", "aa": "am" if moment.hour < 12 else "pm",
        "mm": f"{moment.minute:02d}", "m": str(moment.minute),
        "ss": f"{moment.second:02d}", "s": str(moment.second),
        "ZZZZZ": f"{offset[:3]}:{offset[3:5]}", "ZZZZ": offset[:5],
        "ZZZ": "UTC" if offset == "+0000" else offset[:5], "Z": zone,
    }  # fmt: skip
    if part not in forms:
        raise FunctionError(f"the form has no part `{part}`")
    return forms[part]
