"""`source_policy_documents` and `override_policy_documents`: several policy documents in one."""

from __future__ import annotations

from groundrule.terraform.policy_text import PARTS, each, is_missing
from groundrule.value import Data, Encoded, OneOf, OpenList, Unknown, Why, first_unknown


def with_documents(document: Data, listed: Data) -> Data:
    """The document with others, given as texts, merged over it in order."""
    if isinstance(document, OneOf):
        return each(document, lambda choice: with_documents(choice, listed))
    if isinstance(listed, OneOf):
        return each(listed, lambda choice: with_documents(document, choice))
    if is_missing(listed):
        return document
    if isinstance(listed, list):
        for text in listed:
            document = merged(document, _parsed(text))
        return _opened(document, listed.unknown) if isinstance(listed, OpenList) else document
    return merged(document, _parsed(listed))


def _parsed(text: Data) -> Data:
    """A policy's text as its structure; unknown where it is not known or no policy."""
    match text:
        case Encoded():
            return text.data
        case OneOf():
            return each(text, _parsed)
        case _ if is_missing(text):
            return {}
        case str():
            import json

            try:
                return _as_data(json.loads(text, parse_float=str))
            except (ValueError, RecursionError):
                return Unknown("a policy document that is merged is no JSON", Why.ERROR)
        case _:
            return first_unknown(text) or Unknown("a policy document that is merged is no text", Why.ERROR)


def _as_data(parsed: object) -> Data:
    return parsed  # type: ignore[return-value]  # what json.loads makes is known data


def merged(document: Data, new: Data) -> Data:
    """A document with another over it: a statement takes the place of one with the same Sid."""
    if isinstance(document, OneOf):
        return each(document, lambda choice: merged(choice, new))
    if isinstance(new, OneOf):
        return each(new, lambda choice: merged(document, choice))
    if not isinstance(document, dict):
        return document
    if not isinstance(new, dict):
        return _opened(document, first_unknown(new) or Unknown("a merged policy is no object", Why.ERROR))
    result = dict(document)
    if not is_missing(new.get("Id")):
        result["Id"] = new["Id"]
    version = _later(document.get("Version"), new.get("Version"))
    if not is_missing(version):
        result["Version"] = version
    first, second = document.get("Statement"), new.get("Statement")
    if not (is_missing(first) and is_missing(second)):
        result["Statement"] = _merged_statements(first, second)
    return result


def _later(old: Data, new: Data) -> Data:
    if is_missing(old):
        return new
    if isinstance(old, str) and isinstance(new, str):
        return max(old, new)
    return old if is_missing(new) else new


def _merged_statements(first: Data, second: Data) -> Data:
    statements = [] if is_missing(first) else _listed_statements(first)
    for statement in [] if is_missing(second) else _listed_statements(second):
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
    statements = document.get("Statement")
    known = [] if is_missing(statements) else _listed_statements(statements)
    return {**document, "Statement": OpenList(known, unknown)}


def ordered(document: Data) -> Data:
    """The parts in the provider's order, without what is empty."""
    if not isinstance(document, dict):
        return document
    ordered = {name: document[name] for name in ("Version", "Id") if not is_missing(document.get(name))}
    statements = document.get("Statement")
    if isinstance(statements, OpenList):
        ordered["Statement"] = OpenList(map(_ordered_statement, statements), statements.unknown)
    elif isinstance(statements, list) and statements:
        ordered["Statement"] = [_ordered_statement(statement) for statement in statements]
    elif not is_missing(statements):
        ordered["Statement"] = [statements]
    return ordered


def _ordered_statement(statement: Data) -> Data:
    if not isinstance(statement, dict):
        return statement
    return {part: statement[part] for part, _ in PARTS if part in statement}
