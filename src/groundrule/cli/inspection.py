"""`groundrule eval` and `groundrule graph`: what the linter sees, for people who ask why."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from groundrule.errors import UsageError
from groundrule.loading import Inputs, load_alone, scan_root
from groundrule.value import Data, Unknown, Why, first_unknown, unknowns

if TYPE_CHECKING:
    from groundrule.terraform.module import ModuleInstance

_WRONG: Final = 1
# what stands in the sources: `var.a`, `local.b`, `module.c.d`, an attribute
_NAME: Final = re.compile(r"(?<=[\w\]])\.([A-Za-z_][\w-]*)")


def evaluate(expressions: Sequence[str], root: str, format_: str, inputs: Inputs) -> int:
    """`groundrule eval`.

    Args:
        expressions: of the command line; without any, one JSON object a line is read from standard input.
        root: the root module's directory.
        format_: `text` or `jsonl`.
        inputs: the root's variables.
    """
    module = _open(root, inputs)
    code = 0
    for answer in _answers(expressions, module):
        wrong = "error" in answer
        if format_ == "jsonl":
            sys.stdout.write(_line(answer))
            sys.stdout.flush()
        elif wrong:
            sys.stderr.write(f"error: {answer['error']}\n")
            code = _WRONG
        else:
            sys.stdout.write(_for_people(answer))
    return code


def graph(root: str, format_: str, inputs: Inputs) -> int:
    """`groundrule graph`.

    Args:
        root: a root module's directory, or a template.
        format_: a key of `report.graphs.RENDERERS`.
        inputs: variables and parameters.
    """
    from pathlib import Path

    from groundrule.engine import judge
    from groundrule.policy import Category
    from groundrule.registry import bundled
    from groundrule.registry import load as policies
    from groundrule.report.graphs import RENDERERS
    from groundrule.secrecy import conceal_declared, told

    if not os.path.exists(root):
        raise UsageError(f"--root {root}: there is no such file or directory")
    if os.path.isdir(root) and not _holds_configuration(root):
        raise UsageError(f"--root {root}: there is no Terraform configuration; name a template's file")
    secrets = [policy for policy in policies([bundled()]) if policy.category is Category.SECRETS]
    for loaded in load_alone(Path(root), inputs):
        for skipped in loaded.skipped:
            sys.stderr.write(f"{skipped.path}:{skipped.line}: {told(skipped.reason)}\n")
        # what they find is concealed
        judge(loaded, secrets)
        conceal_declared(loaded)
        sys.stdout.write(RENDERERS[format_](loaded))
    return 0


def _holds_configuration(directory: str) -> bool:
    from groundrule.terraform.directory import configuration_files

    return bool(configuration_files(os.listdir(directory)))


def _open(root: str, inputs: Inputs) -> ModuleInstance:
    from groundrule.secrecy import told
    from groundrule.terraform.directory import Modules
    from groundrule.terraform.load import open_root
    from groundrule.terraform.reading import TreeReader
    from groundrule.terraform.variables import Inputs as Variables

    if not os.path.isdir(root):
        raise UsageError(f"--root {root}: there is no such directory")
    variables = Variables(inputs.var_files, inputs.variables, inputs.workspace, inputs.environment)
    module = open_root(os.path.relpath(root), Modules(TreeReader(scan_root([root]))), variables)
    for skipped in module.context.skipped:
        sys.stderr.write(f"{skipped.path}:{skipped.line}: {told(skipped.reason)}\n")
    return module


def _answers(expressions: Sequence[str], module: ModuleInstance) -> Iterator[dict[str, Any]]:
    asked: Iterable[str | Unknown] = expressions or _read(sys.stdin)
    for expression in asked:
        if isinstance(expression, Unknown):
            yield {"error": expression.reason}
        else:
            yield _answer(expression, module)


def _read(lines: Iterable[str]) -> Iterator[str | Unknown]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            request = json.loads(line)
        except ValueError:
            request = None
        expression = request.get("expr") if isinstance(request, dict) else None
        if isinstance(expression, str):
            yield expression
        else:
            yield Unknown(f'line {number} of the input is not a JSON object with an "expr" text', Why.ERROR)


def _answer(expression: str, module: ModuleInstance) -> dict[str, Any]:
    from groundrule.report.values import plain
    from groundrule.secrecy import masked_value, told
    from groundrule.terraform.load import ask
    from groundrule.terraform.marks import EPHEMERAL, SENSITIVE

    value, marks = module.marks.alone(lambda: ask(module, expression))
    wrong = next((unknown for unknown in unknowns(value) if unknown.why is Why.ERROR), None)
    if wrong is not None:
        return {"expr": expression, "error": told(_reason(wrong))}
    if marks & (SENSITIVE | EPHEMERAL):
        word = "sensitive" if marks & SENSITIVE else "ephemeral"
        return {"expr": expression, "value": f"({word} value)", word: True}
    if not _is_known_outside(value):
        unknown = first_unknown(value)
        return {"expr": expression, "unknown": unknown.reason if unknown else "it is not known"}
    names = tuple(_NAME.findall(expression))
    if not names:
        # whoever asks has written it
        return {"expr": expression, "value": plain(value, lambda text, _path: text)}
    hidden = partial(masked_value, concealed=False)
    return {"expr": expression, "value": plain(value, lambda text, path: hidden(text, (*names[-1:], *path)))}


def _is_known_outside(value: Data) -> bool:
    """Whether the value is a list, an object or a scalar, though parts of it may not be known."""
    return first_unknown(value) is None or type(value).__name__ in {"ListValue", "MapValue", "dict", "list"}


def _reason(wrong: Unknown) -> str:
    span = wrong.span
    if span is None or span.path == "expression":
        return wrong.reason
    return f"{wrong.reason} ({span.path}:{span.first.line})"


def _line(answer: Mapping[str, Any]) -> str:
    from groundrule.report.values import text

    return text(answer) + "\n"


def _for_people(answer: Mapping[str, Any]) -> str:
    from groundrule.report.values import text

    if "unknown" in answer:
        return f"unknown: {answer['unknown']}\n"
    return text(answer["value"], indent=2) + "\n"
