"""JSON texts inside attributes, as data, also where they are known only in part."""

from __future__ import annotations

from groundrule.value import Absent, Data, Encoded, OneOf, Partial, Unknown, Why, one_of, partial

# a stretch that is not known stands in the text as a mark between two characters that no template holds
_OPEN, _CLOSE = "\ue000", "\ue001"


def decode(data: Data) -> Data:
    """The structure that a JSON text stands for; an object or list stands for itself.

    Stretches of the text that are not known stay unknown in the strings that they are part of. A text that is
    not JSON is an `Unknown` whose reason says so.
    """
    match data:
        case OneOf():
            return one_of((decode(choice) for choice in data.choices), data.unknown)
        case Encoded():
            return data.data
        case str():
            return _parse(data)
        case Partial():
            return _parse_partial(data)
        case Unknown() | None | Absent() | dict() | list():
            return data
        case _:
            return Unknown("it is not a JSON text", Why.ERROR)


def _parse(text: str) -> Data:
    import json

    if not text.strip():
        return None
    try:
        value: Data = json.loads(text)
    except ValueError as error:
        return Unknown(
            f"it is not valid JSON: {getattr(error, 'msg', 'it holds a number that is too long')}", Why.ERROR
        )
    except RecursionError:
        return Unknown("it is nested too deeply to be read as JSON", Why.ERROR)
    return value


def _parse_partial(text: Partial) -> Data:
    value = _parse(_marked(text, quote=""))
    if isinstance(value, Unknown):
        # an unknown stretch that stands for a number, a list or an object has no quotes around it
        value = _parse(_marked(text, quote='"'))
    return _filled(value, text)


def _marked(text: Partial, quote: str) -> str:
    """The text with a mark for each stretch that is not known."""
    marks = (f"{quote}{_OPEN}{index}{_CLOSE}{quote}" for index in range(len(text.parts)))
    return "".join(part if isinstance(part, str) else mark for part, mark in zip(text.parts, marks, strict=True))


def _filled(value: Data, text: Partial) -> Data:
    """The value with the unknown stretches back in place of their marks."""
    match value:
        case str() if _OPEN in value:
            return partial(_stretches(value, text))
        case list():
            return [_filled(item, text) for item in value]
        case dict():
            return {key: _filled(item, text) for key, item in value.items()}
        case _:
            return value


def _stretches(value: str, text: Partial) -> list[Data]:
    stretches: list[Data] = []
    for piece in value.split(_OPEN):
        index, closed, rest = piece.partition(_CLOSE)
        if closed:
            stretches += [text.parts[int(index)], rest]
        else:
            stretches.append(piece)
    return stretches
