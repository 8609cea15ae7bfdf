"""The JSON Schemas of the files that people write, and whether a file keeps to them.

A quick check follows the schema itself; jsonschema, which takes long to import, is asked only to explain what is wrong.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

Schema: TypeAlias = Mapping[str, Any]

_TYPES: Final[dict[str, tuple[type, ...]]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "boolean": (bool,),
}


class Fault(NamedTuple):
    """What is wrong with a file: where in it, and why."""

    path: tuple[str | int, ...]
    message: str


def shipped(name: str) -> Schema:
    """A schema of this package: `waivers`."""
    schema: Schema = json.loads(Path(__file__).with_name(f"{name}.schema.json").read_text("utf-8"))
    return schema


def fault(data: Any, schema: Schema) -> Fault | None:
    """What is wrong with data, or None where it keeps to a schema."""
    return None if conforms(data, schema) else _explained(data, schema)


def conforms(data: Any, schema: Schema) -> bool:
    """Whether data keeps to a schema; knows the keywords that ours use and no others."""
    if "oneOf" in schema:
        return sum(conforms(data, one) for one in schema["oneOf"]) == 1
    if "enum" in schema:
        return data in schema["enum"]
    if "const" in schema:
        return type(data) is type(schema["const"]) and bool(data == schema["const"])
    kind = schema.get("type")
    if kind is not None and (not isinstance(data, _TYPES[kind]) or (isinstance(data, bool) and kind != "boolean")):
        return False
    match data:
        case dict():
            return _object_conforms(data, schema)
        case list():
            return _array_conforms(data, schema)
        case str():
            return _text_conforms(data, schema)
        case int():
            return bool(data >= schema.get("minimum", data))
    return True


def _object_conforms(data: Mapping[str, Any], schema: Schema) -> bool:
    known: Schema = schema.get("properties", {})
    if not data.keys() >= set(schema.get("required", ())):
        return False
    other = schema.get("additionalProperties", True)
    if other is False and not data.keys() <= known.keys():
        return False
    rest: Schema = other if isinstance(other, Mapping) else {}
    return all(conforms(value, known.get(name, rest)) for name, value in data.items())


def _array_conforms(data: Sequence[Any], schema: Schema) -> bool:
    if len(data) < schema.get("minItems", 0):
        return False
    return all(conforms(item, schema.get("items", {})) for item in data)


def _text_conforms(data: str, schema: Schema) -> bool:
    if len(data) < schema.get("minLength", 0):
        return False
    return re.search(schema.get("pattern", ""), data) is not None


def _explained(data: Any, schema: Schema) -> Fault:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    error = best_match(Draft202012Validator(schema).iter_errors(data))
    if error is None:
        return Fault((), "it is not what its schema asks for")
    return Fault(tuple(error.absolute_path), _message(error))


def _message(error: Any) -> str:
    """What is wrong, in our words."""
    if error.validator == "additionalProperties":
        known = list(error.schema.get("properties", ()))
        strange = sorted(set(error.instance) - set(known))[0]
        return f"there is no `{strange}` here{_suggestion(strange, known)}"
    if error.validator == "required":
        missing = sorted(set(error.schema["required"]) - set(error.instance))[0]
        return f"`{missing}` is missing"
    if error.validator == "enum":
        wanted = ", ".join(f"`{choice}`" for choice in error.validator_value)
        meant = _suggestion(str(error.instance), [str(choice) for choice in error.validator_value])
        return f"`{error.instance}` is none of {wanted}{meant}"
    description = error.schema.get("description", "") if isinstance(error.schema, Mapping) else ""
    told = f"{description[:1].lower()}{description[1:].rstrip('.')}"
    if told and error.validator in {"type", "minimum"} and error.schema.get("type") == "integer":
        least = error.schema.get("minimum")
        return f"expected a whole number{'' if least is None else f' of at least {least}'}: {told}"
    if told and error.validator in {"type", "pattern", "oneOf", "minLength", "minItems", "const"}:
        return f"expected {told}"
    return str(error.message)


def _suggestion(name: str, known: Sequence[str]) -> str:
    import difflib

    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    if close:
        return f": did you mean `{close[0]}`?"
    return f", only {', '.join(f'`{item}`' for item in known)}" if len(known) <= 12 else ""
