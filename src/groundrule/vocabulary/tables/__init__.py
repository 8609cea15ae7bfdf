"""CloudFormation's types in the words of the Terraform AWS provider: one module a service, `ROWS` in each.

`AWS::RDS::DBInstance` stands in `rds`, and only the services that a template names are ever imported. A type that is
not there has its name from `typenames`, or by rule: `AWS::Kinesis::StreamConsumer` is `aws_kinesis_stream_consumer`.
The property names are held against the resource provider schemas by a test.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from keyword import iskeyword

from groundrule.vocabulary.spelling import snake_case
from groundrule.vocabulary.table import Row
from groundrule.vocabulary.typenames import TYPES


def row_of(type_: str) -> Row:
    """What the tables say of a type; a row by rule where they say nothing."""
    return _rows_of(_module(type_)).get(type_) or Row(TYPES.get(type_) or _by_rule(type_))


def _by_rule(type_: str) -> str:
    return "_".join(snake_case(part) for part in type_.split("::"))


def rows() -> dict[str, Row]:
    """Every row, for the tables' page and their test."""
    return {type_: row for module in sorted(_modules()) for type_, row in _rows_of(module).items()}


def _module(type_: str) -> str:
    vendor, _, rest = type_.partition("::")
    service = (rest.partition("::")[0] if vendor == "AWS" else vendor).lower()
    return f"{service}_" if iskeyword(service) else service


@cache
def _modules() -> frozenset[str]:
    return frozenset(item.name for item in pkgutil.iter_modules(__path__))


@cache
def _rows_of(module: str) -> dict[str, Row]:
    if module not in _modules():
        return {}
    found: dict[str, Row] = import_module(f"{__name__}.{module}").ROWS
    return found
