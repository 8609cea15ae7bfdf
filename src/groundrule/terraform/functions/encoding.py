"""Encoding functions."""

from __future__ import annotations

import binascii
import json
from collections.abc import Iterator
from typing import Any, ClassVar

from groundrule.terraform.functions.arguments import FunctionError, aware, text
from groundrule.terraform.operators import to_text
from groundrule.terraform.types import ListValue, by_code_point
from groundrule.value import Data, Encoded, Unknown, first_unknown


def base64encode_(value: Data) -> Data:
    """The base64 of a text's UTF-8."""
    return binascii.b2a_base64(text(value).encode(), newline=False).decode()


def base64decode_(value: Data) -> Data:
    """The text that base64 of UTF-8 stands for."""
    try:
        return _from_base64(text(value)).decode("utf-8")
    except UnicodeDecodeError as error:
        raise FunctionError("what it decodes to is not UTF-8 text") from error


def _from_base64(value: str) -> bytes:
    try:
        return binascii.a2b_base64("".join(value.split("\n")), strict_mode=True)
    except ValueError as error:
        raise FunctionError("it is not base64") from error


def base64gzip_(value: Data) -> Data:
    """The base64 of a text compressed by gzip; Terraform's bytes differ by its own compressor."""
    import gzip

    return binascii.b2a_base64(gzip.compress(text(value).encode(), mtime=0), newline=False).decode()


def textencodebase64_(value: Data, encoding: Data) -> Data:
    """The base64 of a text in another encoding."""
    try:
        return binascii.b2a_base64(text(value).encode(_codec(encoding)), newline=False).decode()
    except UnicodeEncodeError as error:
        raise FunctionError("the encoding has no such character") from error


def textdecodebase64_(value: Data, encoding: Data) -> Data:
    """The text that base64 of another encoding stands for."""
    try:
        return _from_base64(text(value)).decode(_codec(encoding))
    except UnicodeDecodeError as error:
        raise FunctionError("it is no text of this encoding") from error


def _codec(encoding: Data) -> str:
    import codecs

    try:
        return codecs.lookup(text(encoding)).name
    except LookupError as error:
        raise FunctionError("there is no such encoding") from error


def urlencode_(value: Data) -> Data:
    """Escaped for a URL's query."""
    from urllib.parse import quote_plus

    return quote_plus(text(value), safe="")


@aware
def jsonencode_(value: Data) -> Data:
    """A JSON text; an `Encoded` where something in it is not known."""
    if isinstance(value, Unknown) or first_unknown(value) is not None:
        return Encoded(value)
    return json_text(value)


def json_text(value: Data) -> str:
    """JSON as Go writes it: keys sorted, no spaces, `<`, `>` and `&` escaped."""
    written = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_number)
    for character in "<>&\u2028\u2029":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return _unquoted_numbers(written)


_MARK = "\ue000number\ue001"


def _number(value: Any) -> str:
    from groundrule.terraform.operators import to_text

    return f"{_MARK}{to_text(value)}{_MARK}"


def _unquoted_numbers(written: str) -> str:
    return written.replace(f'"{_MARK}', "").replace(f'{_MARK}"', "") if _MARK in written else written


@aware
def jsondecode_(value: Data) -> Data:
    """What a JSON text stands for."""
    if isinstance(value, Encoded):
        return value.data
    unknown = first_unknown(value)
    if unknown is not None:
        return unknown
    from decimal import Decimal

    from groundrule.terraform.operators import normal

    try:
        decoded: Data = json.loads(text(value), parse_float=lambda digits: normal(Decimal(digits)))
    except (ValueError, RecursionError) as error:
        raise FunctionError("it is not JSON") from error
    return decoded


def yamlencode_(value: Data) -> Data:
    """A YAML text, with every string quoted or as a literal block."""
    import yaml

    events = [
        yaml.StreamStartEvent(),
        yaml.DocumentStartEvent(explicit=False),
        *_yaml_events(value),
        yaml.DocumentEndEvent(explicit=False),
        yaml.StreamEndEvent(),
    ]
    written: str = yaml.emit(events, Dumper=yaml.CDumper, allow_unicode=True)
    # a plain scalar alone gets an end of the document, which newer versions of libyaml leave out
    return written if isinstance(value, str | list | dict) else written.removesuffix("...\n") + "...\n"


def _yaml_events(value: Data) -> Iterator[Any]:
    import yaml

    match value:
        case dict():
            yield yaml.MappingStartEvent(None, None, True, flow_style=not value)
            for key in sorted(value, key=by_code_point):
                yield yaml.ScalarEvent(None, None, (False, True), key, style='"')
                yield from _yaml_events(value[key])
            yield yaml.MappingEndEvent()
        case list():
            yield yaml.SequenceStartEvent(None, None, True, flow_style=not value)
            for item in value:
                yield from _yaml_events(item)
            yield yaml.SequenceEndEvent()
        case str():
            yield yaml.ScalarEvent(None, None, (False, True), value, style="|" if "\n" in value else '"')
        case _:
            written = "null" if value is None else str(to_text(value))
            yield yaml.ScalarEvent(None, None, (True, False), written)


def yamldecode_(value: Data) -> Data:
    """What a YAML text stands for."""
    import re

    import yaml

    class Loader(yaml.CSafeLoader):
        """YAML 1.1 has `y` and `n` as booleans, PyYAML does not."""

        bool_values: ClassVar = {**yaml.CSafeLoader.bool_values, "y": True, "n": False}

    Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("[yYnN]$"), list("yYnN"))
    try:
        decoded = yaml.load(text(value), Loader=Loader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise FunctionError("it is not YAML") from error
    return _plain(decoded)


def _plain(value: Any) -> Data:
    match value:
        case dict():
            return {_yaml_key(key): _plain(item) for key, item in value.items()}
        case list() | tuple() | set():
            return [_plain(item) for item in value]
        case None | bool() | int() | str():
            return value
        case float():
            from decimal import Decimal

            from groundrule.terraform.operators import normal

            return normal(Decimal(repr(value)))
        case bytes():
            return binascii.b2a_base64(value, newline=False).decode()
        case _:
            return f"{value.isoformat()}" if hasattr(value, "isoformat") else str(value)


def _yaml_key(key: Any) -> str:
    return key if isinstance(key, str) else json.dumps(key) if key is None or isinstance(key, bool | int) else str(key)


def csvdecode_(value: Data) -> Data:
    """The rows of a CSV text, as objects by its header."""
    import csv
    import io

    rows = [row for row in csv.reader(io.StringIO(text(value), newline="")) if row]
    if not rows:
        raise FunctionError("it has no header")
    header, *body = rows
    if len(set(header)) != len(header):
        raise FunctionError("a column stands twice in the header")
    if any(len(row) != len(header) for row in body):
        raise FunctionError("a row has another number of fields than the header")
    return ListValue(dict(zip(header, row, strict=True)) for row in body)
