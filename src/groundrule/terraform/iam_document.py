"""Policy documents that providers put together from blocks, without asking the account.

`aws_iam_policy_document` as the AWS provider renders it:
https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from groundrule.value import (
    ABSENT,
    Data,
    Encoded,
    OneOf,
    OpenList,
    Partial,
    Unknown,
    Why,
    first_unknown,
    one_of,
)

if TYPE_CHECKING:
    from groundrule.terraform.content import Content

# in the order in which the provider writes them
_PARTS: Final = (
    ("Sid", "sid"),
    ("Effect", "effect"),
    ("Action", "actions"),
    ("NotAction", "not_actions"),
    ("Resource", "resources"),
    ("NotResource", "not_resources"),
    ("Principal", "principals"),
    ("NotPrincipal", "not_principals"),
    ("Condition", "condition"),
)
ATTRIBUTES: Final = dict(_PARTS)


def json_text(content: Content) -> Data:
    """The `json` of an `aws_iam_policy_document`: a text, or `Encoded` where parts are not known."""
    return _each(_document(content), lambda document: _text(document, indent=2))


def minified_json_text(content: Content) -> Data:
    """The `minified_json` of an `aws_iam_policy_document`."""
    return _each(_document(content), lambda document: _text(document, indent=None))


def _each(data: Data, ask: Callable[[Data], Data]) -> Data:
    if isinstance(data, OneOf):
        return one_of((_each(choice, ask) for choice in data.choices), data.unknown)
    return ask(data)


def _text(document: Data, indent: int | None) -> Data:
    if isinstance(document, Unknown):
        return document
    if first_unknown(document) is not None:
        return Encoded(document)
    import json

    separators = (",", ":") if indent is None else (",", ": ")
    text = json.dumps(document, ensure_ascii=False, indent=indent, separators=separators)
    for character in "&<>\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


# -- the document -----------------------------------------------------------------------------------


def _document(content: Content) -> Data:
    ask = content.resource.value
    document: Data = {}
    for name in ("source_json", "source_policy_documents"):
        document = _with_documents(document, ask(name))
    document = _merged(document, _own(content))
    for name in ("override_policy_documents", "override_json"):
        document = _with_documents(document, ask(name))
    return _each(document, _ordered)


def _own(content: Content) -> Data:
    """The document that the blocks themselves describe."""
    ask = content.resource.value
    version, identifier, blocks = ask("version"), ask("policy_id"), ask("statement")
    document: dict[str, Data] = {"Version": "2012-10-17" if _is_missing(version) else version}
    if not _is_missing(identifier):
        document["Id"] = identifier
    if isinstance(blocks, list):
        statements = [_statement(block) if isinstance(block, dict) else block for block in blocks]
        document["Statement"] = OpenList(statements, blocks.unknown) if isinstance(blocks, OpenList) else statements
    elif isinstance(blocks, dict):
        document["Statement"] = [_statement(blocks)]
    elif not _is_missing(blocks):
        document["Statement"] = blocks
    return document


def _is_missing(data: Data) -> bool:
    return data is ABSENT or data is None or data in ("", [], {})


def _statement(block: dict[str, Data]) -> Data:
    statement: dict[str, Data] = {}
    for part, name in _PARTS:
        value = block.get(name)
        if part == "Effect" and _is_missing(value):
            value = "Allow"
        if _is_missing(value):
            continue
        statement[part] = _PART_OF[part](value) if part in _PART_OF else value
    return statement


def _strings(value: Data) -> Data:
    """A set of strings: a lone one stands by itself, several in reverse order as the provider writes them."""
    if isinstance(value, OneOf):
        return _each(value, _strings)
    if isinstance(value, OpenList) or not isinstance(value, list):
        return value
    distinct: list[Data] = []
    for item in value:
        if not any(item is other or (isinstance(item, str) and item == other) for other in distinct):
            distinct.append(item)
    if len(distinct) == 1:
        return distinct[0]
    if all(isinstance(item, str) for item in distinct):
        return sorted(distinct, key=str, reverse=True)
    return distinct


def _with_variables(value: Data) -> Data:
    """`&{aws:username}` is how IAM's own variables are written in Terraform."""
    match value:
        case str():
            return value.replace("&{", "${")
        case Partial():
            parts = (part.replace("&{", "${") if isinstance(part, str) else part for part in value.parts)
            return Partial(tuple(parts))
        case OpenList():
            return OpenList((_with_variables(item) for item in value), value.unknown)
        case list():
            return [_with_variables(item) for item in value]
        case OneOf():
            return _each(value, _with_variables)
        case _:
            return value


