"""Values as JSON: what is known as it is, what is not as `{"$unknown": reason}`."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from groundrule.value import Absent, Data, Encoded, OneOf, OpenList, Partial, Unknown, first_unknown

Shown = Callable[[str, tuple[str | int, ...]], str]

_UNKNOWN: Final = "$unknown"


def plain(data: Data, shown: Shown, path: tuple[str | int, ...] = ()) -> Any:
    """A value as JSON takes it.

    Args:
        data: the value.
        shown: a text as it may be printed, from the text and its path in the value.
        path: of this value in the whole.
    """
    match data:
        case str():
            return shown(data, path)
        case OpenList():
            return {_UNKNOWN: data.unknown.reason, "$elements": _items(data, shown, path)}
        case list():
            return _items(data, shown, path)
        case dict():
            return {key: plain(item, shown, (*path, key)) for key, item in data.items()}
        case OneOf():
            return {_UNKNOWN: data.unknown.reason, "$one_of": _items(list(data.choices), shown, path)}
        case Partial():
            return {_UNKNOWN: _reason(data), "$text": shown(_text(data), path)}
        case Encoded():
            return {_UNKNOWN: _reason(data), "$json": plain(data.data, shown, path)}
        case Unknown():
            return {_UNKNOWN: data.reason}
        case Absent():
            return None
        case _:
            return data


def _items(items: list[Data], shown: Shown, path: tuple[str | int, ...]) -> list[Any]:
    return [plain(item, shown, (*path, number)) for number, item in enumerate(items)]


def _text(data: Partial) -> str:
    return "".join(part if isinstance(part, str) else "${…}" for part in data.parts)


def _reason(data: Data) -> str:
    unknown = first_unknown(data)
    return unknown.reason if unknown else ""


def text(value: Any, indent: int | None = None) -> str:
    """JSON; numbers with all their digits."""
    from decimal import Decimal

    from groundrule.terraform.operators import to_text

    digits: list[str] = []

    def number(item: object) -> str:
        if not isinstance(item, Decimal):
            raise TypeError(f"not a value: {item!r}")
        digits.append(str(to_text(item)))
        return f"\0{len(digits) - 1}\0"

    written = json.dumps(value, default=number, ensure_ascii=False, indent=indent)
    for position, digit in enumerate(digits):
        written = written.replace(f'"\\u0000{position}\\u0000"', digit)
    return written
