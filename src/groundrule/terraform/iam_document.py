"""`aws_iam_policy_document`, rendered as the AWS provider does it, without asking the account.

https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from groundrule.graph import Path
from groundrule.terraform.operators import to_text
from groundrule.terraform.policy_merge import merged, ordered, with_documents
from groundrule.terraform.policy_text import PARTS, each, is_missing, text_of
from groundrule.value import ABSENT, Data, OneOf, OpenList, Partial, Unknown, Why, first_unknown

if TYPE_CHECKING:
    from groundrule.terraform.content import Content

_DOCUMENTS: Final = (
    "source_policy_documents",
    "override_policy_documents",
    "source_json",
    "override_json",
)


def json_text(content: Content) -> Data:
    """The `json` of an `aws_iam_policy_document`: a text, or `Encoded` where parts are not known."""
    return each(_document(content), lambda document: text_of(document, indent=2))


def minified_json_text(content: Content) -> Data:
    """The `minified_json` of an `aws_iam_policy_document`."""
    return each(_document(content), lambda document: text_of(document, indent=None))


def written_path(content: Content, path: Path) -> Path:
    """The path of the block or attribute that the part of the JSON text at a path is written by.

    Args:
        content: the data source.
        path: `("json", "Statement", 0, "Action", …)`; other paths are given back as they are.
    """
    if path[0] not in ("json", "minified_json"):
        return path
    if any(not is_missing(content.resource.value(name)) for name in _DOCUMENTS) or path[1:2] != ("Statement",):
        return ()
    names = (dict(PARTS).get(str(step)) for step in path[3:4])
    return ("statement", *path[2:3], *(name for name in names if name))


# -- the document -----------------------------------------------------------------------------------


def _document(content: Content) -> Data:
    ask = content.resource.value
    document: Data = {}
    for name in ("source_json", "source_policy_documents"):
        document = with_documents(document, ask(name))
    document = merged(document, _own(content))
    for name in ("override_policy_documents", "override_json"):
        document = with_documents(document, ask(name))
    return each(document, ordered)


def _own(content: Content) -> Data:
    """The document that the blocks themselves describe."""
    ask = content.resource.value
    version, identifier, blocks = ask("version"), ask("policy_id"), ask("statement")
    document: dict[str, Data] = {"Version": "2012-10-17" if is_missing(version) else version}
    if not is_missing(identifier):
        document["Id"] = identifier
    if isinstance(blocks, list):
        statements = [_statement(block) if isinstance(block, dict) else block for block in blocks]
        document["Statement"] = OpenList(statements, blocks.unknown) if isinstance(blocks, OpenList) else statements
    elif isinstance(blocks, dict):
        document["Statement"] = [_statement(blocks)]
    elif not is_missing(blocks):
        document["Statement"] = blocks
    return document


def _statement(block: dict[str, Data]) -> Data:
    statement: dict[str, Data] = {}
    for part, name in PARTS:
        value = block.get(name)
        if part == "Effect" and is_missing(value):
            value = "Allow"
        if is_missing(value):
            continue
        statement[part] = _PART_OF.get(part, _string)(value)
    return statement


def _string(value: Data) -> Data:
    """The provider's schema has strings only: numbers and booleans become their text."""
    if isinstance(value, list | dict) or value is None or value is ABSENT:
        return value
    return to_text(value)


def _strings(value: Data) -> Data:
    """A set of strings: a lone one stands by itself, several in reverse order as the provider writes them."""
    if isinstance(value, OneOf):
        return each(value, _strings)
    if isinstance(value, OpenList) or not isinstance(value, list):
        return value
    distinct: list[Data] = []
    for item in map(_string, value):
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
            return each(value, _with_variables)
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
        type_ = _string(block.get("type"))
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
        values = [_string(item) for item in _listed(_with_variables(block.get("values")))]
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