def _resources(value: Data) -> Data:
    return _with_variables(_strings(value))


def _principals(blocks: Data) -> Data:
    """Blocks of `type` and `identifiers` as IAM's object; any principal of any type as `"*"`."""
    listed = _blocks(blocks)
    if isinstance(listed, Unknown):
        return listed
    principals: dict[str, Data] = {}
    for block in listed:
        type_ = block.get("type")
        if not isinstance(type_, str):
            return first_unknown(type_) or Unknown("the type of a principal is missing", Why.ERROR)
        identifiers = _with_variables(_strings(block.get("identifiers")))
        if type_ in principals:
            principals[type_] = _strings([*_listed(principals[type_]), *_listed(identifiers)])
        else:
            principals[type_] = identifiers
    return "*" if principals == {"*": "*"} else dict(sorted(principals.items()))


def _conditions(blocks: Data) -> Data:
    """Blocks of `test`, `variable` and `values` as IAM's nested object."""
    listed = _blocks(blocks)
    if isinstance(listed, Unknown):
        return listed
    conditions: dict[str, dict[str, list[Data]]] = {}
    for block in listed:
        test, variable = block.get("test"), block.get("variable")
        if not (isinstance(test, str) and isinstance(variable, str)):
            return first_unknown([test, variable]) or Unknown("a condition lacks its test or variable", Why.ERROR)
        values = _listed(_with_variables(block.get("values")))
        conditions.setdefault(test, {}).setdefault(variable, []).extend(values)
    return {
        test: {variable: values[0] if len(values) == 1 else values for variable, values in sorted(pairs.items())}
        for test, pairs in sorted(conditions.items())
    }


def _blocks(data: Data) -> list[dict[str, Data]] | Unknown:
    if isinstance(data, OpenList):
        return data.unknown
    if isinstance(data, dict):
        return [data]
    if isinstance(data, list) and all(isinstance(block, dict) for block in data):
        return [block for block in data if isinstance(block, dict)]
    return first_unknown(data) or Unknown("a block was expected", Why.ERROR)


def _listed(data: Data) -> list[Data]:
    return list(data) if isinstance(data, list) and not isinstance(data, OpenList) else [data]


_PART_OF: Final[dict[str, Callable[[Data], Data]]] = {
    "Action": _strings,
    "NotAction": _strings,
    "Resource": _resources,
    "NotResource": _resources,
    "Principal": _principals,
    "NotPrincipal": _principals,
    "Condition": _conditions,
}


# -- documents merged into one ----------------------------------------------------------------------


def _with_documents(document: Data, listed: Data) -> Data:
    """The document with others, given as texts, merged over it in order."""
    if isinstance(document, OneOf):
        return _each(document, lambda choice: _with_documents(choice, listed))
    if isinstance(listed, OneOf):
        return _each(listed, lambda choice: _with_documents(document, choice))
    if _is_missing(listed):
        return document
    if isinstance(listed, list):
        for text in listed:
            document = _merged(document, _parsed(text))
        return _opened(document, listed.unknown) if isinstance(listed, OpenList) else document
    return _merged(document, _parsed(listed))


def _parsed(text: Data) -> Data:
    """A policy's text as its structure; unknown where it is not known or no policy."""
    match text:
        case Encoded():
            return text.data
        case OneOf():
            return _each(text, _parsed)
        case str():
            import json

            try:
                return _as_data(json.loads(text))
            except (ValueError, RecursionError):
                return Unknown("a policy document that is merged is no JSON", Why.ERROR)
        case _ if _is_missing(text):
            return {}
        case _:
            return first_unknown(text) or Unknown("a policy document that is merged is no text", Why.ERROR)


def _as_data(parsed: object) -> Data:
    return parsed  # type: ignore[return-value]  # what json.loads makes is known data


def _merged(document: Data, new: Data) -> Data:
    """A document with another over it: a statement takes the place of one with the same Sid."""
    if isinstance(document, OneOf):
        return _each(document, lambda choice: _merged(choice, new))
    if isinstance(new, OneOf):
        return _each(new, lambda choice: _merged(document, choice))
    if not isinstance(document, dict):
        return document
    if not isinstance(new, dict):
        return _opened(document, first_unknown(new) or Unknown("a merged policy is no object", Why.ERROR))
    merged = dict(document)
    if not _is_missing(new.get("Id", ABSENT)):
        merged["Id"] = new["Id"]
    merged["Version"] = _later(document.get("Version", ABSENT), new.get("Version", ABSENT))
    first, second = document.get("Statement", ABSENT), new.get("Statement", ABSENT)
    if not (_is_missing(first) and _is_missing(second)):
        merged["Statement"] = _merged_statements(first, second)
    return merged


def _later(old: Data, new: Data) -> Data:
    if _is_missing(old):
        return new
    if isinstance(old, str) and isinstance(new, str):
        return max(old, new)
    return old if _is_missing(new) else new


def _merged_statements(first: Data, second: Data) -> Data:
    statements = [] if _is_missing(first) else _listed_statements(first)
    for statement in [] if _is_missing(second) else _listed_statements(second):
        sid = statement.get("Sid") if isinstance(statement, dict) else None
        places = (n for n, other in enumerate(statements) if isinstance(other, dict) and other.get("Sid") == sid)
        place = next(places, None) if isinstance(sid, str) and sid else None
        if place is None:
            statements.append(statement)
        else:
            statements[place] = statement
    opens = [part.unknown for part in (first, second) if isinstance(part, OpenList)]
    opens += [part for part in (first, second) if isinstance(part, Unknown)]
    return OpenList(statements, opens[0]) if opens else statements


def _listed_statements(data: Data) -> list[Data]:
    return list(data) if isinstance(data, list) else [data]


def _opened(document: Data, unknown: Unknown) -> Data:
    """The document, which may have further statements."""
    if not isinstance(document, dict):
        return document
    statements = document.get("Statement", ABSENT)
    known = [] if _is_missing(statements) else _listed_statements(statements)
    return {**document, "Statement": OpenList(known, unknown)}


def _ordered(document: Data) -> Data:
    """The parts in the provider's order, without what is empty."""
    if not isinstance(document, dict):
        return document
    ordered = {name: document[name] for name in ("Version", "Id") if not _is_missing(document.get(name))}
    statements = document.get("Statement")
    if isinstance(statements, OpenList):
        ordered["Statement"] = OpenList(map(_ordered_statement, statements), statements.unknown)
    elif isinstance(statements, list) and statements:
        ordered["Statement"] = [_ordered_statement(statement) for statement in statements]
    elif not _is_missing(statements):
        ordered["Statement"] = [statements]
    return ordered


def _ordered_statement(statement: Data) -> Data:
    if not isinstance(statement, dict):
        return statement
    return {part: statement[part] for part, _ in _PARTS if part in statement}


# -- Google -----------------------------------------------------------------------------------------


def google_policy_text(content: Content) -> Data:
    """The `policy_data` of a `google_iam_policy`."""
    policy: dict[str, Data] = {}
    audits = _google_blocks(content.resource.value("audit_config"), _audit)
    if audits:
        policy["auditConfigs"] = audits
    policy["bindings"] = _google_blocks(content.resource.value("binding"), _binding)
    return _text(policy, indent=None)


def _google_blocks(blocks: Data, render: Callable[[dict[str, Data]], Data]) -> Data:
    if _is_missing(blocks):
        return []
    if isinstance(blocks, dict):
        return [render(blocks)]
    if not isinstance(blocks, list):
        return blocks
    rendered = [render(block) if isinstance(block, dict) else block for block in blocks]
    return OpenList(rendered, blocks.unknown) if isinstance(blocks, OpenList) else rendered


def _binding(block: dict[str, Data]) -> Data:
    conditions = block.get("condition")
    condition = conditions[0] if isinstance(conditions, list) and conditions else None
    parts: Iterable[tuple[str, Data]] = (
        ("condition", dict(condition) if isinstance(condition, dict) else condition),
        ("members", _sorted(block.get("members"))),
        ("role", block.get("role")),
    )
    return {name: value for name, value in parts if value is not None}


def _audit(block: dict[str, Data]) -> Data:
    logs = _google_blocks(block.get("audit_log_configs"), _audit_log)
    return {"auditLogConfigs": logs, "service": block.get("service")}


def _audit_log(block: dict[str, Data]) -> Data:
    exempted = _sorted(block.get("exempted_members"))
    parts = (("exemptedMembers", exempted), ("logType", block.get("log_type")))
    return {name: value for name, value in parts if not _is_missing(value)}


def _sorted(value: Data) -> Data:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return sorted(value, key=str)
    return value
